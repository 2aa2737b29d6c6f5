"""Keyed dates as spans of days, each calendar on its own: neither is derived from the other."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from archive.model.calendar import Hijri, month_length, to_gregorian

_NOTHING: Mapping[str, Any] = {}


class Span(NamedTuple):
    """A keyed date as proleptic Gregorian day numbers, both included (date.toordinal); precision is day, month or year."""

    first: int
    last: int
    precision: str


@lru_cache(maxsize=1 << 14)
def gregorian(written: str) -> Span | None:
    """The days of `1987`, `1987-03` or `1987-03-14`; None for a day that does not exist, such as 1987-02-30."""
    year, month, day = _parts(written)
    try:
        if not month:
            return Span(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal(), "year")
        if not day:
            first = date(year, month, 1).toordinal()
            return Span(first, first + monthrange(year, month)[1] - 1, "month")
        only = date(year, month, day).toordinal()
    except ValueError:
        return None
    return Span(only, only, "day")


@lru_cache(maxsize=1 << 14)
def hijri(written: str) -> Span | None:
    """The days of `1407`, `1407-07` or `1407-07-13` by the civil table; the paper may be a day off either way.

    Day 30 of a month that has 29 in the table is a real day where the new moon was seen later: it is the day after the 29th.
    None for what no Hijri year has.
    """
    year, month, day = _parts(written)
    try:
        if not month:
            last = to_gregorian(Hijri(year, 12, month_length(year, 12))).toordinal()
            return Span(to_gregorian(Hijri(year, 1, 1)).toordinal(), last, "year")
        first = to_gregorian(Hijri(year, month, 1)).toordinal()
    except (ValueError, OverflowError):
        return None
    if not day:
        return Span(first, first + month_length(year, month) - 1, "month")
    return Span(first + day - 1, first + day - 1, "day") if day <= 30 else None


def _parts(written: str) -> tuple[int, int, int]:
    year, month, day = (*written.split("-"), "0", "0")[:3]
    return int(year), int(month), int(day)


class Dates:
    """One day as the paper gives it in both calendars, as keyed.

    `gregorian` and `hijri` are the keyed texts, None where absent. `first`, `last` and `precision` are those of the Gregorian
    text, None where it is absent or names no day; `hijri_span` those of the Hijri one by the civil table. `presumed` is true
    when either calendar says so, `worded` when the words of the paper were keyed, `odd` when the date is presumed or impossible.
    """

    __slots__ = ("first", "gregorian", "hijri", "hijri_span", "last", "odd", "precision", "presumed", "raw", "worded")

    def __init__(self, raw: Mapping[str, Any]) -> None:
        ours = raw.get("gregorian", _NOTHING)
        theirs = raw.get("hijri", _NOTHING)
        self.raw: Mapping[str, Any] = raw
        self.gregorian: str | None = ours.get("value")
        self.hijri: str | None = theirs.get("value")
        self.presumed = "presumed" in ours or "presumed" in theirs
        if self.presumed:
            self.presumed = bool(ours.get("presumed") or theirs.get("presumed"))
        self.hijri_span = None if self.hijri is None else hijri(self.hijri)
        span = None if self.gregorian is None else gregorian(self.gregorian)
        self.worded = "as_written" in ours or "as_written" in theirs
        self.odd = self.presumed or (
            (span is None and self.gregorian is not None) or (self.hijri_span is None and self.hijri is not None)
        )
        self.first: int | None
        self.last: int | None
        self.precision: str | None
        if span is None:
            self.first = self.last = self.precision = None
        else:
            self.first, self.last, self.precision = span

    def as_written(self, calendar: str) -> str:
        """The words of the paper for `gregorian` or `hijri`; empty where they were not keyed."""
        return str(self.raw.get(calendar, _NOTHING).get("as_written", ""))


UNDATED = Dates(_NOTHING)
"""A date of which nothing is known."""
