"""Dates in figures: year first or last, parts left out or unread (`?`)."""

from __future__ import annotations

import re
from typing import NamedTuple

_UNREAD = r"(?:\?{1,2}|x{1,2}|_{1,2}|\.\.)"
_YEAR = r"(?P<year>\d{1,4}[?x_]{0,3})"
_MONTH = rf"(?P<month>\d{{1,2}}|{_UNREAD})"
_DAY = rf"(?P<day>\d{{1,2}}|{_UNREAD})"
_BETWEEN = r"\s*[-/.]\s*"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _YEAR,
        rf"{_YEAR}{_BETWEEN}{_MONTH}",
        rf"{_YEAR}{_BETWEEN}{_MONTH}{_BETWEEN}{_DAY}",
        rf"{_MONTH}{_BETWEEN}{_YEAR}",
        rf"{_DAY}{_BETWEEN}{_MONTH}{_BETWEEN}{_YEAR}",
    )
)


class Figures(NamedTuple):
    """The years that the figures leave open, month and day; None for what is not said or was not read."""

    first_year: int
    last_year: int
    month: int | None
    day: int | None


def figures(text: str) -> Figures | None:
    """What figures say; None for what is no date in figures. A year has four places, so that 21/08/53 is not understood."""
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is None or len(found["year"]) != 4 or not found["year"][:2].isdigit():
            continue
        year = found["year"]
        first, last = (int(re.sub("[?x_]", digit, year)) for digit in "09")
        parts = found.groupdict()
        month, day = (_number(parts.get(name)) for name in ("month", "day"))
        return Figures(first, last, month, day if month is not None else None)
    return None


def _number(part: str | None) -> int | None:
    return int(part) if part is not None and part.isdigit() else None
