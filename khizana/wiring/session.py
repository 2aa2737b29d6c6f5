"""One archive with what is derived from it, and the stores of its replicas."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from archive.api.archive import Archive
from archive.model.message import tell
from archive.store.folder_store.folder import FolderStore
from archive.store.port import Store
from indexer.catalogue.port import Catalogue
from indexer.engine.port import Engine
from khizana.errors import CannotWork
from khizana.settings import ArchiveSettings

if TYPE_CHECKING:
    from indexer.finder import Finder

MAIN = "main"
"""The name of the archive's own store, beside those of its replicas."""


@dataclass(frozen=True, kw_only=True)
class Session(Archive):
    """An archive, and what is derived from it: catalogue and index."""

    settings: ArchiveSettings
    catalogue: Catalogue
    engine: Engine

    @classmethod
    def of(cls, archive: Archive, settings: ArchiveSettings, catalogue: Catalogue, engine: Engine) -> Session:
        """The archive with its derived rooms."""
        ports = {one.name: getattr(archive, one.name) for one in fields(archive)}
        return cls(**{**ports, "settings": settings}, catalogue=catalogue, engine=engine)

    @cached_property
    def finder(self) -> Finder:
        """Asks the engine; what it learnt of names and of the index's words is kept for the next question."""
        from indexer.finder import Finder  # only who searches needs it
        from khizana.wiring.engines import letter_table

        return Finder(self.engine, letter_table())


@dataclass(frozen=True, slots=True)
class Replica:
    """A second store, with a copy of the ledger beside it."""

    name: str
    root: Path
    store: Store

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


def store_named(session: Session, name: str) -> Store:
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
