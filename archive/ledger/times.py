"""What the times of entries bound: no clock is right that is far behind the last of them, unless two people declared it false."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nlargest

from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Recorded

TOLERANCE = timedelta(minutes=5)
"""So far two clocks may be apart."""
_LATEST = 256
"""So many of the latest times are kept while a ledger is read: more than will ever be false."""


@dataclass(frozen=True, slots=True)
class Behind:
    """The clock says `now`, and the entry at a position says a later `time`."""

    now: datetime
    position: int
    time: datetime


def declared(entry: Entry) -> int | None:
    """The position of the entry whose time an entry declares false."""
    return int(entry.subject) if entry.type is EntryType.TIME_DECLARED else None


def behind(recorded: Iterable[Recorded], now: datetime) -> Behind | None:
    """The latest entry that the clock is behind, by more than the tolerance; those whose time is declared false bound nothing."""
    false: set[int] = set()

    def times() -> Iterable[tuple[datetime, int]]:
        for one in recorded:
            if (position := declared(one.entry)) is not None:
                false.add(position)
            yield one.entry.time, one.position

    for time, position in nlargest(_LATEST, times()):
        if time <= now + TOLERANCE:
            return None
        if position not in false:
            return Behind(now, position, time)
    return None
