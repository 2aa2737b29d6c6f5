"""How old somebody was, as far as an act tells: a range, because dates may be years and ages may be rounded."""

from __future__ import annotations

from archive.check.views.act_view import PersonView
from archive.check.views.dates import Dates

_YEAR = 365.2425
UNKNOWN = (0, 10**6)
"""Any age."""


def age_range(person: PersonView, on: Dates) -> tuple[int, int]:
    """The youngest and oldest that the person can have been; by the age stated, else by the date of birth; UNKNOWN otherwise."""
    age = person.age
    if age is not None:
        return age, age
    born = person.born
    if born.first is None or born.last is None or on.first is None or on.last is None:
        return UNKNOWN
    return int((on.first - born.last) / _YEAR), int((on.last - born.first) / _YEAR)
