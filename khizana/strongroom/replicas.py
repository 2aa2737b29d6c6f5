"""Second stores: set up, found again, and brought to hold what the archive holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path

from archive.ingest import Progress
from archive.ledger.documents import named_in
from archive.ledger.entry import Entry, EntryType
from archive.ledger.lock import Locked
from archive.ledger.mirror import CHECKPOINT, copy_beside, mirror
from archive.ledger.port import LedgerDamaged
from archive.model.digest import Digest
from archive.model.json import Json
from archive.store.port import AlreadyStored
from archive.store.replication import Replicated, replicate
from khizana import settings, wiring
from khizana.errors import CannotWork, Exit, UsageError
from khizana.outcome import Outcome
from khizana.strongroom.replica_folder import apart, claim, position, present, set_position
from khizana.wiring import MAIN, Archive, Replica

STAGE = "replicated"


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


def add(archive: Archive, name: str, path: Path) -> Outcome:
    """Set up a replica in a new or empty folder and name it in archive.toml. One that a killed run began is taken up again."""
    root = path.resolve()
    if not re.fullmatch(settings.NAME, name) or name == MAIN:
        raise UsageError(f"{name!r} cannot name a replica: use a-z, 0-9, full stop and hyphen, and not {MAIN}")
    with wiring.writing(archive, "replica add"):
        known = {one.name: one.path for one in settings.read(archive.settings.root).replicas}
        if known.get(name, root) != root:
            raise UsageError(f"there is a replica {name} already, at {known[name]}: choose another name")
        apart(root, [archive.settings.root, *(other for one, other in known.items() if one != name)])
        replica = wiring.create_replica(name, root)
        claim(replica, archive.settings.origin, archive.settings.verifier)
        if name not in known:
            settings.add_replica(archive.settings, name, root)
    same_disk = root.stat().st_dev == archive.settings.root.stat().st_dev
    return Outcome({"command": "replica add", "name": name, "path": str(root), "same_disk": same_disk})


def show(archive: Archive) -> Outcome:
    """Every replica with its lag."""
    return Outcome({"command": "replica list", "replicas": lags(archive)})


def lags(archive: Archive) -> list[Json]:
    """How many ledger entries each replica is behind; None, with the problem, for one that is away."""
    size = archive.ledger.head().size
    return [_lag(archive, replica, size) for replica in wiring.replicas(archive)]


def _lag(archive: Archive, replica: Replica, size: int) -> Json:
    said: dict[str, Json] = {"name": replica.name, "path": str(replica.root)}
    try:
        present(replica, archive.settings.origin)
        return {**said, "lag": size - position(replica), "problem": None}
    except (CannotWork, OSError) as error:
        return {**said, "lag": None, "problem": str(error)}


def sync(archive: Archive, name: str | None, progress: Progress) -> Outcome:
    """Copy what replicas lack, then their ledgers; each is recorded. FINDINGS when something could not be copied from here."""
    chosen = [one for one in wiring.replicas(archive) if name in (None, one.name)]
    if not chosen:
        raise CannotWork(
            f"there is no replica {name or ''}: `khizana replica add NAME PATH` sets one up".replace("  ", " ")
        )
    archive.ledger.must_extend()
    done = _synced(archive, chosen, progress)
    problems = any(one.problem for one in done)
    lacking = any(one.done.lacking for one in done)
    content: dict[str, Json] = {"command": "replica sync", "replicas": [_said(archive, one) for one in done]}
    return Outcome(content, Exit.COULD_NOT_WORK if problems else Exit.FINDINGS if lacking else Exit.DONE)


def follow(archive: Archive, progress: Progress) -> list[Json]:
    """After an ingest: as `sync`, but whatever goes wrong is a lag with its problem, and nothing raises."""
    done = _synced(archive, wiring.replicas(archive), progress)
    return [_said(archive, one) for one in done]


def _said(archive: Archive, one: _Synced) -> Json:
    lag = _lag(archive, one.replica, archive.ledger.head().size)
    assert isinstance(lag, dict)
    copied: dict[str, Json] = {name: getattr(one.done, name) for name in ("packages", "documents", "files", "bytes")}
    lacking: list[Json] = [{"subject": subject, "why": why} for subject, why in sorted(one.done.lacking.items())]
    return {**lag, "problem": one.problem or lag["problem"], "copied": copied, "lacking": lacking}


def _synced(archive: Archive, replicas: Sequence[Replica], progress: Progress) -> list[_Synced]:
    """All are copied first and recorded together, so that the record of one does not leave the other behind."""
    size = archive.ledger.head().size
    with ExitStack() as locks:
        done = [_copied(archive, replica, size, progress, locks) for replica in replicas]
        _record(archive, [one for one in done if one.remarkable])
        return [one if one.problem else _mirrored(archive, one) for one in done]


def _copied(archive: Archive, replica: Replica, size: int, progress: Progress, locks: ExitStack) -> _Synced:
    try:
        present(replica, archive.settings.origin)
        locks.enter_context(wiring.writing_replica(replica))
        entries = takewhile(lambda one: one.position < size, archive.ledger.since(min(position(replica), size)))
        packages, documents = named_in(entries)
        told = partial(progress, STAGE)
        return _Synced(replica, size, replicate(packages, documents, archive.store, replica.store, told))
    except (CannotWork, Locked, AlreadyStored, LedgerDamaged, OSError) as error:
        return _Synced(replica, size, Replicated(), str(error))


def _record(archive: Archive, synced: Sequence[_Synced]) -> None:
    if not synced or not archive.settings.key.exists():
        return
    actor, time = settings.person().actor, wiring.now()
    archive.ledger.append([Entry(EntryType.REPLICATION, time, actor, *_entry(one)) for one in synced])


def _entry(one: _Synced) -> tuple[str, str, dict[str, Digest], dict[str, int]]:
    counts = {name: getattr(one.done, name) for name in ("packages", "documents", "files", "bytes")}
    counts["lacking"] = len(one.done.lacking)
    return one.replica.name, "behind" if one.done.lacking else "synced", {}, counts


def _mirrored(archive: Archive, one: _Synced) -> _Synced:
    """The ledger after the packages that it names; then how far the replica has come."""
    ledger = archive.settings.ledger
    try:
        head = mirror(archive.ledger, (ledger / CHECKPOINT).read_bytes(), archive.settings.origin, one.replica.ledger)
        copy_beside(ledger, one.replica.ledger)
        if not one.done.lacking:
            set_position(one.replica, _reached(archive, one.size, head.size))
    except (LedgerDamaged, OSError) as error:
        return _Synced(one.replica, one.size, one.done, str(error))
    return one


def _reached(archive: Archive, size: int, head: int) -> int:
    """The position up to which nothing is lacking: the records of replications themselves name nothing to copy."""
    for recorded in archive.ledger.since(size):
        if recorded.position >= head or recorded.entry.type is not EntryType.REPLICATION:
            break
        size = recorded.position + 1
    return size
