"""What a monitoring system wants to know: fixity of each store, the lag of what is derived, as Prometheus text (0.0.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from archive.audit.inventory import MAIN, Inventory, holdings
from archive.audit.outcome import Conclusion, Word
from archive.audit.recording import INTERRUPTED
from archive.audit.report import utc
from archive.model.message import tell
from indexer.building.build import Lag, lag
from indexer.catalogue.port import CatalogueUnavailable
from khizana.errors import UsageError
from khizana.outcome import Answer, Outcome
from khizana.output import NewFile
from khizana.service.index.answers import IndexLag, LedgerSize
from khizana.wiring.session import Session, replicas

OUTCOMES = (*(str(one) for one in Conclusion), INTERRUPTED)

HELP = {
    "khizana_ledger_entries": "Entries in the custody ledger.",
    "khizana_packages": "Packages that the ledger names.",
    "khizana_packages_intact": "Packages that were intact when they were read last.",
    "khizana_packages_differing": "Packages that were not intact when they were read last.",
    "khizana_packages_never_read": "Packages that no recorded audit has read.",
    "khizana_oldest_read_timestamp_seconds": "When the package that was read longest ago was read.",
    "khizana_last_audit_timestamp_seconds": "When the last fixity audit was recorded.",
    "khizana_last_audit_outcome": "1 for the outcome of the last fixity audit, 0 for the others.",
    "khizana_catalogue_lag_entries": "Ledger entries that the catalogue has not seen.",
    "khizana_index_lag_entries": "Ledger entries that the search index has not seen.",
    "khizana_index_available": "1 when the search index can be asked, 0 when not.",
    "khizana_metrics_timestamp_seconds": "When these figures were taken.",
}


@dataclass(frozen=True, slots=True)
class State:
    """How the packages of one store stand. Times are None where nothing was ever read or recorded."""

    store: str
    packages: int
    intact: int
    differing: int
    never: int
    oldest: datetime | None
    audited: datetime | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class RecordedAudit:
    """The last fixity audit of a store: when it was recorded (UTC), and what it found."""

    time: str
    outcome: str


@dataclass(frozen=True, slots=True)
class StoreFigures:
    """How the packages of one store stand, with times as our documents write them."""

    store: str
    packages: int
    intact: int
    differing: int
    never_read: int
    oldest_read: str | None
    last_audit: RecordedAudit | None

    @classmethod
    def of(cls, state: State) -> StoreFigures:
        """The figures of one store."""
        oldest = None if state.oldest is None else utc(state.oldest)
        last = RecordedAudit(utc(state.audited), state.outcome) if state.audited and state.outcome else None
        return cls(state.store, state.packages, state.intact, state.differing, state.never, oldest, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixityMetrics(Answer):
    """The figures for a monitoring system; no lag where there is no catalogue to ask, and the file that was written, if any."""

    command: Literal["audit metrics"] = "audit metrics"
    ledger: LedgerSize
    lag: IndexLag | None
    stores: tuple[StoreFigures, ...]
    file: str | None


def metrics(session: Session, textfile: NewFile | None) -> Outcome[FixityMetrics]:
    """The figures of every store, from the ledger and its documents alone; written into a file when one is named, in one move."""
    if textfile is not None and textfile.path.suffix != ".prom":
        raise UsageError(tell("{path}: a textfile collector reads files that end with .prom", path=textfile.path))
    behind = _lag(session)
    names = [MAIN, *(replica.name for replica in replicas(session))]
    states = [_state(name, holdings(session.holdings, name, now=session.now())) for name in names]
    entries = session.ledger.head().size
    if textfile is not None:
        textfile.write(text(states, entries, session.now(), behind).encode("utf-8"))
    figures = tuple(StoreFigures.of(state) for state in states)
    file = None if textfile is None else str(textfile.path)
    lagging = None if behind is None else IndexLag(behind.catalogue, behind.index)
    return Outcome(FixityMetrics(ledger=LedgerSize(entries), lag=lagging, stores=figures, file=file))


def _lag(session: Session) -> Lag | None:
    """None where there is no catalogue to ask: fixity is told without it."""
    try:
        return lag(session.ledger, session.catalogue, session.engine)
    except CatalogueUnavailable:
        return None


def _state(store: str, held: Inventory) -> State:
    looked = held.looked.values()
    last = held.last_audit
    intact = sum(one.outcome is Word.INTACT for one in looked)
    return State(
        store=store,
        packages=len(held.packages),
        intact=intact,
        differing=len(held.looked) - intact,
        never=len(held.packages) - len(held.looked),
        oldest=min((one.time for one in looked), default=None),
        audited=None if last is None else last.time,
        outcome=None if last is None else last.outcome,
    )


def text(states: Sequence[State], entries: int, now: datetime, behind: Lag | None = None) -> str:
    """The figures as a textfile collector reads them."""
    samples = [
        ("khizana_ledger_entries", "", float(entries)),
        *(sample for state in states for sample in _samples(state)),
        *(() if behind is None else _behind(behind)),
        ("khizana_metrics_timestamp_seconds", "", now.timestamp()),
    ]
    lines: list[str] = []
    for name, told in HELP.items():
        lines += [f"# HELP {name} {told}", f"# TYPE {name} gauge"]
        lines += [f"{name}{labels} {value:.0f}" for found, labels, value in samples if found == name]
    return "\n".join(lines) + "\n"


def _behind(behind: Lag) -> Iterator[tuple[str, str, float]]:
    """An index that cannot be asked has no lag, and says so by its availability."""
    yield "khizana_catalogue_lag_entries", "", behind.catalogue
    if behind.index is not None:
        yield "khizana_index_lag_entries", "", behind.index
    yield "khizana_index_available", "", float(behind.index is not None)


def _samples(state: State) -> Iterator[tuple[str, str, float]]:
    """The names of stores and outcomes are of a-z, 0-9, full stop and hyphen: no label needs to be escaped."""
    store = f'store="{state.store}"'
    yield "khizana_packages", f"{{{store}}}", state.packages
    yield "khizana_packages_intact", f"{{{store}}}", state.intact
    yield "khizana_packages_differing", f"{{{store}}}", state.differing
    yield "khizana_packages_never_read", f"{{{store}}}", state.never
    if state.oldest is not None:
        yield "khizana_oldest_read_timestamp_seconds", f"{{{store}}}", state.oldest.timestamp()
    if state.audited is not None:
        yield "khizana_last_audit_timestamp_seconds", f"{{{store}}}", state.audited.timestamp()
        for outcome in OUTCOMES:
            yield "khizana_last_audit_outcome", f'{{{store},outcome="{outcome}"}}', float(outcome == state.outcome)
