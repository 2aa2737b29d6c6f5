"""When an act says that its event took place: the interval of days that the paper leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from archive.model.act import ActObject
from archive.model.json import Json
from archive.model.keyed import text_of
from indexer.dates.interval import TOLERANCE, Interval, gregorian, hijri


def occurred(act: ActObject, opened: int, tolerance: int = TOLERANCE) -> Interval:
    """The days of the event; the register's year where the act does not tell.

    The Gregorian date decides when the paper has one; a Hijri date alone is read by the civil table, widened by the tolerance. A
    presumed day stands for its whole year.
    """
    day = cast(Mapping[str, Json], cast(Mapping[str, Json], act["occurred"])["date"])
    for calendar in ("gregorian", "hijri"):
        keyed = day.get(calendar)
        written = text_of(keyed)
        presumed = isinstance(keyed, Mapping) and bool(keyed.get("presumed"))
        found = written and interval_of(written[:4] if presumed else written, calendar, tolerance)
        if found:
            return found
    return gregorian(opened)


@lru_cache(100_000)
def interval_of(written: str, calendar: str, tolerance: int = TOLERANCE) -> Interval | None:
    """The days of a keyed `1953`, `1953-08` or `1953-08-21`; None for what the calendar has not."""
    year, *rest = (int(part) for part in written.split("-"))
    month, day = (*rest, None, None)[:2]
    try:
        return gregorian(year, month, day) if calendar == "gregorian" else hijri(year, month, day, tolerance)
    except (ValueError, OverflowError):
        return None
