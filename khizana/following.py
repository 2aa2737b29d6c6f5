"""Catalogue and index follow the ledger to its head."""

from __future__ import annotations

from archive.ingest import Progress
from archive.ledger.lock import Locked
from indexer.build import Followed, follow, lag
from indexer.catalogue.port import CatalogueUnavailable
from khizana import wiring
from khizana.wiring import Archive

PATIENCE = 60.0
"""Seconds that an ingest waits for its turn to index."""


def catch_up(archive: Archive, progress: Progress) -> Followed:
    """Let catalogue and index follow the ledger to its head. The caller is `writing`."""
    return follow(archive.ledger, archive.reading, archive.catalogue, archive.engine, progress)


def catch_up_in_turn(archive: Archive, progress: Progress) -> Followed:
    """`catch_up` when it is one's turn; when another writes for long, the lag is said with his name, and nothing raises."""
    try:
        with wiring.deriving(archive, "ingest", PATIENCE):
            return catch_up(archive, progress)
    except Locked as locked:
        size, problem = archive.ledger.head().size, str(locked)
        try:
            behind = lag(archive.ledger, archive.catalogue, archive.engine)
        except CatalogueUnavailable:
            return Followed(size, 0, 0, problem, ())
        return Followed(size, size - behind.catalogue, size - (behind.index or size), problem, ())
