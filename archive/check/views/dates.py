"""Keyed dates as spans of days: each calendar's own, and the one interval of both that the rules read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from archive.model.dates.interval import GREGORIAN, HIJRI, TOLERANCE, Interval, between, interval_of

_NOTHING: Mapping[str, Any] = {}


class Span(NamedTuple):
    """Proleptic Gregorian day numbers, both included (date.toordinal)."""

    first: int
    last: int


@lru_cache(maxsize=1 << 14)
def gregorian(written: str) -> Span | None:
    """The days of `1987`, `1987-03` or `1987-03-14`; None for a day that does not exist, such as 1987-02-30."""
    return _span(interval_of(written, GREGORIAN))


@lru_cache(maxsize=1 << 14)
def hijri(written: str) -> Span | None:
    """The days of `1407`, `1407-07` or `1407-07-13` by the civil table alone, where two calendars are compared."""
    return _span(interval_of(written, HIJRI, 0))


@lru_cache(maxsize=1 << 16)
def both(ours: str | None, theirs: str | None) -> Span | None:
    """The one interval of a Gregorian and a Hijri text."""
    return _span(between(ours, theirs, TOLERANCE))


def _span(days: Interval | None) -> Span | None:
    return None if days is None else Span(days.first.toordinal(), days.last.toordinal())


class Dates:
    """One day as the paper gives it in either calendar or both, as keyed.

    `gregorian` and `hijri` are the keyed texts, None where absent; `gregorian_span` and `hijri_span` their days by themselves,
    None where absent or impossible. `first` and `last` bound the interval of both (archive.model.interval), None where nothing
    is known. `presumed` is true when either calendar says so, `worded` when the words of the paper were keyed, `odd` when the
    date is presumed or impossible.
    """

    __slots__ = (
        "first",
        "gregorian",
        "gregorian_span",
        "hijri",
        "hijri_span",
        "last",
        "odd",
        "presumed",
        "raw",
        "worded",
    )

    def __init__(self, raw: Mapping[str, Any]) -> None:
        ours = raw.get("gregorian", _NOTHING)
        theirs = raw.get("hijri", _NOTHING)
        self.raw: Mapping[str, Any] = raw
        told: str | None = ours.get("value")
        too: str | None = theirs.get("value")
        self.gregorian = told
        self.hijri = too
        self.presumed = False
        self.gregorian_span = None if told is None else gregorian(told)
        self.hijri_span = None if too is None else hijri(too)
        if "presumed" in ours and ours["presumed"] and told is not None:
            self.presumed, told = True, told[:4]
        if "presumed" in theirs and theirs["presumed"] and too is not None:
            self.presumed, too = True, too.partition("-")[0]
        self.worded = "as_written" in ours or "as_written" in theirs
        self.odd = self.presumed or (
            (self.gregorian_span is None and told is not None) or (self.hijri_span is None and too is not None)
        )
        self.first: int | None
        self.last: int | None
        span = both(told, too)
        self.first, self.last = (None, None) if span is None else span

    @property
    def calendar(self) -> str:
        """The calendar whose text decides: the Gregorian one, unless it is absent or impossible."""
        return GREGORIAN if self.gregorian_span is not None or self.hijri_span is None else HIJRI

    @property
    def text(self) -> str | None:
        """The keyed text that decides, a Hijri one marked as such."""
        return self.gregorian if self.calendar == GREGORIAN else f"{self.hijri} H"

    @property
    def day(self) -> bool:
        """Whether the date is known to the day, as well as its calendar tells days."""
        return self.first is not None and self.last is not None and self.last - self.first <= 2 * TOLERANCE

    def as_written(self, calendar: str) -> str:
        """The words of the paper for `gregorian` or `hijri`; empty where they were not keyed."""
        return str(self.raw.get(calendar, _NOTHING).get("as_written", ""))


UNDATED = Dates(_NOTHING)
"""A date of which nothing is known."""
