"""One archive with its adapters, and the stores that belong to it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from archive.holdings.projection import Projection
from archive.ledger.log.files import FilesLedger
from archive.model.digest import Digest
from archive.model.message import tell
from archive.package.package_reader import PackageReading
from archive.store.folder_store.folder import FolderStore
from archive.store.port import NotStored
from indexer.catalogue.sqlite import SqlCatalogue
from indexer.engine.port import Engine
from khizana import __version__
from khizana.errors import CannotWork
from khizana.settings import ArchiveSettings
from khizana.wiring.rights import sealing_key

if TYPE_CHECKING:
    from indexer.finder import Finder

MAIN = "main"
"""The name of the archive's own store, beside those of its replicas."""

SOFTWARE = ("Khizana", __version__)


Clock = Callable[[], datetime]
"""The time, in UTC, to the second."""


def system_clock() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True)
class Session:
    """One archive as somebody works with it: its adapters, who acts (a pseudonym), and the clock that is believed."""

    settings: ArchiveSettings
    store: FolderStore
    ledger: FilesLedger
    reading: PackageReading
    catalogue: SqlCatalogue
    engine: Engine
    actor: str
    clock: Clock

    @cached_property
    def _projection(self) -> Projection:
        key = sealing_key(self.settings)
        return Projection.open(self.ledger, document_of(self), self.settings.holdings, self.now(), key)

    @property
    def holdings(self) -> Projection:
        """What the ledger says is held, at its head now. LedgerDamaged, LedgerUnreadable."""
        self._projection.follow()
        return self._projection

    @cached_property
    def finder(self) -> Finder:
        """Asks the engine; what it learnt of names and of the index's words is kept for the next question."""
        from indexer.finder import Finder  # only who searches needs it
        from khizana.wiring.engines import letter_table

        return Finder(self.engine, letter_table())

    def now(self) -> datetime:
        """The time, in UTC, to the second."""
        return self.clock()

    def package_folder(self, package: str) -> Path:
        """Where a package lies on this disk."""
        return self.store.folder(package)


@dataclass(frozen=True, slots=True)
class Replica:
    """A second store, with a copy of the ledger beside it."""

    name: str
    root: Path
    store: FolderStore

    @property
    def ledger(self) -> Path:
        return self.root / "ledger"

    @property
    def marker(self) -> Path:
        """What says whose replica this is: where it is not, the disk is away, and nothing may be written."""
        return self.root / "replica.json"


def replicas(session: Session) -> tuple[Replica, ...]:
    """Those that archive.toml names, whether they are there or not."""
    return tuple(Replica(one.name, one.path, FolderStore(one.path / "store")) for one in session.settings.replicas)


def store_named(session: Session, name: str) -> FolderStore:
    """The archive's own store, or that of a replica; CannotWork when there is none of that name."""
    if name == MAIN:
        return session.store
    for replica in replicas(session):
        if replica.name == name:
            return replica.store
    raise CannotWork(
        tell(
            "there is no store {name}: `khizana replica list` shows the replicas, {main} is the archive's own",
            name=name,
            main=MAIN,
        )
    )


def document_of(session: Session) -> Callable[[Digest], bytes]:
    """Gives a document from wherever it is intact; else as it stands in the archive's own store."""

    def document(digest: Digest) -> bytes:
        for store in (session.store, *(replica.store for replica in replicas(session))):
            with suppress(NotStored, OSError):
                if Digest.of(content := store.document(digest)) == digest:
                    return content
        return session.store.document(digest)

    return document
