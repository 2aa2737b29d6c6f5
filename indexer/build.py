"""Keeps catalogue and index at the ledger's head, or builds them anew. Pure orchestration: every room comes in as a port."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, tee

from archive.ledger.entry import EntryType
from archive.ledger.keeping import disposed_by, gone_in
from archive.ledger.port import Ledger, Recorded
from archive.store.reading import Reading
from indexer.catalogue import port as catalogues
from indexer.catalogue.port import CatalogueUnavailable
from indexer.content import Noted, PackageUnreadable, StoreAway, note
from indexer.engine import port as engines
from indexer.engine.port import EngineUnavailable, NeverIndexed
from indexer.making import Made, Making, one_by_one
from indexer.standing import Named, Sum, chains, miscounted, standing, sum_of

Progress = Callable[[str, int, int], None]
"""A stage, and how many ledger entries or registers of how many are done. What it raises ends the work, to be gone on with."""

INDEXED, VERIFIED = "indexed", "reconciled"
"""The stages: ledger entries taken in, then registers held against their packages."""
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
    """What a fresh index holds; `remarks` name the packages that it lacks, when that was allowed.

    `begun` is the ledger position from which an interrupted build was gone on with. `sum` is over all its documents.
    """

    entries: int
    packages: int
    documents: int
    begun: int
    sum: Sum
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
    ledger: Ledger,
    reading: Reading,
    engine: engines.Engine,
    progress: Progress,
    partial: bool = False,
    afresh: bool = False,
    at_once: int = DOCUMENTS_AT_ONCE,
    making: Making | None = None,
) -> Built:
    """Build the index anew beside the live one, and swap it in only if every register is there as its packages have it.

    Goes on with what an interrupted build left, unless it is to begin `afresh`. Raises IndexIncomplete, which names every package
    that disagrees, StoreAway and EngineUnavailable; then the live index stays. `partial` lets packages be missing that cannot be
    read, never miscounted ones. What was built is safe `at_once` so many documents. `making` has them made elsewhere.
    """
    tally = _Tally(gone=set(gone_in(ledger.since(0))))
    with engine.begin(again=not afresh) as writing:
        begun = writing.position()
        away = _index(ledger, making or one_by_one(reading), writing, progress, tally, at_once)
        if away:
            raise away
        proof = _proved(ledger, reading, writing, progress, tally)
        wrong = [*(() if partial else proof.unreadable), *tally.miscounted, *proof.wrong]
        if wrong:
            writing.discard()
            raise IndexIncomplete(f"the new index was thrown away and the old one stays: {'; '.join(wrong)}")
        writing.swap()
        return Built(writing.position(), proof.packages, writing.count(), begun, proof.sum, tuple(proof.unreadable))


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
    """What went into an index: the sum of the documents of each package, and what was wrong on the way.

    `gone` are the packages that were disposed of by the ledger's head: nothing of them is read.
    """

    sums: dict[str, Sum] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    unreadable: list[str] = field(default_factory=list)
    miscounted: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Proof:
    """What was found of an index that was built, beside what the packages say."""

    packages: int = 0
    sum: Sum = field(default_factory=Sum)
    unreadable: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


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
            away = _index(ledger, one_by_one(reading), writing, progress, tally, DOCUMENTS_AT_ONCE)
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
    ledger: Ledger, making: Making, writing: engines.Writing, progress: Progress, tally: _Tally, at_once: int
) -> StoreAway | None:
    """Add what the ledger has since the writing's position, and commit now and then, and at the end."""
    size = ledger.head().size
    position = writing.position()
    pending = 0
    entries, ahead = tee(ledger.since(position))
    makings = making(one.entry.subject for one in ahead if _wants(one, tally))
    for recorded in entries:
        try:
            pending += _add(recorded, makings, writing, tally)
        except StoreAway as error:
            writing.commit(position)
            return error
        position = recorded.position + 1
        if pending >= at_once:
            writing.commit(position)
            pending = 0
        progress(INDEXED, position, size)
    writing.commit(position)
    return None


def _wants(recorded: Recorded, tally: _Tally) -> bool:
    return recorded.entry.type is EntryType.PACKAGE_STORED and recorded.entry.subject not in tally.gone


def _add(recorded: Recorded, makings: Iterator[Made], writing: engines.Writing, tally: _Tally) -> int:
    """Add a stored package's documents, and hold them against what the ledger says."""
    entry = recorded.entry
    for package in disposed_by(entry):
        writing.delete_package(package)
        tally.sums.pop(package, None)
    if not _wants(recorded, tally):
        return 0
    made = next(makings)
    if made.unreadable:
        tally.unreadable.append(made.unreadable)
        return 0
    wrong = miscounted(Named(entry.subject, entry.counts.get("acts")), made.documents)
    if wrong:
        tally.miscounted.append(wrong)
    tally.sums[entry.subject] = made.sum
    if made.replaced:
        writing.forget(made.replaced)
    return writing.add(made.documents)


def _proved(ledger: Ledger, reading: Reading, writing: engines.Writing, progress: Progress, tally: _Tally) -> _Proof:
    """Hold each register of an index against its packages: what was just made of them, or, of more than one, what stands."""
    proof = _Proof()
    held = chains(islice(ledger.since(0), writing.position()), tally.gone)
    counts = writing.registers()
    for done, (register, chain) in enumerate(held.items(), start=1):
        progress(VERIFIED, done, len(held))
        found = sum_of(writing.documents(register)) if counts.get(register) else Sum()
        proof.sum += found
        try:
            wanted = _wanted(chain, reading, tally)
        except PackageUnreadable as error:
            proof.unreadable.append(str(error))
            continue
        proof.packages += len(chain)
        if found.documents != wanted.documents:
            proof.wrong.append(
                f"register {register} has {wanted.documents} documents, of which {found.documents} are found"
            )
        elif found != wanted:
            proof.wrong.append(f"register {register} has other documents in the index than in its packages")
    foreign = sorted(counts.keys() - held.keys())
    proof.wrong.extend(f"register {register} is in the index and not in the ledger" for register in foreign)
    if sum(counts.values()) != writing.count():
        proof.wrong.append(f"{writing.count()} documents are found where the registers have {sum(counts.values())}")
    return proof


def _wanted(chain: Sequence[Named], reading: Reading, tally: _Tally) -> Sum:
    if len(chain) == 1 and chain[0].package in tally.sums:
        return tally.sums[chain[0].package]
    return sum_of(standing(chain, reading).values())
