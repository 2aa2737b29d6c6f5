"""What the ledger tells of a package after it was stored, as PREMIS events; each has its entry's position as number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from archive.audit.inventory import FIXITY, VERDICTS
from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Recorded
from archive.life.holds import disposed_by
from archive.model.digest import Digest
from archive.model.verdicts import UNREADABLE, Verdicts
from archive.package.premis.premis_events import person
from archive.package.premis_values import PACKAGE, REGISTER, Event, Touched
from archive.package.premis_vocabulary import AgentRole, EventOutcome, EventType
from archive.package.utc_time import utc

Told = tuple[EventType, str, EventOutcome, tuple[str, ...]]
"""Type, detail, outcome and notes of an event."""
_FOUND = MappingProxyType({"intact": EventOutcome.SUCCESS, UNREADABLE: EventOutcome.WARNING})
_SYNCED, _MAIN = "synced", "main"


@dataclass(slots=True)
class Later:
    """Reads entries in their order for one package, its own first.

    `document` gives a document of the store, its digest not yet compared. `reason` gives why a later version came, empty where
    its package cannot be read any more.
    """

    origin: str
    package: str
    register: str
    document: Callable[[Digest], bytes]
    reason: Callable[[str], str]
    stored: Recorded | None = None
    disposed: bool = False
    unread: list[int] = field(default_factory=list)
    _copied: set[str] = field(default_factory=set)

    def events(self, recorded: Recorded) -> Iterator[Event]:
        """The events that an entry tells of the package: none, or one."""
        entry = recorded.entry
        if entry.type is EntryType.PACKAGE_STORED and entry.subject == self.package:
            self.stored = recorded
        elif self.stored is None:
            return
        for kind, detail, outcome, notes in self._told(recorded):
            whole = kind is EventType.POLICY_ASSIGNMENT and entry.subject == self.register
            touched = Touched(REGISTER, self.register) if whole else Touched(PACKAGE, self.package)
            agents = ((person(entry.actor), AgentRole.IMPLEMENTER),)
            number = f"{self.origin}/{recorded.position}"
            yield Event(number, kind, utc(entry.time), detail, outcome, notes, agents, (touched,))

    def _told(self, recorded: Recorded) -> Iterator[Told]:
        entry = recorded.entry
        telling: dict[EntryType, Callable[[Entry], Iterator[Told]]] = {
            EntryType.PACKAGE_STORED: self._stored,
            EntryType.AUDIT: partial(self._audited, recorded.position),
            EntryType.REPLICATION: self._replicated,
            EntryType.REPAIR: self._repaired,
            EntryType.HOLD_PLACED: partial(self._held, "a hold was placed"),
            EntryType.HOLD_RELEASED: partial(self._held, "a hold was released"),
            EntryType.DISPOSED: self._disposed_of,
        }
        if entry.type in telling:
            yield from telling[entry.type](entry)

    def _stored(self, entry: Entry) -> Iterator[Told]:
        if entry.subject == self.package:
            pinned = (f"tagmanifest: {entry.digests['tagmanifest']}",)
            yield EventType.ACCESSION, "recorded in the custody ledger", EventOutcome.SUCCESS, pinned
        elif entry.links["register"] == self.register:
            reason = self.reason(entry.subject)
            migrated = reason == "migration"
            kind = EventType.MIGRATION if migrated else EventType.MODIFICATION
            notes = (f"reason: {reason}",) if reason else ()
            yield kind, f"the register goes on in {entry.subject}", EventOutcome.SUCCESS, notes

    def _audited(self, position: int, entry: Entry) -> Iterator[Told]:
        """An audit that did not come to this package is no event of it; one whose verdicts are lost may have."""
        assert self.stored is not None
        if entry.subject != FIXITY or VERDICTS not in entry.digests:
            return
        store = f"store {entry.links.get('store', _MAIN)}"
        digest = entry.digests[VERDICTS]
        try:
            content = self.document(digest)
            if Digest.of(content) != digest:
                raise ValueError
            verdicts = Verdicts.decode(content)
        except (LookupError, OSError, ValueError):
            self.unread.append(position)
            note = f"the verdicts {digest} cannot be read: what was found is unknown"
            yield EventType.FIXITY_CHECK, store, EventOutcome.WARNING, (note,)
            return
        for word, ranges in verdicts.outcomes.items():
            if any(first <= self.stored.position <= last for first, last in ranges):
                yield EventType.FIXITY_CHECK, store, _FOUND.get(word, EventOutcome.FAIL), (word, f"verdicts: {digest}")

    def _replicated(self, entry: Entry) -> Iterator[Told]:
        """The first time that a replica lacked nothing: then it holds this package, and later entries are about others."""
        if entry.outcome == _SYNCED and entry.subject not in self._copied and not self.disposed:
            self._copied.add(entry.subject)
            said = f"the replica {entry.subject} was brought up to date, nothing lacking"
            yield EventType.REPLICATION, said, EventOutcome.SUCCESS, ()

    def _repaired(self, entry: Entry) -> Iterator[Told]:
        if entry.subject != self.package:
            return
        failed = entry.outcome == "failed"
        said = f"{entry.outcome}: store {entry.links['store']} from {entry.links['source']}"
        yield EventType.RECOVERY, said, EventOutcome.FAIL if failed else EventOutcome.SUCCESS, _evidence(entry)

    def _held(self, what: str, entry: Entry) -> Iterator[Told]:
        if entry.subject in (self.package, self.register):
            yield EventType.POLICY_ASSIGNMENT, f"{what}: {entry.outcome}", EventOutcome.SUCCESS, ()

    def _disposed_of(self, entry: Entry) -> Iterator[Told]:
        if self.package in disposed_by(entry):
            self.disposed = True
            said = f"disposal {entry.outcome}; {entry.links['tombstone']} tells of it"
            yield EventType.DEACCESSION, said, EventOutcome.SUCCESS, _evidence(entry)


def _evidence(entry: Entry) -> tuple[str, ...]:
    return tuple(f"{name}: {digest}" for name, digest in sorted(entry.digests.items()))
