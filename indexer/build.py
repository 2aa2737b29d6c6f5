"""Keeps catalogue and index at the ledger's head, or builds them anew. Pure orchestration: every room comes in as a port."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from archive.ledger.entry import EntryType
from archive.ledger.keeping import disposed_by, gone_in
from archive.ledger.port import Ledger, Recorded
from archive.model.identifiers import parse_package
from archive.store.reading import Reading
from indexer.catalogue import port as catalogues
from indexer.catalogue.port import CatalogueUnavailable
from indexer.content import Noted, PackageUnreadable, StoreAway, documents, note, replaced
from indexer.document import ACT
from indexer.engine import port as engines
from indexer.engine.port import EngineUnavailable, NeverIndexed

Progress = Callable[[str, int, int], None]
"""A stage, and how many ledger entries of how many are done."""

STAGE = "indexed"
ENTRIES_AT_ONCE = 200
DOCUMENTS_AT_ONCE = 20_000


class IndexIncomplete(EngineUnavailable):
    """A freshly built index does not hold what the ledger says; it was thrown away, and the old one stays."""


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
class Built:
    """What a fresh index holds; `remarks` name the packages that it lacks, when that was allowed."""

    entries: int
    packages: int
    documents: int
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
    tally = _Tally(gone=set(gone_in(ledger.since(0))))
    empty, catalogued, problem = _follow_catalogue(ledger, reading, catalogue, tally)
    indexed, stopped = _follow_index(ledger, reading, engine, empty, progress, tally)
    remarks = dict.fromkeys([*tally.unreadable, *tally.miscounted])
    return Followed(size, catalogued, indexed, problem or stopped, tuple(remarks))


def rebuild_catalogue(ledger: Ledger, reading: Reading, catalogue: catalogues.Catalogue) -> int:
    """Build the catalogue anew beside the live one, swap it in, and answer how many entries it has seen.

    Raises StoreAway and CatalogueUnavailable; then the live catalogue stays.
    """
    with catalogue.begin() as writing:
        away = _catalogue(ledger, reading, writing, _Tally(gone=set(gone_in(ledger.since(0)))))
        if away:
            raise away
        writing.swap()
        return writing.position()


def reindex(
    ledger: Ledger, reading: Reading, engine: engines.Engine, progress: Progress, partial: bool = False
) -> Built:
    """Build the index anew beside the live one, and swap it in only if it holds what the ledger says.

    Raises IndexIncomplete, which names every package that disagrees, StoreAway and EngineUnavailable; then the live index
    stays. `partial` lets packages be missing that cannot be read, never miscounted ones.
    """
    tally = _Tally(gone=set(gone_in(ledger.since(0))))
    with engine.begin() as writing:
        away = _index(ledger, reading, writing, progress, tally)
        if away:
            raise away
        wrong = [*(() if partial else tally.unreadable), *tally.miscounted, *_disagreements(writing, tally)]
        if wrong:
            raise IndexIncomplete(f"the new index was thrown away and the old one stays: {'; '.join(wrong)}")
        writing.swap()
        return Built(writing.position(), len(tally.documents), writing.count(), tuple(tally.unreadable))


def lag(ledger: Ledger, catalogue: catalogues.Catalogue, engine: engines.Engine) -> Lag:
    """How many ledger entries catalogue and index have not seen. Raises CatalogueUnavailable."""
    size = ledger.head().size
    behind = size - catalogue.position()
    try:
        return Lag(behind, size - engine.position(), None)
    except EngineUnavailable as error:
        return Lag(behind, None, str(error))


@dataclass(slots=True)
class _Tally:
    """What went into an index: documents by package, the head package of each register, and what was wrong on the way.

    `gone` are the packages that were disposed of by the ledger's head: nothing of them is read.
    """

    documents: dict[str, int] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    unreadable: list[str] = field(default_factory=list)
    miscounted: list[str] = field(default_factory=list)


def _follow_catalogue(
    ledger: Ledger, reading: Reading, catalogue: catalogues.Catalogue, tally: _Tally
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


def _catalogue(ledger: Ledger, reading: Reading, writing: catalogues.Writing, tally: _Tally) -> StoreAway | None:
    """Content is read before a transaction begins, so that the database is locked for as short as can be."""
    entries = ledger.since(writing.position())
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
    return None


def _note(recorded: Recorded, reading: Reading, tally: _Tally) -> Noted:
    try:
        return note(recorded, reading, tally.gone)
    except PackageUnreadable as error:
        tally.unreadable.append(str(error))
        return Noted(recorded)


def _follow_index(
    ledger: Ledger, reading: Reading, engine: engines.Engine, begin: bool, progress: Progress, tally: _Tally
) -> tuple[int, str | None]:
    """The position reached (0 when it cannot be asked), and what stopped it."""
    position: int | None = 0
    try:
        position = _position(engine, begin)
        with engine.begin() if position is None else engine.resume() as writing:
            away = _index(ledger, reading, writing, progress, tally)
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


def _index(
    ledger: Ledger, reading: Reading, writing: engines.Writing, progress: Progress, tally: _Tally
) -> StoreAway | None:
    """Add what the ledger has since the writing's position, and commit now and then, and at the end."""
    size = ledger.head().size
    position = writing.position()
    pending = 0
    for recorded in ledger.since(position):
        try:
            pending += _add(recorded, reading, writing, tally)
        except StoreAway as error:
            writing.commit(position)
            return error
        position = recorded.position + 1
        if pending >= DOCUMENTS_AT_ONCE:
            writing.commit(position)
            pending = 0
        progress(STAGE, position, size)
    writing.commit(position)
    return None


def _add(recorded: Recorded, reading: Reading, writing: engines.Writing, tally: _Tally) -> int:
    """Add a stored package's documents, and hold their number of acts against what the ledger says."""
    entry = recorded.entry
    for package in disposed_by(entry):
        writing.delete_package(package)
        tally.documents.pop(package, None)
    if entry.type is not EntryType.PACKAGE_STORED or entry.subject in tally.gone:
        return 0
    try:
        made = documents(entry.subject, reading)
        writing.forget(replaced(entry.subject, reading))
    except PackageUnreadable as error:
        tally.unreadable.append(str(error))
        return 0
    acts = sum(document.kind == ACT for document in made)
    said = entry.counts.get("acts", acts)
    if acts != said:
        tally.miscounted.append(f"package {entry.subject} holds {acts} acts where the ledger says {said}")
    tally.documents[entry.subject] = len(made)
    tally.heads[str(parse_package(entry.subject)[0])] = entry.subject
    return writing.add(made)


def _disagreements(writing: engines.Writing, tally: _Tally) -> Iterator[str]:
    """Packages whose documents are not all found. Those that a later version follows may have given acts up to it."""
    heads = frozenset(tally.heads.values())
    total = 0
    for package, made in tally.documents.items():
        found = writing.count(package)
        total += found
        if found > made or (found < made and package in heads):
            yield f"package {package} has {made} documents, of which {found} are found"
    if total != writing.count():
        yield f"{writing.count()} documents are found where the packages have {total}"
