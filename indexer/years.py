"""When an event took place, as an interval of Gregorian years: never one silently derived date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from archive.model.act import ActObject
from archive.model.calendar import Hijri, month_length, to_gregorian
from archive.model.json import Json
from archive.model.keyed import text_of

TOLERANCE = 1
"""Days by which the paper may differ from the civil tabular calendar, either way."""


@dataclass(frozen=True, slots=True, order=True)
class Years:
    """Gregorian years, both included."""

    first: int
    last: int

    def overlaps(self, other: Years) -> bool:
        return self.first <= other.last and other.first <= self.last


def years_of(act: ActObject, opened: int, tolerance: int = TOLERANCE) -> Years:
    """The years in which the event may have taken place; the register's year where the act does not tell.

    The Gregorian date decides when the paper has one. A Hijri date alone is read by the civil tabular calendar, widened by
    `tolerance` days at both ends.
    """
    day = cast(Mapping[str, Json], cast(Mapping[str, Json], act["occurred"])["date"])
    gregorian = text_of(day.get("gregorian"))
    if gregorian is not None:
        return Years(int(gregorian[:4]), int(gregorian[:4]))
    hijri = text_of(day.get("hijri"))
    return (hijri and _of_hijri(hijri, tolerance)) or Years(opened, opened)


def _of_hijri(written: str, tolerance: int) -> Years | None:
    """The Gregorian years of `1407`, `1407-07` or `1407-07-13`; None when no calendar has such a day."""
    year, *rest = (int(part) for part in written.split("-"))
    first_month, last_month = (rest[0], rest[0]) if rest else (1, 12)
    try:
        length = month_length(year, last_month)
        # An observed month may have the thirtieth day that the table denies it: the tolerance covers that.
        first_day, last_day = (min(rest[1], length),) * 2 if len(rest) > 1 else (1, length)
        first = to_gregorian(Hijri(year, first_month, first_day))
        last = to_gregorian(Hijri(year, last_month, last_day))
        return Years(_moved(first, -tolerance), _moved(last, tolerance))
    except (ValueError, OverflowError):
        return None


def _moved(day: date, by: int) -> int:
    return (day + timedelta(days=by)).year
