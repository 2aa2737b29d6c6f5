"""One generation of the embedded index opened for writing, under the folder's lock.

The dictionary's file is on disk before the commit whose mark names it; a crash between leaves the commit before with its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import tantivy

from indexer.documents.document import Document, anywhere
from indexer.documents.engine_documents import Cards
from indexer.engine.embedded.naming import named
from indexer.engine.embedded.reading import Mark, Reader, dictionary_file
from indexer.engine.embedded.schema import MARK, marked, prepared, schema
from indexer.engine.vocabulary import Vocabulary
from indexer.generations import Generations
from indexer.names.analysis.quick_terms import QuickTerms
from indexer.names.register_words.register_dictionary import Dictionary

_HEAP = 256_000_000


class EmbeddedWriting:
    """See indexer.engine.port.Writing. `marked` says that the generation has a commit to go on from."""

    def __init__(self, generations: Generations, folder: Path, fresh: bool, marked: bool, letters: str) -> None:
        self.held = ExitStack()
        self._generations = generations
        self._folder = folder
        self._fresh = fresh
        self._letters = letters
        self._reader = Reader(folder) if marked else None
        self._vocabulary = Vocabulary(self._reader.dictionary() if self._reader else Dictionary.of({}))
        self._terms = QuickTerms()
        # Package and terms of what was added since the last commit; None for what was forgotten since.
        self._pending: dict[str, tuple[str, str] | None] = {}
        self._writer = tantivy.Index(schema(), str(folder)).writer(_HEAP, 1)

    def add(self, cards: Cards) -> None:
        self._vocabulary.add(cards.words)
        with named(self._folder):
            for card in cards.cards:
                if self._gone(card.id):
                    self._writer.delete_documents_by_term("id", card.id)
                self._writer.add_json(prepared(card))
                self._pending[card.id] = (card.package, card.terms)

    def forget(self, identifiers: Iterable[str]) -> None:
        with named(self._folder):
            for identifier in identifiers:
                if self._gone(identifier):
                    self._writer.delete_documents_by_term("id", identifier)
                    self._pending[identifier] = None

    def delete_package(self, package: str) -> None:
        with named(self._folder):
            committed = self._reader.bodies("package", package) if self._reader else ()
            kept = [Document.read(body).id for body in committed]
            added = [name for name, one in self._pending.items() if one is not None and one[0] == package]
            # One that was added again since, from another package, stays.
            self.forget([*(name for name in kept if name not in self._pending), *added])

    def _gone(self, identifier: str) -> bool:
        """Take the words of the document that stood under an identifier out of the dictionary; False when none did."""
        if identifier in self._pending:
            before = self._pending[identifier]
            if before is not None:
                self._vocabulary.remove(before[1].split())
            return before is not None
        if self._reader is None or not self._reader.has(identifier):
            return False
        stood = [Document.read(body) for body in self._reader.bodies("id", identifier)]
        for document in stood:
            self._vocabulary.remove(anywhere(document.found_by(self._terms)[0]))
        return bool(stood)

    def commit(self, position: int) -> None:
        with named(self._folder):
            dictionary = self._vocabulary.made()
            _put(dictionary_file(self._folder, dictionary.version), dictionary)
            commits = self._reader.mark().commits if self._reader else 0
            mark = Mark(position, commits + 1, dictionary.version, self._letters)
            self._writer.delete_documents_by_term("id", MARK)
            self._writer.add_document(marked(mark.to_json()))
            self._writer.commit()
            _flush(self._folder)  # the library puts its files on disk, and not the name under which the commit is found
            self._reader = Reader(self._folder)
            for old in self._folder.glob("dictionary-*"):
                if old.name != f"dictionary-{dictionary.version}":
                    old.unlink()
        self._pending = {}

    def count(self, package: str | None = None) -> int:
        with named(self._folder):
            return self._reader.count(package) if self._reader else 0

    def position(self) -> int:
        with named(self._folder):
            return self._reader.mark().position if self._reader else 0

    def registers(self) -> Mapping[str, int]:
        with named(self._folder):
            return self._reader.registers() if self._reader else {}

    def bodies(self, register: str) -> Iterator[bytes]:
        with named(self._folder):
            yield from self._reader.bodies("register", register) if self._reader else ()

    def swap(self) -> None:
        if self._fresh:
            with named(self._folder):
                Reader(self._folder).mark()
                self._generations.swap(self._folder)
            self._fresh = False

    def discard(self) -> None:
        self._reader = None if self._fresh else self._reader

    def __enter__(self) -> EmbeddedWriting:
        return self

    def __exit__(self, *exception: object) -> None:
        with self.held, named(self._folder):
            self._writer.wait_merging_threads()
            interrupted = exception[0] is not None and self._reader is not None
            if self._fresh and not interrupted:
                self._generations.discard(self._folder)


def _put(path: Path, dictionary: Dictionary) -> None:
    """Durably, and in one move."""
    if path.exists():
        return
    aside = path.with_name(f"new-{path.name}")
    with aside.open("wb") as file:
        file.write(dictionary.to_bytes())
        file.flush()
        os.fsync(file.fileno())
    aside.rename(path)
    _flush(path.parent)


def _flush(folder: Path) -> None:
    """Put the names in a folder on disk."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
