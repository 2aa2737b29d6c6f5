"""Gathers the evidence: the projection of the ledger asked, the stores looked at, the formats counted."""

from __future__ import annotations

from collections import Counter

from archive.audit.inventory import MAIN
from archive.holdings import events, queries
from archive.ingest import Progress
from archive.ledger.port import Head, LedgerDamaged
from archive.model.json import Json
from khizana.errors import CannotWork
from khizana.service.assessment.evidence import Audits, Evidence, Store
from khizana.service.assessment.formats import inventory
from khizana.service.ledger_proofs import witnessed
from khizana.wiring import replica_folder
from khizana.wiring.session import Replica, Session, replicas


def gather(session: Session, head: Head, progress: Progress) -> tuple[Evidence, list[Json], list[Json]]:
    """The evidence, the formats, and the packages whose formats could not be read."""
    holdings = session.holdings
    named = queries.since(holdings, 0)
    rows, formats, unread = inventory(session, (one.package for one in named), progress)
    audits = Audits(events.audits(holdings))
    own = session.settings.root.stat().st_dev
    last = named[-1].position if named else -1
    stores = [Store(MAIN, True, False, *audits.last(MAIN))]
    stores += [_replica(session, one, last, audits, own) for one in replicas(session)]
    seen = Evidence(
        size=head.size,
        root=head.root.hex(),
        stores=tuple(stores),
        entries=events.entries(holdings),
        outcomes=Counter(one.outcome for one in queries.every_verdict(holdings)),
        actors=events.actors(holdings),
        people=events.people(holdings),
        audits=audits,
        repaired=events.repaired(holdings),
        witnessed=_witnessed(session, head),
        packages=len(named),
        formats=formats,
    )
    return seen, rows, unread


def _replica(session: Session, replica: Replica, last: int, audits: Audits, own: int) -> Store:
    """A replica is complete when it has come past the last package; one that is away is not seen, and not believed."""
    complete: bool | None = None
    other_disk = False
    try:
        replica_folder.present(replica, session.settings.origin)
        complete = replica_folder.position(replica) > last
        other_disk = replica.root.stat().st_dev != own
    except (CannotWork, OSError):
        complete = None
    return Store(replica.name, complete, other_disk, *audits.last(replica.name))


def _witnessed(session: Session, head: Head) -> int | None:
    """Up to where a witness has signed; nothing, where what it signed is not in this ledger."""
    try:
        witnessed.compared(session)
    except LedgerDamaged:
        return None
    return witnessed.state(session, head).position
