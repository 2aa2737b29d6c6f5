"""What the archive can show for itself, gathered once: counts, positions, and stores with what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Recorded

MAIN = "main"


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
class Evidence:
    """Everything that a judgement may rest on."""

    size: int
    root: str
    stores: tuple[Store, ...]
    entries: Counter[EntryType]
    outcomes: Counter[str]
    actors: int
    people: int
    audits: tuple[datetime, ...]
    reported: int
    single: int
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


@dataclass(slots=True)
class LedgerEvidence:
    """What the ledger tells, entry by entry."""

    entries: Counter[EntryType] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    actors: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    audits: list[datetime] = field(default_factory=list)
    last: dict[str, tuple[int, str]] = field(default_factory=dict)
    packages: list[tuple[str, int]] = field(default_factory=list)
    reported: int = 0
    single: int = 0
    repaired: int = 0

    @classmethod
    def by(cls, book: Iterable[Recorded]) -> LedgerEvidence:
        """Read a ledger from its beginning."""
        told = cls()
        for recorded in book:
            told._add(recorded.position, recorded.entry)
        return told

    def _add(self, position: int, entry: Entry) -> None:
        self.entries[entry.type] += 1
        self.actors.add(entry.actor)
        match entry.type:
            case EntryType.VERDICT:
                self.outcomes[entry.outcome] += 1
            case EntryType.PACKAGE_STORED:
                self.packages.append((entry.subject, position))
            case EntryType.PERSON_NAMED:
                self.people.add(entry.subject)
            case EntryType.PERSON_WITHDRAWN:
                self.people.discard(entry.subject)
            case EntryType.REPAIR if entry.outcome == "repaired":
                self.repaired += 1
            case EntryType.AUDIT if entry.subject == "fixity":
                self._audit(position, entry)
            case _:
                pass

    def _audit(self, position: int, entry: Entry) -> None:
        """A run that was stopped proves nothing of what it did not read; only one of everything speaks for a whole store."""
        self.reported += "report" in entry.digests
        scope = entry.links.get("scope", "all")
        self.single += scope.startswith("package")
        if entry.links.get("end", "finished") == "finished":
            self.audits.append(entry.time)
        whole = scope == "all" and entry.links.get("end", "finished") == "finished"
        if whole or entry.outcome == "differences":
            self.last[entry.links.get("store", MAIN)] = (position, entry.outcome)
