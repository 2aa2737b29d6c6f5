"""One generation of the indices opened for writing.

Documents are put first and shown, then the dictionary, then the mark: a crash between claims less than can be found, and the
same documents put again, under the same identifiers, change nothing.
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from elasticsearch import ConflictError
from elasticsearch.helpers import streaming_bulk

from archive.model.message import tell
from indexer.documents.document import anywhere
from indexer.documents.engine_documents import Card, Cards
from indexer.engine.elastic.connection import named
from indexer.engine.elastic.generations import Generation, Generations
from indexer.engine.elastic.mapping import prepared
from indexer.engine.elastic.reading import MARK, Mark, Reader, chunk
from indexer.engine.port import EngineBusy
from indexer.engine.vocabulary import Vocabulary
from indexer.names.analysis.quick_terms import QuickTerms
from indexer.names.register_words.register_dictionary import Dictionary

AT_ONCE = 1_000
"""Documents in one call."""
BYTES_AT_ONCE = 10 << 20
RETRIES = 8
"""Times that documents are put again: a node that goes is replaced meanwhile, a queue that is full empties."""
_BUSY = (429, 503)
_CHUNK = 1 << 20

_Action = tuple[Mapping[str, Any], bytes | None]
"""What is to be done, and the document that it is done with, already written."""


class ElasticWriting:
    """See indexer.engine.port.Writing."""

    def __init__(self, generations: Generations, generation: Generation, fresh: bool, letters: str) -> None:
        self._generations = generations
        self._generation = generation
        self._fresh = fresh
        self._letters = letters
        self._client = generations.client
        self._reader = Reader(self._client, generation)
        self._discarded = False
        self._mark, self._sequence, self._term = self._reader.marked()
        self._vocabulary = Vocabulary(self._reader.dictionary() if self._mark else Dictionary.of({}))
        self._terms = QuickTerms()
        self._waiting: dict[str, Card] = {}
        self._sender = ThreadPoolExecutor(1)
        self._sending: Future[None] | None = None
        # Package and terms of what was put since the last commit; None for what was deleted since.
        self._put: dict[str, tuple[str, str] | None] = {}

    @property
    def _commits(self) -> int:
        return self._mark.commits if self._mark else 0

    def add(self, cards: Cards) -> None:
        self._vocabulary.add(cards.words)
        with named(self._generations.base):
            for card in cards.cards:
                before = self._waiting.get(card.id)
                if before is not None:
                    self._vocabulary.remove(before.terms.split())
                self._waiting[card.id] = card
                if len(self._waiting) >= AT_ONCE:
                    self._send()

    def forget(self, identifiers: Iterable[str]) -> None:
        with named(self._generations.base):
            self._send()
            names = list(dict.fromkeys(identifiers))
            for start in range(0, len(names), AT_ONCE):
                some = names[start : start + AT_ONCE]
                self._uncount(some)
                self._bulk([({"delete": {"_id": name}}, None) for name in some])
                self._put.update(dict.fromkeys(some))

    def delete_package(self, package: str) -> None:
        with named(self._generations.base):
            self._send()
            kept = list(self._reader.identifiers("package", package)) if self._mark else []
            added = [name for name, one in self._put.items() if one is not None and one[0] == package]
            # One that was put again since, from another package, stays.
            self.forget([*(name for name in kept if name not in self._put), *added])

    def _send(self) -> None:
        """Put what waits, and count no longer the words of what stood under the same identifiers."""
        waiting, self._waiting = self._waiting, {}
        if not waiting:
            return
        self._uncount(waiting)
        commit = self._commits + 1
        self._bulk([({"index": {"_id": name}}, prepared(card, commit)) for name, card in waiting.items()])
        self._put.update((name, (card.package, card.terms)) for name, card in waiting.items())

    def _uncount(self, identifiers: Iterable[str]) -> None:
        unknown = []
        for name in identifiers:
            if name in self._put:
                before = self._put[name]
                self._vocabulary.remove(before[1].split() if before is not None else ())
            else:
                unknown.append(name)
        if self._mark:
            for document, commit in self._reader.standing(unknown):
                # What a writer left that never committed was never counted.
                if commit <= self._commits:
                    terms = anywhere(document.found_by(self._terms)[0])
                    self._vocabulary.remove(terms)

    def _bulk(self, actions: Sequence[_Action]) -> None:
        """Put them while the next are being made; what became of those before is known first, so that no two overtake."""
        self._sent()
        self._sending = self._sender.submit(self._put_all, actions)

    def _sent(self) -> None:
        """Wait until what was put is answered for."""
        sending, self._sending = self._sending, None
        if sending is not None:
            sending.result()

    def _put_all(self, actions: Sequence[_Action]) -> None:
        """Every document is answered for; one that the server is too busy for is put again, ever later."""
        for _ in streaming_bulk(
            self._client.options(max_retries=RETRIES),
            actions,  # type: ignore[arg-type]
            expand_action_callback=_as_it_is,  # type: ignore[arg-type]
            filter_path=("errors", "items.*.status", "items.*.error"),
            index=self._generation.documents,
            chunk_size=AT_ONCE,
            max_chunk_bytes=BYTES_AT_ONCE,
            max_retries=RETRIES,
            initial_backoff=0.2,
            max_backoff=30,
            retry_on_status=_BUSY,
            ignore_status=404,
            yield_ok=False,
        ):
            """Only what was not there to be deleted is told here; the rest raises."""

    def commit(self, position: int) -> None:
        with named(self._generations.base):
            self._send()
            self._sent()
            self._client.indices.refresh(index=self._generation.documents)
            dictionary = self._vocabulary.made()
            chunks = self._keep(dictionary)
            self._sign(Mark(position, self._commits + 1, dictionary.version, chunks, self._letters))
        self._put = {}

    def _keep(self, dictionary: Dictionary) -> int:
        if self._mark and self._mark.dictionary == dictionary.version:
            return self._mark.chunks
        packed = gzip.compress(dictionary.to_bytes(), 1, mtime=0)
        parts = [packed[start : start + _CHUNK] for start in range(0, len(packed), _CHUNK)]
        for number, part in enumerate(parts):
            body = {"bytes": base64.b64encode(part).decode("ascii")}
            self._client.index(index=self._generation.words, id=chunk(dictionary.version, number), document=body)
        return len(parts)

    def _sign(self, mark: Mark) -> None:
        """Only over the mark that was read when writing began: another writer since then would have made another."""
        known: dict[str, Any] = (
            {"op_type": "create"}
            if self._sequence < 0
            else {"if_seq_no": self._sequence, "if_primary_term": self._term}
        )
        try:
            answer = self._client.index(
                index=self._generation.words, id=MARK, document={"mark": mark.to_json()}, refresh=True, **known
            ).body
        except ConflictError:
            raise EngineBusy(
                tell(
                    "another process writes to the index {documents}: wait until it has finished",
                    documents=self._generation.documents,
                )
            ) from None
        before, self._mark = self._mark, mark
        self._sequence, self._term = answer["_seq_no"], answer["_primary_term"]
        if before and before.dictionary != mark.dictionary:
            for number in range(before.chunks):
                self._client.options(ignore_status=404).delete(
                    index=self._generation.words, id=chunk(before.dictionary, number)
                )

    def count(self, package: str | None = None) -> int:
        with named(self._generations.base):
            return self._reader.count(package) if self._mark else 0

    def position(self) -> int:
        return self._mark.position if self._mark else 0

    def registers(self) -> Mapping[str, int]:
        with named(self._generations.base):
            return self._reader.registers() if self._mark else {}

    def bodies(self, register: str) -> Iterator[bytes]:
        with named(self._generations.base):
            yield from self._reader.bodies("register", register) if self._mark else ()

    def swap(self) -> None:
        if self._fresh:
            with named(self._generations.base):
                self._reader.mark()
                self._generations.swap(self._generation)
            self._fresh = False

    def discard(self) -> None:
        self._discarded = True

    def __enter__(self) -> ElasticWriting:
        return self

    def __exit__(self, *exception: object) -> None:
        # Whoever leaves by an exception is told that one; without a commit nothing of this was promised.
        self._sender.shutdown(wait=True)
        interrupted = exception[0] is not None and self._mark is not None and not self._discarded
        if self._fresh and not interrupted:
            with named(self._generations.base):
                self._generations.discard(self._generation)


def _as_it_is(action: _Action) -> _Action:
    return action
