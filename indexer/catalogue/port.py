"""What a catalogue must be able to do: follow the ledger, and be asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from archive.ledger.port import Head
from archive.model.digest import Digest
from archive.model.identifiers import ActId
from indexer.catalogue.rows import OfficeRow, PackageRow, ProofRow, Proved, RegisterRow, Status
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


class CatalogueReading(Protocol):
    """A catalogue that is asked; each answer is of one consistent state. CatalogueUnavailable when it cannot be used."""

    def position(self) -> int:
        """How many ledger entries the live generation has seen; 0 when there is none."""

    def reached(self) -> tuple[int, Head | None]:
        """`position`, and the last head of the ledger that the live generation has reached; None where it remembers none."""

    def file(self) -> Path | None:
        """The one file that all of the live generation lies in at rest; None where there is none such."""

    def status(self) -> Status:
        """The counts of everything."""

    def packages(self) -> tuple[PackageRow, ...]:
        """All packages in order of register and version."""

    def registers(self) -> tuple[RegisterRow, ...]:
        """All registers by office, year, event, regime, part and copy."""

    def offices(self) -> tuple[OfficeRow, ...]:
        """The offices that packages came from, in order of their identifiers."""

    def packages_of(self, act: ActId) -> tuple[str, ...]:
        """The packages that may hold an act, the newest first."""

    def chain(self, register: str) -> tuple[PackageRow, ...]:
        """The packages of a register, the oldest first; empty when it is not held."""

    def registers_of(self, act: ActId) -> tuple[str, ...]:
        """The registers that may hold an act."""

    def aliased(self, alias: str) -> str | None:
        """The act or register that a corrected key stands for; None when nothing has that other name."""

    def proved(self, store: str) -> Proved:
        """How long ago the packages of a store were read."""

    def proofs_of(self, package: str) -> tuple[ProofRow, ...]:
        """When a package was last read in each store."""

    def recorded(self, package: str) -> tuple[int, Digest]:
        """The ledger position of a package, and the digest of its tagmanifest there; NotRecorded."""


class Catalogue(CatalogueReading, Protocol):
    """A catalogue that also follows the ledger."""

    def begin(self) -> Writing:
        """A fresh empty generation beside the live one, which goes on answering until `swap`."""

    def resume(self) -> Writing:
        """Go on writing to the live generation, or to the first one when there is none yet."""
