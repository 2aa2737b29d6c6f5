"""The Gregorian days that a date may be, whatever its calendar: read by the rules, the ages, the embargo and the index alike."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from archive.model.dates.calendar import Hijri, month_length, to_gregorian

GREGORIAN, HIJRI = "gregorian", "hijri"
FARTHEST = 120
"""Years between an event and the register that records it; what lies further away, either way, was misread."""
TOLERANCE = 1
"""Days by which the paper may differ from the civil tabular calendar, either way: 33 of 33 official dates of 1913 to 2025."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Days from the first to the last, both included; date.min and date.max stand for no bound."""

    first: date
    last: date

    @classmethod
    def everything(cls) -> Interval:
        """All days."""
        return cls(date.min, date.max)

    def overlaps(self, other: Interval) -> bool:
        return self.first <= other.last and other.first <= self.last

    def both(self, other: Interval) -> Interval | None:
        """The days of both; None when there are none."""
        return Interval(max(self.first, other.first), min(self.last, other.last)) if self.overlaps(other) else None

    def until(self, other: Interval) -> Interval:
        """From the first day of this to the last of the other."""
        return Interval(self.first, other.last)

    def widened(self, days: int) -> Interval:
        """So many days longer at both ends, as far as the calendar goes."""
        return Interval(_moved(self.first, -days), _moved(self.last, days))


def gregorian(year: int, month: int | None = None, day: int | None = None) -> Interval:
    """The days of a Gregorian year, month or day; ValueError for one that does not exist."""
    if month is None:
        return Interval(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Interval(date(year, month, day), date(year, month, day))


def hijri(year: int, month: int | None = None, day: int | None = None, tolerance: int = TOLERANCE) -> Interval:
    """The Gregorian days that a Hijri year, month or day may be, by the civil table widened by the tolerance.

    Day 30 of a month that has 29 in the table is a real day where the new moon was seen later: the day after the 29th.
    ValueError for what no Hijri year has.
    """
    if month is None:
        whole = Interval(to_gregorian(Hijri(year, 1, 1)), to_gregorian(Hijri(year, 12, month_length(year, 12))))
        return whole.widened(tolerance)
    begin = to_gregorian(Hijri(year, month, 1))
    if day is None:
        return Interval(begin, _moved(begin, month_length(year, month) - 1)).widened(tolerance)
    if not 1 <= day <= 30:
        raise ValueError(f"a Hijri month has no day {day}")
    only = _moved(begin, day - 1)
    return Interval(only, only).widened(tolerance)


def days_of(dated: Mapping[str, Any], tolerance: int = TOLERANCE) -> Interval | None:
    """The days that a keyed date leaves open: those of both calendars where they meet, else those of the Gregorian date.

    A day that the act itself presumes stands for its whole year. None where neither calendar names a day.
    """
    return between(written(dated, GREGORIAN), written(dated, HIJRI), tolerance)


def written(dated: Mapping[str, Any], calendar: str) -> str | None:
    """What of the keyed date counts in a calendar: its text, of a presumed day the year alone; None where it is absent."""
    keyed: Mapping[str, Any] = dated.get(calendar) or {}
    text: str | None = keyed.get("value")
    return text.partition("-")[0] if text is not None and keyed.get("presumed") else text


@lru_cache(1 << 16)
def between(ours: str | None, theirs: str | None, tolerance: int = TOLERANCE) -> Interval | None:
    """The days of a Gregorian and a Hijri text together; that the two disagree is said by a rule, and the Gregorian stands."""
    gregorian_days = interval_of(ours, GREGORIAN, tolerance) if ours is not None else None
    hijri_days = interval_of(theirs, HIJRI, tolerance) if theirs is not None else None
    if gregorian_days is None or hijri_days is None:
        return gregorian_days or hijri_days
    return gregorian_days.both(hijri_days) or gregorian_days


@lru_cache(1 << 16)
def interval_of(text: str, calendar: str, tolerance: int = TOLERANCE) -> Interval | None:
    """The days of a keyed `1953`, `1953-08` or `1953-08-21`; None for what the calendar has not."""
    year, *rest = (int(part) for part in text.split("-"))
    month, day = (*rest, None, None)[:2]
    try:
        return gregorian(year, month, day) if calendar == GREGORIAN else hijri(year, month, day, tolerance)
    except (ValueError, OverflowError):
        return None


def _moved(day: date, by: int) -> date:
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return date.max if by > 0 else date.min
