"""Second stores: set up, found again, and brought to hold what the archive holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Literal

from archive.archive_folder import NAME
from archive.ingest import Progress
from archive.ledger.entry import Entry, EntryType
from archive.ledger.lock import Locked
from archive.ledger.log.log_replica import CHECKPOINT, copy_beside, mirror
from archive.ledger.port import LedgerDamaged
from archive.life.documents import named_in
from archive.model.digest import Digest
from archive.model.message import sentence, tell
from archive.store.port import AlreadyStored
from archive.store.replication import Replicated, replicate
from khizana import settings
from khizana.errors import CannotWork, Exit, UsageError
from khizana.outcome import Answer, Outcome
from khizana.service.preservation.copy_answers import Copied, Lacking, lacking
from khizana.wiring import locks, stores
from khizana.wiring.locks import writing_replica
from khizana.wiring.replica_folder import apart, claim, position, present, set_position
from khizana.wiring.session import MAIN, Replica, Session, replicas

STAGE = "replicated"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicaAdded(Answer):
    """A replica that was set up; on the archive's own disk it is little worth."""

    command: Literal["replica add"] = "replica add"
    name: str
    path: str
    same_disk: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicaLag:
    """How many ledger entries a replica is behind; None, with the problem, for one that is away."""

    name: str
    path: str
    lag: int | None
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicasListed(Answer):
    """Every replica with its lag."""

    command: Literal["replica list"] = "replica list"
    replicas: tuple[ReplicaLag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicaSynced(ReplicaLag):
    """A replica after a sync: what was copied, and what could not be."""

    copied: Copied
    lacking: tuple[Lacking, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicasSynced(Answer):
    """The replicas that were to be brought up to date."""

    command: Literal["replica sync"] = "replica sync"
    replicas: tuple[ReplicaSynced, ...]


@dataclass(frozen=True, slots=True)
class _Synced:
    """One replica after a sync: what was copied of the entries up to `size`, or the problem that stood in the way."""

    replica: Replica
    size: int
    done: Replicated
    problem: str | None = None

    @property
    def remarkable(self) -> bool:
        return self.problem is None and bool(self.done.packages or self.done.documents or self.done.lacking)


def add(session: Session, name: str, path: Path) -> Outcome[ReplicaAdded]:
    """Set up a replica in a new or empty folder and name it in archive.toml. One that a killed run began is taken up again."""
    root = path.resolve()
    if not re.fullmatch(NAME, name) or name == MAIN:
        raise UsageError(
            tell(
                "{name!r} cannot name a replica: use a-z, 0-9, full stop and hyphen, and not {main}",
                name=name,
                main=MAIN,
            )
        )
    with locks.writing(session, "replica add"):
        known = {one.name: one.path for one in settings.read(session.settings.root).replicas}
        if known.get(name, root) != root:
            raise UsageError(
                tell("there is a replica {name} already, at {what}: choose another name", name=name, what=known[name])
            )
        apart(root, [session.settings.root, *(other for one, other in known.items() if one != name)])
        replica = stores.create_replica(name, root)
        claim(replica, session.settings.origin, session.settings.verifier)
        if name not in known:
            settings.add_replica(session.settings, name, root)
    same_disk = root.stat().st_dev == session.settings.root.stat().st_dev
    return Outcome(ReplicaAdded(name=name, path=str(root), same_disk=same_disk))


def show(session: Session) -> Outcome[ReplicasListed]:
    """Every replica with its lag."""
    return Outcome(ReplicasListed(replicas=lags(session)))


def lags(session: Session) -> tuple[ReplicaLag, ...]:
    """How far each replica is behind."""
    size = session.ledger.head().size
    return tuple(_lag(session, replica, size) for replica in replicas(session))


def _lag(session: Session, replica: Replica, size: int) -> ReplicaLag:
    lag: int | None = None
    problem: str | None = None
    try:
        present(replica, session.settings.origin)
        lag = size - position(replica)
    except (CannotWork, OSError) as error:
        problem = sentence(error)
    return ReplicaLag(name=replica.name, path=str(replica.root), lag=lag, problem=problem)


def sync(session: Session, name: str | None, progress: Progress) -> Outcome[ReplicasSynced]:
    """Copy what replicas lack, then their ledgers; each is recorded. FINDINGS when something could not be copied from here."""
    chosen = [one for one in replicas(session) if name in (None, one.name)]
    if not chosen:
        raise CannotWork(
            f"there is no replica {name or ''}: `khizana replica add NAME PATH` sets one up".replace("  ", " ")
        )
    session.ledger.must_extend()
    done = _synced(session, chosen, progress)
    problems = any(one.problem for one in done)
    incomplete = any(one.done.lacking for one in done)
    synced = ReplicasSynced(replicas=tuple(_said(session, one) for one in done))
    return Outcome(synced, Exit.COULD_NOT_WORK if problems else Exit.FINDINGS if incomplete else Exit.DONE)


def follow(session: Session, progress: Progress) -> tuple[ReplicaSynced, ...]:
    """After an ingest: as `sync`, but whatever goes wrong is a lag with its problem, and nothing raises."""
    done = _synced(session, replicas(session), progress)
    return tuple(_said(session, one) for one in done)


def _said(session: Session, one: _Synced) -> ReplicaSynced:
    after = _lag(session, one.replica, session.ledger.head().size)
    return ReplicaSynced(
        name=after.name,
        path=after.path,
        lag=after.lag,
        problem=one.problem or after.problem,
        copied=Copied.of(one.done),
        lacking=lacking(one.done),
    )


def _synced(session: Session, replicas: Sequence[Replica], progress: Progress) -> list[_Synced]:
    """All are copied first and recorded together, so that the record of one does not leave the other behind."""
    size = session.ledger.head().size
    with ExitStack() as locks:
        done = [_copied(session, replica, size, progress, locks) for replica in replicas]
        _record(session, [one for one in done if one.remarkable])
        return [one if one.problem else _mirrored(session, one) for one in done]


def _copied(session: Session, replica: Replica, size: int, progress: Progress, locks: ExitStack) -> _Synced:
    try:
        present(replica, session.settings.origin)
        locks.enter_context(writing_replica(replica))
        entries = takewhile(lambda one: one.position < size, session.ledger.since(min(position(replica), size)))
        packages, documents = named_in(entries)
        told = partial(progress, STAGE)
        return _Synced(replica, size, replicate(packages, documents, session.store, replica.store, told))
    except (CannotWork, Locked, AlreadyStored, LedgerDamaged, OSError) as error:
        return _Synced(replica, size, Replicated(), sentence(error))


def _record(session: Session, synced: Sequence[_Synced]) -> None:
    if not synced or not session.settings.key.exists():
        return
    actor, time = session.actor, session.now()
    session.ledger.append([Entry(EntryType.REPLICATION, time, actor, *_entry(one)) for one in synced])


def _entry(one: _Synced) -> tuple[str, str, dict[str, Digest], dict[str, int]]:
    counts = {name: getattr(one.done, name) for name in ("packages", "documents", "files", "bytes")}
    counts["lacking"] = len(one.done.lacking)
    return one.replica.name, "behind" if one.done.lacking else "synced", {}, counts


def _mirrored(session: Session, one: _Synced) -> _Synced:
    """The ledger after the packages that it names; then how far the replica has come."""
    ledger = session.settings.ledger
    try:
        head = mirror(session.ledger, (ledger / CHECKPOINT).read_bytes(), session.settings.origin, one.replica.ledger)
        copy_beside(ledger, one.replica.ledger)
        if not one.done.lacking:
            set_position(one.replica, _reached(session, one.size, head.size))
    except (LedgerDamaged, OSError) as error:
        return _Synced(one.replica, one.size, one.done, sentence(error))
    return one


def _reached(session: Session, size: int, head: int) -> int:
    """The position up to which nothing is lacking: the records of replications themselves name nothing to copy."""
    for recorded in session.ledger.since(size):
        if recorded.position >= head or recorded.entry.type is not EntryType.REPLICATION:
            break
        size = recorded.position + 1
    return size
