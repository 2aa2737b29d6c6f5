"""How the archive stands: what is held by the ledger's word, and how far catalogue, index and replicas have followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from archive.audit.outcome import Word
from archive.audit.report import utc
from archive.holdings import lifecycle, queries
from archive.ledger.log.observed_heads import said_of
from archive.ledger.times import TOLERANCE
from archive.model.message import sentence
from indexer.building.build import index_lag
from indexer.catalogue.port import CatalogueUnavailable
from khizana.errors import Exit
from khizana.outcome import Answer, LedgerHead, Outcome
from khizana.service.audit import known_differences
from khizana.service.index.agreement import Disagreement, disagreements_since
from khizana.service.ledger_proofs import witnessed
from khizana.service.ledger_proofs.witnessed import WitnessState
from khizana.service.preservation import replicas
from khizana.service.preservation.replicas import ReplicaLag
from khizana.wiring.session import MAIN, Session


@dataclass(frozen=True, slots=True)
class ArchiveNamed:
    """An archive and its folder."""

    name: str
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingsCounted:
    """Packages and registers by the ledger; the rest by the catalogue, None where that cannot be asked.

    `views`, `acts` and `mentions` are what stands: of an act that came in three versions the last one counts.
    """

    packages: int
    registers: int
    offices: int | None
    views: int | None
    acts: int | None
    mentions: int | None
    unreadable: int | None


@dataclass(frozen=True, slots=True)
class DeliveriesCounted:
    """Deliveries by their verdicts."""

    received: int
    accepted: int
    refused: int


@dataclass(frozen=True, slots=True)
class FollowingLag:
    """Entries that catalogue and index have not seen; None for one that cannot be asked."""

    catalogue: int | None
    index: int | None


@dataclass(frozen=True, slots=True)
class AuditRecorded:
    """The last audit of the archive's own store; `time` in UTC."""

    subject: str
    outcome: str
    time: str


@dataclass(frozen=True, slots=True)
class OldestReading:
    """The package that was read longest ago, and when."""

    package: str
    read: str


@dataclass(frozen=True, slots=True)
class FixityState:
    """Packages that were never read, those that were not intact when they were read last, and the oldest reading."""

    never: int
    differing: int
    oldest: OldestReading | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveStatus(Answer):
    """How the archive stands; `problem` is the index's, `catalogue_problem` the catalogue's, None where they can be asked."""

    command: Literal["status"] = "status"
    archive: ArchiveNamed
    held: HoldingsCounted
    deliveries: DeliveriesCounted
    ledger: LedgerHead
    unextended: tuple[str, ...]
    witnessed: WitnessState
    lag: FollowingLag
    problem: str | None
    catalogue_problem: str | None
    replicas: tuple[ReplicaLag, ...]
    audits: tuple[AuditRecorded, ...]
    holds: int
    requests: int
    fixity: FixityState
    damaged: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class _Derived:
    """What catalogue and index say, and why they say nothing."""

    held: HoldingsCounted
    lag: FollowingLag
    problem: str | None
    catalogue_problem: str | None
    disagreements: tuple[Disagreement, ...]


def status(session: Session) -> Outcome[ArchiveStatus]:
    """Answered from the ledger; where the catalogue or the index cannot be asked, that is said beside it.

    FINDINGS where anything is damaged, lost, contradicted or cannot be asked.
    """
    head, counted = session.ledger.head(), queries.counts(session.holdings)
    seen, derived = witnessed.state(session, head), _derived(session, head.size, counted)
    answer = ArchiveStatus(
        archive=ArchiveNamed(session.settings.name, str(session.settings.root)),
        held=derived.held,
        deliveries=DeliveriesCounted(counted["deliveries"], counted.get("accepted", 0), counted.get("refused", 0)),
        ledger=LedgerHead.of(head),
        unextended=tuple(said_of(objection, head) for objection in session.ledger.objections()[0]),
        witnessed=seen,
        lag=derived.lag,
        problem=derived.problem,
        catalogue_problem=derived.catalogue_problem,
        replicas=tuple(replicas.lags(session)),
        audits=_last_audit(session),
        holds=len(lifecycle.keeping(session.holdings).holds),
        requests=sum(1 for _ in lifecycle.open_requests(session.holdings)),
        fixity=_fixity(session),
        damaged=tuple(known_differences.audited(session)),
        disagreements=derived.disagreements,
    )
    wrong = answer.disagreements or answer.unextended or seen.contradicted or answer.damaged or answer.catalogue_problem
    return Outcome(answer, Exit.FINDINGS if wrong else Exit.DONE)


def _derived(session: Session, size: int, counted: dict[str, int]) -> _Derived:
    index, problem = index_lag(size, session.engine)
    packages, registers = counted["packages"], counted["registers"]
    try:
        held, behind = session.catalogue.status(), max(0, size - session.catalogue.position())
        wrong = tuple(disagreements_since(session))
    except CatalogueUnavailable as error:
        if not packages and session.catalogue.file() is None:  # an archive that was just made has none yet
            none = dict.fromkeys(("packages", "registers", "offices", "views", "acts", "mentions", "unreadable"), 0)
            return _Derived(HoldingsCounted(**none), FollowingLag(size, index), problem, None, ())
        nothing = dict.fromkeys(("offices", "views", "acts", "mentions", "unreadable"))
        unknown = HoldingsCounted(packages=packages, registers=registers, **nothing)
        return _Derived(unknown, FollowingLag(None, index), problem, sentence(error), ())
    known = HoldingsCounted(
        packages=packages,
        registers=registers,
        offices=held.offices,
        views=held.views,
        acts=held.acts,
        mentions=held.mentions,
        unreadable=held.unreadable,
    )
    return _Derived(known, FollowingLag(behind, index), problem, None, wrong)


def _last_audit(session: Session) -> tuple[AuditRecorded, ...]:
    last = queries.last_audit(session.holdings, MAIN, session.now() + TOLERANCE)
    return () if last is None else (AuditRecorded(last.subject, last.outcome, utc(last.time)),)


def _fixity(session: Session) -> FixityState:
    """How long ago the packages of the main store were read."""
    read = queries.readings_by_outcome(session.holdings, MAIN, session.now() + TOLERANCE)
    oldest = queries.oldest_reading(session.holdings, MAIN, session.now() + TOLERANCE)
    said = None if oldest is None else OldestReading(oldest[0], utc(oldest[1]))
    differing = sum(count for outcome, count in read.items() if outcome != Word.INTACT)
    never = queries.held_packages(session.holdings) - sum(read.values())
    return FixityState(never, differing, said)
