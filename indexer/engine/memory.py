"""An engine that keeps its documents in memory: the reference for what every other engine must answer."""

from __future__ import annotations

from collections.abc import Iterable

from indexer.document import Document
from indexer.engine.port import NeverIndexed
from indexer.query import Query
from indexer.results import Results, hit


class _Generation:
    """Committed documents by identifier, and the position that they describe."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.position = 0


class _MemoryWriting:
    """Pending changes to one generation, applied at commit."""

    def __init__(self, engine: MemoryEngine, generation: _Generation) -> None:
        self._engine = engine
        self._generation = generation
        self._pending = dict(generation.documents)

    def add(self, documents: Iterable[Document]) -> int:
        added = 0
        for document in documents:
            self._pending[document.id] = document
            added += 1
        return added

    def forget(self, identifiers: Iterable[str]) -> None:
        for identifier in identifiers:
            self._pending.pop(identifier, None)

    def delete_package(self, package: str) -> None:
        self._pending = {name: one for name, one in self._pending.items() if one.package != package}

    def commit(self, position: int) -> None:
        self._generation.documents = dict(self._pending)
        self._generation.position = position

    def count(self, package: str | None = None) -> int:
        return _count(self._generation, package)

    def position(self) -> int:
        return self._generation.position

    def swap(self) -> None:
        self._engine.live = self._generation

    def __enter__(self) -> _MemoryWriting:
        return self

    def __exit__(self, *exception: object) -> None:
        self._pending = {}


class MemoryEngine:
    """Empty until a generation is begun and swapped in."""

    def __init__(self) -> None:
        self.live: _Generation | None = None

    def begin(self) -> _MemoryWriting:
        return _MemoryWriting(self, _Generation())

    def resume(self) -> _MemoryWriting:
        return _MemoryWriting(self, self._live())

    def search(self, query: Query) -> Results:
        live = self._live()
        answers = sorted((one for one in live.documents.values() if query.accepts(one)), key=lambda one: one.order)
        page = answers[query.offset : query.offset + query.limit]
        return Results(len(answers), tuple(hit(document, query) for document in page), live.position)

    def count(self, package: str | None = None) -> int:
        return _count(self._live(), package)

    def position(self) -> int:
        return self._live().position

    def close(self) -> None:
        """Nothing is held but memory."""

    def _live(self) -> _Generation:
        if self.live is None:
            raise NeverIndexed("nothing was indexed in memory yet; run `khizana reindex`")
        return self.live


def _count(generation: _Generation, package: str | None) -> int:
    return sum(package in (None, one.package) for one in generation.documents.values())
