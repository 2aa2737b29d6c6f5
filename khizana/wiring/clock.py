"""Is the clock behind the ledger? Said by every command; refused only where the answer depends on the time."""

from __future__ import annotations

from archive.holdings import lifecycle
from archive.ledger.port import LedgerDamaged
from archive.ledger.times import Behind
from archive.model.message import tell
from khizana import notices
from khizana.errors import CannotWork
from khizana.wiring.session import Session


class ClockBehind(CannotWork):
    """What was asked depends on the time, and the clock is behind the ledger."""

    def __init__(self, what: str, found: Behind) -> None:
        super().__init__(
            tell(
                "the clock says {now}, and entry {position} of the ledger was recorded at {time}: {what} depends on the time "
                "and is refused. Set the clock; or, where that entry's time is false, let two people declare it: "
                "`khizana ledger declare-time {position}`",
                now=found.now.isoformat(),
                position=found.position,
                time=found.time.isoformat(),
                what=what,
            )
        )


def found_behind(session: Session) -> Behind | None:
    """The entry with the latest time, where the clock is behind it."""
    return lifecycle.behind(session.holdings, session.now())


def must_not_be_behind(session: Session, what: str) -> None:
    """ClockBehind, which names what depends on the time."""
    found = found_behind(session)
    if found is not None:
        raise ClockBehind(what, found)


def say(session: Session) -> None:
    """Tell whoever runs a command; a ledger that cannot be read is told of elsewhere."""
    try:
        found = found_behind(session)
    except (LedgerDamaged, OSError):
        return
    if found is not None:
        times = {"now": found.now.isoformat(), "time": found.time.isoformat()}
        notices.note("clock.behind", position=found.position, **times)
