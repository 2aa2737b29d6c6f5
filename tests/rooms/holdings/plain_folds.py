"""What the projection must say of people, holds and disposals, folded in the plainest way."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from archive.ledger.entry import Entry, EntryType
from archive.ledger.keeping import DONE, REQUEST, TOMBSTONE, Disposal, Hold, Keeping, disposed_by
from archive.ledger.people import Registration, key_of
from archive.ledger.port import Recorded
from archive.model.digest import Digest


def keeping(recorded: Iterable[Recorded]) -> Keeping:
    """Read entries in their order."""
    holds: list[Hold] = []
    disposals: dict[str, Disposal] = {}
    for one in recorded:
        entry = one.entry
        if entry.type is EntryType.HOLD_PLACED:
            holds.append(Hold(entry.subject, entry.outcome, one.position))
        elif entry.type is EntryType.HOLD_RELEASED:
            holds = [hold for hold in holds if (hold.subject, hold.reason) != (entry.subject, entry.outcome)]
        elif entry.type is EntryType.DISPOSED:
            disposals[entry.subject] = _disposal(entry)
    return Keeping(tuple(holds), disposals)


def registrations(recorded: Iterable[Recorded], document: Callable[[Digest], bytes]) -> tuple[Registration, ...]:
    """Every registration in the order of the ledger, also those withdrawn since. PersonRefused when a key document is altered."""
    found: list[Registration] = []
    for one in recorded:
        entry = one.entry
        if entry.type is EntryType.PERSON_NAMED:
            found.append(Registration(entry.subject, key_of(entry, document), one.position))
        elif entry.type is EntryType.PERSON_WITHDRAWN:
            found = [_closed(each, one) for each in found]
    return tuple(found)


def _disposal(entry: Entry) -> Disposal:
    done = entry.outcome == DONE
    return Disposal(entry.subject, disposed_by(entry), entry.links[TOMBSTONE], entry.links[REQUEST], done)


def _closed(one: Registration, withdrawn: Recorded) -> Registration:
    if one.name != withdrawn.entry.subject or one.until is not None:
        return one
    return Registration(one.name, one.verifier, one.since, withdrawn.position)
