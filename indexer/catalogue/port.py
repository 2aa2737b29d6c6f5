"""What a catalogue must be able to do while it follows the ledger. Asking it is for `indexer.catalogue.queries`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from archive.ledger.port import Head
from indexer.documents.package_content import Noted
from indexer.errors import IndexerError


class CatalogueUnavailable(IndexerError, RuntimeError):
    """The catalogue cannot be read or written, or does not know what was asked; names it, and the remedy."""


class CatalogueBusy(CatalogueUnavailable):
    """Another process writes to the catalogue."""


class NotRecorded(CatalogueUnavailable):
    """The catalogue knows of no such package."""


class Writing(Protocol):
    """One generation opened for writing, by one process at a time."""

    def position(self) -> int:
        """How many ledger entries it has seen."""

    def apply(self, entries: Sequence[Noted], position: int) -> None:
        """Take in entries and the position after them, in one transaction. Entries seen before change nothing."""

    def reach(self, head: Head) -> None:
        """Remember that all entries up to this head of the ledger were seen: a ledger that does not extend it was replaced."""

    def swap(self) -> None:
        """Make this generation the live one, in one move; for a live one there is nothing to do."""

    def __enter__(self) -> Writing: ...

    def __exit__(self, *exception: object) -> None: ...


class Catalogue(Protocol):
    """Every verb raises CatalogueUnavailable when the catalogue cannot be used."""

    def begin(self) -> Writing:
        """A fresh empty generation beside the live one, which goes on answering until `swap`."""

    def resume(self) -> Writing:
        """Go on writing to the live generation, or to the first one when there is none yet."""

    def position(self) -> int:
        """How many ledger entries the live generation has seen; 0 when there is none."""

    def reached(self) -> tuple[int, Head | None]:
        """`position`, and the last head of the ledger that the live generation has reached; None where it remembers none."""
