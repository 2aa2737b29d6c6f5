"""The catalogue has seen an archive's ledger too, beside whom the archive itself asks."""

from __future__ import annotations

from collections.abc import Iterator

from archive.api import observers
from archive.archive_folder import ArchiveFolder
from archive.ledger.log.observed_heads import ObservedHead, ObservedHeads, said_of
from archive.ledger.log.port import SignedLedger
from archive.ledger.port import LedgerDamaged
from indexer.catalogue.port import CatalogueReading, CatalogueUnavailable
from khizana import notices
from khizana.notices import UNEXTENDED

CATALOGUE = "the catalogue"
NAMED = 5


def told(catalogue: CatalogueReading, made: ArchiveFolder) -> ObservedHeads:
    """Everybody who can be asked. A catalogue that cannot be read, or that was deleted, has seen nothing."""
    found = observers.told(made)
    for who in found.unasked:
        notices.note("ledger.unasked", who=who)
    return ObservedHeads((*_catalogued(catalogue), *found.seen), found.unasked)


def say(made: ArchiveFolder, ledger: SignedLedger, catalogue: CatalogueReading) -> None:
    """Tell whoever runs a command that the ledger is not what catalogue or witnesses saw of it; damage is told of elsewhere."""
    try:
        found = ledger.objections_to([*_catalogued(catalogue), *observers.witnessed(made)])
        head = ledger.head()
    except (LedgerDamaged, OSError):
        return
    for one in found[:NAMED]:
        notices.note(UNEXTENDED, problem=said_of(one, head))


def _catalogued(catalogue: CatalogueReading) -> Iterator[ObservedHead]:
    """The position it has reached, and the root that it remembers: an older one remembers none."""
    try:
        position, reached = catalogue.reached()
    except CatalogueUnavailable:
        return
    if reached is not None:
        yield ObservedHead(CATALOGUE, reached.size, reached.root)
    if position and (reached is None or position > reached.size):
        yield ObservedHead(CATALOGUE, position, None)
