"""The verbs of the embedded engine, each at the newest commit of the live generation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from archive.model.message import sentence, tell
from indexer.documents.document import Document
from indexer.engine.checks import allowed
from indexer.engine.embedded.naming import FAILURES, REMEDY, named
from indexer.engine.embedded.reading import Reader
from indexer.engine.embedded.writing import EmbeddedWriting
from indexer.engine.port import EngineBusy, EngineUnavailable, NeverIndexed
from indexer.generations import Generations, WritingElsewhere
from indexer.names.analysis.quick_terms import QuickTerms
from indexer.names.register_words.register_dictionary import Dictionary
from indexer.question.query import DEEPEST, Query
from indexer.question.results import Edition, Frozen, Results, few_enough, hits, listed


class EmbeddedEngine:
    """An index in a folder, which need not exist before the first generation is begun. Readers follow swaps by themselves.

    `letters` is the digest of the letter table in use.
    """

    def __init__(self, folder: Path, letters: str = "") -> None:
        self._generations = Generations(folder)
        self._letters = letters
        self._terms = QuickTerms()
        self._reader: Reader | None = None

    def begin(self, again: bool = False) -> EmbeddedWriting:
        return self._write(fresh=True, again=again)

    def resume(self) -> EmbeddedWriting:
        return self._write(fresh=False, again=False)

    def search(self, query: Query) -> Results:
        with named(self._generations.folder):
            live = self._live()
            edition = allowed(query, live.mark().edition(live.folder))
            if query.in_order:
                return listed(self._all(live, query), query, edition, self._terms)[0]
            found = live.found(query)
            answers = hits((live.document(address) for address in found.addresses), query, self._terms)
            return Results(found.total, answers, edition, live.facets(query) if query.facets else {})

    def freeze(self, query: Query) -> Frozen:
        with named(self._generations.folder):
            live = self._live()
            edition = allowed(query, live.mark().edition(live.folder))
            if query.in_order:
                keys = listed(self._all(live, query), query, edition, self._terms)[1]
                return Frozen(len(keys), keys, edition)
            return live.frozen(query, edition)

    def _all(self, live: Reader, query: Query) -> Iterator[Document]:
        """Every document that may answer."""
        found = live.found(replace(query, offset=0, limit=DEEPEST))
        few_enough(found.total)
        return (live.document(address) for address in found.addresses)

    def page(self, keys: Sequence[int]) -> tuple[Document | None, ...]:
        with named(self._generations.folder):
            return self._live().keyed(keys)

    def dictionary(self) -> Dictionary:
        with named(self._generations.folder):
            return self._live().dictionary()

    def edition(self) -> Edition:
        with named(self._generations.folder):
            live = self._live()
            return live.mark().edition(live.folder)

    def count(self, package: str | None = None) -> int:
        with named(self._generations.folder):
            return self._live().count(package)

    def registers(self) -> Mapping[str, int]:
        with named(self._generations.folder):
            return self._live().registers()

    def bodies(self, register: str) -> Iterator[bytes]:
        with named(self._generations.folder):
            yield from self._live().bodies("register", register)

    def position(self) -> int:
        return self.edition().position

    def close(self) -> None:
        self._reader = None

    def _folder(self) -> Path:
        live = self._generations.current()
        if live is None:
            raise NeverIndexed(
                tell("there is no index in {folder}: {remedy}", folder=self._generations.folder, remedy=REMEDY)
            )
        return live

    def _live(self) -> Reader:
        """The live generation at its newest commit."""
        folder = self._folder()
        if self._reader is None or self._reader.folder != folder:
            self._reader = self._open(folder)
        else:
            self._reader.reload()
        return self._reader

    def _open(self, folder: Path) -> Reader:
        try:
            return Reader(folder)
        except FAILURES:
            # Between reading the pointer and opening, another process may have swapped.
            moved = self._folder()
            if moved == folder:
                raise
            return Reader(moved)

    def _write(self, fresh: bool, again: bool) -> EmbeddedWriting:
        with ExitStack() as stack, named(self._generations.folder):
            try:
                stack.enter_context(self._generations.writing())
            except WritingElsewhere as error:
                raise EngineBusy(sentence(error)) from None
            left = self._left() if again else None
            folder = left or (self._generations.begin() if fresh else self._folder())
            writing = EmbeddedWriting(self._generations, folder, fresh, not fresh or left is not None, self._letters)
            writing.held = stack.pop_all()
            return writing
        raise AssertionError("the block returns or raises")

    def _left(self) -> Path | None:
        """The generation that an interrupted build left, when it can be gone on with."""
        for folder in self._generations.left():
            try:
                with named(folder):
                    Reader(folder).dictionary()
            except EngineUnavailable:
                continue
            return folder
        return None
