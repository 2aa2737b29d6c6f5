"""Do packages, ledger, catalogue and index agree, register by register? Each direction is looked at, and mended when asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice

from archive.holdings import queries as queries_of_holdings
from archive.ingest import Progress
from archive.ledger.entry import EntryType
from archive.model.identifiers import RegisterId, parse_package
from indexer.building.build import lag, rebuild_catalogue
from indexer.building.reconcile import Compared, Difference, DifferenceKind, compare, mend
from indexer.documents.expected_documents import Chains, chains
from khizana.errors import Exit
from khizana.outcome import Outcome
from khizana.service.index import following
from khizana.service.index.agreement import Disagreement, disagreements
from khizana.service.index.answers import (
    DifferenceCounts,
    DocumentSum,
    IndexLag,
    LedgerSize,
    Reconciled,
    RegisterDifferences,
)
from khizana.wiring import locks
from khizana.wiring.session import Session

RECONCILED, MENDED = "reconciled", "mended"
LOOKS = 3


@dataclass(frozen=True, slots=True)
class ComparedIndex:
    """What one look found. `behind` registers have entries that the index has not seen: they lag, and are not compared."""

    compared: Compared
    behind: tuple[str, ...]
    catalogue: tuple[Disagreement, ...]
    unrecorded: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether all four agree."""
        return not (self.compared.differences or self.behind or self.catalogue or self.unrecorded)


def reconcile(session: Session, mending: bool, progress: Progress) -> Outcome[Reconciled]:
    """Compare; with `mending` also let both follow the ledger first, write what differs anew, and compare once more.

    Whoever found a difference exits 3, also when all of it is mended: why it was there is still to be asked.
    """
    if not mending:
        found = _look(session, progress)
        return _outcome(session, found, None, 0)
    with locks.writing(session, "reconcile"):
        following.catch_up(session, progress)
        found = _look(session, progress)
        mended = _mend(session, found, partial(progress, MENDED))
        return _outcome(session, found, _look(session, progress) if mended else found, mended)


def _look(session: Session, progress: Progress) -> ComparedIndex:
    """Look until the index stood still meanwhile, but not for ever: an ingest that is under way shows as differences."""
    for _ in range(LOOKS):
        position = session.engine.position()
        found = _looked(session, position, progress)
        if found.equal or session.engine.position() == position:
            break
    return found


def _looked(session: Session, position: int, progress: Progress) -> ComparedIndex:
    stored = tuple(session.store.packages())
    held, behind = _chains(session, position)
    compared = compare(held, session.reading, _Held(session, behind), partial(progress, RECONCILED))
    named = {package.package for package in queries_of_holdings.since(session.holdings, 0)}
    return ComparedIndex(
        compared=compared,
        behind=behind,
        catalogue=(*disagreements(session), *_registers(session, named, compared.acts)),
        unrecorded=tuple(package for package in stored if package not in named),
    )


def _chains(session: Session, position: int) -> tuple[Chains, tuple[str, ...]]:
    """The chains as of a position, without the registers that later entries are about; and those."""
    gone = queries_of_holdings.gone(session.holdings)
    held = chains(islice(session.ledger.since(0), position), gone)
    behind = frozenset(_touched(session, position))
    return {name: chain for name, chain in held.items() if name not in behind}, tuple(sorted(behind))


def _touched(session: Session, position: int) -> Iterator[str]:
    for one in session.ledger.since(position):
        if one.entry.type is EntryType.PACKAGE_STORED:
            yield str(parse_package(one.entry.subject)[0])
        elif one.entry.type is EntryType.DISPOSED:
            yield str(RegisterId.parse(one.entry.subject))


class _Held:
    """The live index without the registers that lag."""

    def __init__(self, session: Session, behind: Sequence[str]) -> None:
        self._engine = session.engine
        self._behind = frozenset(behind)
        self.bodies = session.engine.bodies

    def registers(self) -> Mapping[str, int]:
        return {name: count for name, count in self._engine.registers().items() if name not in self._behind}


def _registers(session: Session, named: Collection[str], acts: Mapping[str, int]) -> Iterator[Disagreement]:
    """Registers that the catalogue alone knows, or of which it says another number of acts than their packages have."""
    rows = {row.id: row.acts for row in session.catalogue.registers()}
    known = {str(parse_package(package)[0]) for package in named}
    for register, number in sorted(rows.items()):
        if register not in known:
            yield Disagreement(register, "register", ledger=False, catalogue=True)
        elif number != acts.get(register, number):
            yield Disagreement(register, "acts", acts[register], number)


def _mend(session: Session, found: ComparedIndex, step: Callable[[int, int], None]) -> int:
    """Write anew what differs in catalogue and index; what is in the store alone the next ingest adopts or removes."""
    if found.catalogue:
        rebuild_catalogue(session.ledger, session.reading, session.catalogue)
    if not any(one.kind is not DifferenceKind.UNREADABLE for one in found.compared.differences):
        return len(found.catalogue)
    held, _ = _chains(session, session.engine.position())
    written = mend(found.compared.differences, held, session.reading, session.engine, step)
    return written + len(found.catalogue)


def _outcome(session: Session, found: ComparedIndex, after: ComparedIndex | None, mended: int) -> Outcome[Reconciled]:
    """What was found, and after mending what remains."""
    behind = lag(session.ledger, session.catalogue, session.engine)
    lagging = behind.catalogue > 0 or behind.index != 0
    left = after or found
    numbers = Counter(one.kind for one in found.compared.differences)
    counts = DifferenceCounts(
        missing=numbers[DifferenceKind.MISSING],
        altered=numbers[DifferenceKind.ALTERED],
        foreign=numbers[DifferenceKind.FOREIGN],
        unreadable=numbers[DifferenceKind.UNREADABLE],
        behind=len(found.behind),
        catalogue=len(found.catalogue),
        unrecorded=len(found.unrecorded),
    )
    answer = Reconciled(
        ledger=LedgerSize(session.ledger.head().size),
        lag=IndexLag(behind.catalogue, behind.index),
        registers=len(found.compared.acts),
        packages=DocumentSum.of(found.compared.expected),
        index=DocumentSum.of(found.compared.found),
        counts=counts,
        differences=tuple(_by_register(found.compared.differences)),
        behind=found.behind,
        catalogue=found.catalogue,
        unrecorded=found.unrecorded,
        mended=mended,
        equal=left.equal and not lagging,
    )
    return Outcome(answer, Exit.DONE if found.equal and not lagging else Exit.FINDINGS)


def _by_register(differences: Sequence[Difference]) -> Iterator[RegisterDifferences]:
    for register, several in groupby(differences, key=lambda one: one.register):
        listed: dict[DifferenceKind, list[str]] = {kind: [] for kind in DifferenceKind}
        for one in several:
            listed[one.kind].append(one.reason or one.document)
        yield RegisterDifferences(
            register=register,
            missing=tuple(listed[DifferenceKind.MISSING]),
            altered=tuple(listed[DifferenceKind.ALTERED]),
            foreign=tuple(listed[DifferenceKind.FOREIGN]),
            unreadable=tuple(listed[DifferenceKind.UNREADABLE]),
        )
