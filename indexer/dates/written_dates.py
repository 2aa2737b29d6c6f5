"""When an act says that its event took place: the interval of days that the paper leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from archive.model.dates.interval import FARTHEST, TOLERANCE, Interval, days_of, gregorian
from archive.model.json import Json
from archive.model.records.act import ActObject


def occurred(act: ActObject, opened: int, tolerance: int = TOLERANCE) -> Interval:
    """The days of the event; the register's year where the act does not tell, or tells what no register of that year can.

    So a Gregorian year that was keyed as a Hijri one is not looked for in 2549, and does not close the act until 2649; nor does
    a Hijri year that was keyed as a Gregorian one open it.
    """
    days = days_of(cast(Mapping[str, Json], cast(Mapping[str, Json], act["occurred"])["date"]), tolerance)
    if days is None or days.last.year < opened - FARTHEST or days.first.year > opened + FARTHEST:
        return gregorian(opened)
    return days
