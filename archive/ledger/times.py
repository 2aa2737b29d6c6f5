"""What the times of entries bound: no clock is right that is far behind the last of them, unless two people declared it false."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.ledger.entry import Entry, EntryType

TOLERANCE = timedelta(minutes=5)
"""So far two clocks may be apart."""


@dataclass(frozen=True, slots=True)
class Behind:
    """The clock says `now`, and the entry at a position says a later `time`."""

    now: datetime
    position: int
    time: datetime


def declared(entry: Entry) -> int | None:
    """The position of the entry whose time an entry declares false."""
    return int(entry.subject) if entry.type is EntryType.TIME_DECLARED else None
