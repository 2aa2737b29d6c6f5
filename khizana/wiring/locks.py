"""The locks of an archive: who writes, who derives, who audits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.api.archive import system_clock
from archive.api.rights import may_record, may_write
from archive.ledger import lock
from archive.ledger.lock import exclusive
from khizana.wiring.session import Replica, Session


@contextmanager
def writing(session: Session, command: str) -> Iterator[None]:
    """Hold the lock of the derived rooms, for a command that writes in the ledger too; Locked when another process has it.

    CutShort, before anything is written, when the ledger does not extend what was seen of it.
    """
    with deriving(session, command):
        session.ledger.must_extend()
        yield


@contextmanager
def deriving(session: Session, command: str, patience: float = 0) -> Iterator[None]:
    """Hold the lock of the derived rooms alone, waiting so many seconds for it; Locked when another process still has it.

    An ingest takes it only to let catalogue and index follow: who prepares which registers, its claims say.
    """
    with exclusive(session.settings.lock, holder_of(command), patience):
        yield


@contextmanager
def auditing(session: Session, name: str) -> Iterator[Path | None]:
    """Hold the lock of one kind of audit, and give the folder of the journals; Locked when another process makes it.

    None for an archive that may only be read: what is read there needs no lock, and leaves no journal.
    """
    folder = session.settings.audits
    if not may_write(session.settings):
        yield None
        return
    if may_record(session.settings):
        session.ledger.must_extend()
    folder.mkdir(exist_ok=True)
    with exclusive(folder / f"{name}.lock", holder_of("audit fixity")):
        yield folder


@contextmanager
def writing_replica(replica: Replica) -> Iterator[None]:
    """Hold the lock of a replica; Locked when another process copies to it or repairs it."""
    with exclusive(replica.root / "lock", holder_of(f"replica {replica.name}")):
        yield


@contextmanager
def writing_backup(folder: Path) -> Iterator[None]:
    """Hold the lock of a backup; Locked when another process writes it."""
    with exclusive(folder / "lock", holder_of("backup")):
        yield


def holder_of(command: str) -> str:
    """What a lock says of whoever has it."""
    return lock.holder_of(command, system_clock())
