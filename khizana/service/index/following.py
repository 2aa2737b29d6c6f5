"""Catalogue and index follow the ledger to its head."""

from __future__ import annotations

from contextlib import suppress

from archive.api.rights import may_write
from archive.ingest import Progress
from archive.ledger.lock import Locked
from archive.ledger.port import LedgerDamaged
from indexer.building.build import Followed, follow, lag
from indexer.catalogue.port import CatalogueUnavailable
from khizana.service.index import agreement
from khizana.wiring import locks
from khizana.wiring.session import Session

PATIENCE = 60.0
"""Seconds that an ingest waits for its turn to index."""


def catch_up(session: Session, progress: Progress) -> Followed:
    """Let catalogue and index follow the ledger to its head. The caller is `writing`."""
    agreed = agreement.known_to_agree(session)
    followed = follow(session.ledger, session.reading, session.catalogue, session.engine, progress)
    if agreed:
        agreement.vouch(session)
    return followed


def catch_up_in_turn(session: Session, progress: Progress) -> Followed:
    """`catch_up` when it is one's turn; when another writes for long, the lag is said with his name, and nothing raises."""
    try:
        with locks.deriving(session, "ingest", PATIENCE):
            return catch_up(session, progress)
    except Locked as locked:
        size, problem = session.ledger.head().size, str(locked)
        try:
            behind = lag(session.ledger, session.catalogue, session.engine)
        except CatalogueUnavailable:
            return Followed(size, 0, 0, problem, ())
        return Followed(size, size - behind.catalogue, size - (behind.index or size), problem, ())


HEALED = 200
"""So many entries a command that only asks takes in before it answers; more is for `khizana reindex`."""


def heal(session: Session) -> None:
    """Let catalogue and index take in what they lost or have not seen, before they are asked; what cannot be done is said as lag.

    After a power cut an index may be at an older commit than the ledger vouches for, and nobody need come to ingest again.
    """
    with suppress(Locked, OSError, CatalogueUnavailable, LedgerDamaged):
        if not may_write(session.settings):
            return
        behind = lag(session.ledger, session.catalogue, session.engine)
        if 0 < max(behind.catalogue, behind.index or 0) <= HEALED:
            with locks.deriving(session, "catching up"):
                catch_up(session, lambda stage, done, total: None)
