"""What a search engine must be able to do. It is derived: whatever it loses is built again from the packages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from indexer.document import Document
from indexer.query import Query
from indexer.results import Results


class EngineUnavailable(RuntimeError):
    """The index cannot be read or written; names it, and the remedy. Never a reason to refuse a delivery."""


class NeverIndexed(EngineUnavailable):
    """There is no index at all: nothing was ever indexed, or it was deleted."""


class EngineBusy(EngineUnavailable):
    """Another process writes to the index."""


class Writing(Protocol):
    """Documents being written, either to the live generation or to a fresh one beside it.

    Nothing is visible before `commit`; leaving without it loses only what was not committed. One writer at a time.
    """

    def add(self, documents: Iterable[Document]) -> int:
        """Take documents one at a time, and answer how many. A document replaces the one with the same identifier."""

    def forget(self, identifiers: Iterable[str]) -> None:
        """Forget the documents with these identifiers; one that is not there changes nothing."""

    def delete_package(self, package: str) -> None:
        """Forget every document of a package."""

    def commit(self, position: int) -> None:
        """Make what was added durable and searchable, as of this ledger position, in one move."""

    def count(self, package: str | None = None) -> int:
        """How many documents are committed, in all or of one package."""

    def position(self) -> int:
        """The ledger position of the last commit; 0 for a fresh generation."""

    def swap(self) -> None:
        """Make this generation the live one, in one move; for a live one there is nothing to do. Commit first."""

    def __enter__(self) -> Writing: ...

    def __exit__(self, *exception: object) -> None: ...


class Engine(Protocol):
    """Every verb raises EngineUnavailable when the index cannot be used."""

    def begin(self) -> Writing:
        """A fresh empty generation beside the live one, which goes on answering until `swap`."""

    def resume(self) -> Writing:
        """Go on writing to the live generation; NeverIndexed when there is none."""

    def search(self, query: Query) -> Results:
        """The documents that `query.accepts`, by year, then by identifier."""

    def count(self, package: str | None = None) -> int:
        """How many documents can be found, in all or of one package."""

    def position(self) -> int:
        """The ledger position that the live generation describes: how many entries it has seen."""

    def close(self) -> None:
        """Let go of files and connections; the index stays."""
