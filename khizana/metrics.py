"""What a monitoring system wants to know of fixity: the state of each store by the ledger, in Prometheus' text format (0.0.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.audit.named import MAIN, Holdings, holdings
from archive.audit.outcome import Conclusion, Word
from archive.audit.report import utc
from archive.model.json import Json
from khizana import wiring
from khizana.errors import UsageError
from khizana.export.place import write
from khizana.fixity_record import INTERRUPTED
from khizana.outcome import Outcome
from khizana.wiring import Archive

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

    def to_json(self) -> dict[str, Json]:
        return {
            "store": self.store,
            "packages": self.packages,
            "intact": self.intact,
            "differing": self.differing,
            "never_read": self.never,
            "oldest_read": None if self.oldest is None else utc(self.oldest),
            "last_audit": None if self.audited is None else {"time": utc(self.audited), "outcome": self.outcome},
        }


def metrics(archive: Archive, textfile: Path | None) -> Outcome:
    """The figures of every store, from the ledger and its documents alone; written into a file when one is named, in one move."""
    if textfile is not None and textfile.suffix != ".prom":
        raise UsageError(f"{textfile}: a textfile collector reads files that end with .prom")
    names = [MAIN, *(replica.name for replica in wiring.replicas(archive))]
    states = [_state(name, holdings(archive.ledger, wiring.document_of(archive), name)) for name in names]
    entries = archive.ledger.head().size
    if textfile is not None:
        write(textfile, text(states, entries, wiring.now()).encode("utf-8"))
    told: list[Json] = [state.to_json() for state in states]
    file = None if textfile is None else str(textfile)
    return Outcome({"command": "audit metrics", "ledger": {"size": entries}, "stores": told, "file": file})


def _state(store: str, held: Holdings) -> State:
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


def text(states: Sequence[State], entries: int, now: datetime) -> str:
    """The figures as a textfile collector reads them."""
    samples = [
        ("khizana_ledger_entries", "", float(entries)),
        *(sample for state in states for sample in _samples(state)),
        ("khizana_metrics_timestamp_seconds", "", now.timestamp()),
    ]
    lines: list[str] = []
    for name, told in HELP.items():
        lines += [f"# HELP {name} {told}", f"# TYPE {name} gauge"]
        lines += [f"{name}{labels} {value:.0f}" for found, labels, value in samples if found == name]
    return "\n".join(lines) + "\n"


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
