"""What the archive can show for itself, gathered once: counts, positions, and stores with what became of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from archive.holdings.values import RecordedAudit
from archive.ledger.entry import EntryType

WHOLE = ("", "all")
"""What an audit says that it read where it read a whole store."""


@dataclass(frozen=True, slots=True)
class Store:
    """One store: whether everything is in it (None where it could not be seen), on the archive's own disk or another.

    `audited` is the position of its last audit that came to an end, `outcome` what that found.
    """

    name: str
    complete: bool | None
    other_disk: bool
    audited: int | None = None
    outcome: str = ""

    @property
    def sound(self) -> bool:
        """Complete, read by an audit, and nothing found."""
        return bool(self.complete) and self.outcome == "intact"

    @property
    def damaged(self) -> bool:
        """Its last audit found a difference."""
        return self.outcome == "differences"


@dataclass(frozen=True, slots=True)
class Formats:
    """Delivered files in the packages: how many, how many of them with a PRONOM key, and packages that could not be read."""

    files: int
    identified: int
    unread: int


@dataclass(frozen=True, slots=True)
class Audits:
    """The audits of fixity that the ledger records, the oldest first."""

    recorded: tuple[RecordedAudit, ...]

    @property
    def times(self) -> tuple[datetime, ...]:
        """When each was recorded that came to its end."""
        return tuple(one.recorded for one in self.recorded if one.finished)

    @property
    def reported(self) -> int:
        """How many kept a report."""
        return sum(bool(one.report) for one in self.recorded)

    @property
    def single(self) -> int:
        """How many read single packages."""
        return sum(one.scope.startswith("package") for one in self.recorded)

    def last(self, store: str) -> tuple[int | None, str]:
        """Position and outcome of the last that speaks for a whole store: of everything to its end, or one that found damage."""
        of_store = (one for one in self.recorded if one.store == store)
        speaking = [one for one in of_store if (one.scope in WHOLE and one.finished) or one.outcome == "differences"]
        return (speaking[-1].position, speaking[-1].outcome) if speaking else (None, "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that a judgement may rest on."""

    size: int
    root: str
    stores: tuple[Store, ...]
    entries: Counter[EntryType]
    outcomes: Counter[str]
    actors: int
    people: int
    audits: Audits
    repaired: int
    witnessed: int | None
    packages: int
    formats: Formats

    def count(self, kind: EntryType) -> int:
        """How many entries of a type."""
        return self.entries[kind]

    @property
    def complete(self) -> int:
        """How many stores hold everything, and none of them with a difference in its last audit."""
        return sum(1 for store in self.stores if store.complete and not store.damaged)

    @property
    def damaged(self) -> tuple[str, ...]:
        """The stores whose last audit found a difference."""
        return tuple(store.name for store in self.stores if store.damaged)
