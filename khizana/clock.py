"""Is the clock behind the ledger? Said by every command; refused only where the answer depends on the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.ledger.port import LedgerDamaged
from archive.ledger.times import Behind, behind
from khizana import notices
from khizana.errors import CannotWork

if TYPE_CHECKING:
    from khizana.wiring import Archive

LAST = 64
"""So many entries at the end are looked at by every command; where an answer depends on the time, all are."""


class ClockBehind(CannotWork):
    """What was asked depends on the time, and the clock is behind the ledger."""

    def __init__(self, what: str, found: Behind) -> None:
        super().__init__(
            f"the clock says {found.now.isoformat()}, and entry {found.position} of the ledger was recorded at "
            f"{found.time.isoformat()}: {what} depends on the time and is refused. Set the clock; or, where that entry's time "
            f"is false, let two people declare it: `khizana ledger declare-time {found.position}`"
        )


def found_behind(archive: Archive, whole: bool = False) -> Behind | None:
    """The entry that the clock is behind: the latest of the last ones, or of all."""
    from khizana import wiring

    start = 0 if whole else max(0, archive.ledger.head().size - LAST)
    return behind(archive.ledger.since(start), wiring.now())


def must_not_be_behind(archive: Archive, what: str, whole: bool = False) -> None:
    """ClockBehind, which names what depends on the time."""
    found = found_behind(archive, whole)
    if found is not None:
        raise ClockBehind(what, found)


def say(archive: Archive) -> None:
    """Tell whoever runs a command; a ledger that cannot be read is told of elsewhere."""
    try:
        found = found_behind(archive)
    except (LedgerDamaged, OSError):
        return
    if found is not None:
        times = {"now": found.now.isoformat(), "time": found.time.isoformat()}
        notices.note("clock.behind", position=found.position, **times)
