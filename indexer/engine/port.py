"""What a search engine must be able to do. It is derived: whatever it loses is built again from the packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from indexer.documents.document import Document
from indexer.documents.engine_documents import Cards
from indexer.errors import IndexerError
from indexer.names.register_words.register_dictionary import Dictionary
from indexer.question.query import Query
from indexer.question.results import Edition, Frozen, Results


class EngineUnavailable(IndexerError, RuntimeError):
    """The index cannot be read or written; names it, and the remedy. Never a reason to refuse a delivery."""


class NeverIndexed(EngineUnavailable):
    """There is no index at all: nothing was ever indexed, or it was deleted."""


class EngineBusy(EngineUnavailable):
    """Another process writes to the index."""


class ExpandedElsewhere(EngineUnavailable):
    """The words were expanded with another dictionary or letter table than the index has: expand them again and ask again."""


class MovedOn(EngineUnavailable):
    """The index was written to since the first page, so the pages no longer belong together: ask for the first again."""


class Writing(Protocol):
    """Documents being written, either to the live generation or to a fresh one beside it.

    Nothing is claimed before `commit`: an engine may show documents a little before, but its position, its dictionary and its
    counts say only what was committed. One writer at a time. Leaving a fresh generation without `swap` throws it away, except by
    an exception: then what was committed stays for `begin(again=True)`.
    """

    def add(self, cards: Cards) -> None:
        """Take documents. Each replaces the one with the same identifier, also one that came before it among these."""

    def forget(self, identifiers: Iterable[str]) -> None:
        """Forget the documents with these identifiers; one that is not there changes nothing."""

    def delete_package(self, package: str) -> None:
        """Forget every document of a package."""

    def commit(self, position: int) -> None:
        """Make what was added durable and searchable, with the dictionary of its words, as of this ledger position."""

    def count(self, package: str | None = None) -> int:
        """How many documents are committed, in all or of one package."""

    def position(self) -> int:
        """The ledger position of the last commit; 0 for a fresh generation."""

    def registers(self) -> Mapping[str, int]:
        """As of Engine, for what is committed of this generation."""

    def bodies(self, register: str) -> Iterator[bytes]:
        """As of Engine, for what is committed of this generation."""

    def swap(self) -> None:
        """Make this generation the live one, in one move; for a live one there is nothing to do. Commit first."""

    def discard(self) -> None:
        """Throw a fresh generation away, whatever happens next: it is not to be gone on with."""

    def __enter__(self) -> Writing: ...

    def __exit__(self, *exception: object) -> None: ...


class Engine(Protocol):
    """Every verb raises EngineUnavailable when the index cannot be used."""

    def begin(self, again: bool = False) -> Writing:
        """A fresh empty generation beside the live one, which goes on answering until `swap`.

        `again` goes on with the generation that an interrupted build left, from its last commit; a fresh one where there is none.
        """

    def resume(self) -> Writing:
        """Go on writing to the live generation; NeverIndexed when there is none."""

    def search(self, query: Query) -> Results:
        """One page of `indexer.question.query.ranked`, with equal scores in the order of their ranks. ExpandedElsewhere, MovedOn.

        Where more than 10,000 have the same score it is not said which of them are shown, only that they are shown in order and
        each once.
        """

    def freeze(self, query: Query) -> Frozen:
        """The list that `search` pages through, as it is now, whatever is written afterwards."""

    def page(self, keys: Sequence[int]) -> tuple[Document | None, ...]:
        """The documents of these keys as they are now; None for one that is no longer there, so that nothing goes in silence."""

    def dictionary(self) -> Dictionary:
        """The words of the live generation, each with the number of documents that have it."""

    def edition(self) -> Edition:
        """What the live generation describes."""

    def count(self, package: str | None = None) -> int:
        """How many documents can be found, in all or of one package."""

    def registers(self) -> Mapping[str, int]:
        """How many documents each register has, by the register's identifier."""

    def bodies(self, register: str) -> Iterator[bytes]:
        """The body of every document of a register as it is kept, in no order: what is compared with the packages."""

    def position(self) -> int:
        """The ledger position that the live generation describes: how many entries it has seen."""

    def close(self) -> None:
        """Let go of files and connections; the index stays."""
