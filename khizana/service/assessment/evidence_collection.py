"""Gathers the evidence: the ledger read once, the stores looked at, the formats counted."""

from __future__ import annotations

from archive.ingest import Progress
from archive.ledger.port import Head, LedgerDamaged
from archive.model.json import Json
from khizana.errors import CannotWork
from khizana.service.assessment.evidence import MAIN, Evidence, LedgerEvidence, Store
from khizana.service.assessment.formats import inventory
from khizana.service.ledger_proofs import witnessed
from khizana.wiring import replica_folder
from khizana.wiring.session import Replica, Session, replicas


def gather(session: Session, head: Head, progress: Progress) -> tuple[Evidence, list[Json], list[Json]]:
    """The evidence, the formats, and the packages whose formats could not be read."""
    told = LedgerEvidence.by(one for one in session.ledger.since(0) if one.position < head.size)
    rows, formats, unread = inventory(session, (name for name, _ in told.packages), progress)
    own = session.settings.root.stat().st_dev
    stores = [Store(MAIN, True, False, *told.last.get(MAIN, (None, "")))]
    stores += [_replica(session, one, told, own) for one in replicas(session)]
    seen = Evidence(
        size=head.size,
        root=head.root.hex(),
        stores=tuple(stores),
        entries=told.entries,
        outcomes=told.outcomes,
        actors=len(told.actors),
        people=len(told.people),
        audits=tuple(told.audits),
        reported=told.reported,
        single=told.single,
        repaired=told.repaired,
        witnessed=_witnessed(session, head),
        packages=len(told.packages),
        formats=formats,
    )
    return seen, rows, unread


def _replica(session: Session, replica: Replica, told: LedgerEvidence, own: int) -> Store:
    """A replica is complete when it has come past the last package; one that is away is not seen, and not believed."""
    last = max((position for _, position in told.packages), default=-1)
    complete: bool | None = None
    other_disk = False
    try:
        replica_folder.present(replica, session.settings.origin)
        complete = replica_folder.position(replica) > last
        other_disk = replica.root.stat().st_dev != own
    except (CannotWork, OSError):
        complete = None
    return Store(replica.name, complete, other_disk, *told.last.get(replica.name, (None, "")))


def _witnessed(session: Session, head: Head) -> int | None:
    """Up to where a witness has signed; nothing, where what it signed is not in this ledger."""
    try:
        witnessed.compared(session)
    except LedgerDamaged:
        return None
    return witnessed.state(session, head).position
