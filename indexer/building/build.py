"""Keeps catalogue and index at the ledger's head. Pure orchestration: every room comes in as a port."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, takewhile

from archive.ledger.port import Ledger, Recorded
from archive.life.holds import gone_in
from archive.store.package_content_port import Reading
from indexer.building.feed import DOCUMENTS_AT_ONCE, FeedCounts, Progress, fill
from indexer.catalogue import port as catalogues
from indexer.catalogue.port import CatalogueUnavailable
from indexer.documents.document_builder import one_by_one
from indexer.documents.package_content import Noted, PackageUnreadable, StoreAway, note
from indexer.engine import port as engines
from indexer.engine.port import EngineUnavailable, NeverIndexed

ENTRIES_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Followed:
    """How far catalogue and index have come: `size` less a position is the lag.

    `problem` says why one of them lags; `remarks` name the packages whose content is missing from both, and why.
    """

    size: int
    catalogue_position: int
    engine_position: int
    problem: str | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lag:
    """Ledger entries that catalogue and index have not seen; None for an index that cannot be asked, with the problem."""

    catalogue: int
    index: int | None
    problem: str | None


def follow(
    ledger: Ledger,
    reading: Reading,
    catalogue: catalogues.Catalogue,
    engine: engines.Engine,
    progress: Progress,
) -> Followed:
    """Bring the catalogue to the ledger's head, then the index, as far as each can come; what fails lags, and nothing raises.

    A missing index is begun when nothing was catalogued before either; otherwise it was lost, and only `reindex` makes a new
    one. A store that is away stops both; a package that cannot be read stops neither.
    """
    size = ledger.head().size
    tally = FeedCounts()
    empty, catalogued, problem = _follow_catalogue(ledger, reading, catalogue, tally)
    indexed, stopped = _follow_index(ledger, reading, engine, empty, progress, tally)
    remarks = dict.fromkeys([*tally.unreadable, *tally.miscounted])
    return Followed(size, catalogued, indexed, problem or stopped, tuple(remarks))


def rebuild_catalogue(ledger: Ledger, reading: Reading, catalogue: catalogues.Catalogue) -> int:
    """Build the catalogue anew beside the live one, swap it in, and answer how many entries it has seen.

    Raises StoreAway and CatalogueUnavailable; then the live catalogue stays.
    """
    with catalogue.begin() as writing:
        away = _catalogue(ledger, reading, writing, FeedCounts())
        if away:
            raise away
        writing.swap()
        return writing.position()


def lag(ledger: Ledger, catalogue: catalogues.Catalogue, engine: engines.Engine) -> Lag:
    """How many ledger entries catalogue and index have not seen. Raises CatalogueUnavailable."""
    size = ledger.head().size
    behind = max(0, size - catalogue.position())  # what was seen beyond a ledger that was cut short is told elsewhere
    return Lag(behind, *index_lag(size, engine))


def index_lag(size: int, engine: engines.Engine) -> tuple[int | None, str | None]:
    """How many of so many entries the index has not seen; None for one that cannot be asked, with the problem."""
    try:
        return max(0, size - engine.position()), None
    except EngineUnavailable as error:
        return None, str(error)


def _follow_catalogue(
    ledger: Ledger, reading: Reading, catalogue: catalogues.Catalogue, tally: FeedCounts
) -> tuple[bool, int, str | None]:
    """Whether it was empty before, the position reached (0 when it cannot be asked), and what stopped it."""
    empty, position = False, 0
    try:
        position = catalogue.position()
        empty = position == 0
        with catalogue.resume() as writing:
            away = _catalogue(ledger, reading, writing, tally)
            position = writing.position()
    except CatalogueUnavailable as error:
        return empty, position, str(error)
    return empty, position, str(away) if away else None


def _catalogue(ledger: Ledger, reading: Reading, writing: catalogues.Writing, tally: FeedCounts) -> StoreAway | None:
    """Content is read before a transaction begins, so that the database is locked for as short as can be."""
    tally.gone |= gone_in(ledger.since(writing.position()))
    head = ledger.head()
    entries = takewhile(lambda one: one.position < head.size, ledger.since(writing.position()))
    while batch := tuple(islice(entries, ENTRIES_AT_ONCE)):
        noted: list[Noted] = []
        away = None
        for recorded in batch:
            try:
                noted.append(_note(recorded, reading, tally))
            except StoreAway as error:
                away = error
                break
        if noted:
            writing.apply(noted, noted[-1].recorded.position + 1)
        if away:
            return away
    writing.reach(head)
    return None


def _note(recorded: Recorded, reading: Reading, tally: FeedCounts) -> Noted:
    try:
        return note(recorded, reading, tally.gone)
    except PackageUnreadable as error:
        tally.unreadable.append(str(error))
        return Noted(recorded)


def _follow_index(
    ledger: Ledger, reading: Reading, engine: engines.Engine, begin: bool, progress: Progress, tally: FeedCounts
) -> tuple[int, str | None]:
    """The position reached (0 when it cannot be asked), and what stopped it."""
    position: int | None = 0
    try:
        position = _position(engine, begin)
        with engine.begin() if position is None else engine.resume() as writing:
            away = fill(ledger, one_by_one(reading), writing, progress, tally, DOCUMENTS_AT_ONCE)
            writing.swap()
            position = writing.position()
    except EngineUnavailable as error:
        return position or 0, str(error)
    return position, str(away) if away else None


def _position(engine: engines.Engine, begin: bool) -> int | None:
    """None for an index that was never made, when it may be."""
    try:
        return engine.position()
    except NeverIndexed:
        if begin:
            return None
        raise
