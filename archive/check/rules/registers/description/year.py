"""Were most of the acts drawn up in the year that the register is said to be of?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from archive.check.engine.rule import AtEnd, Breach, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "YEAR_DIFFERS",
    Stage.REGISTER,
    Severity.ERROR,
    Severity.WARNING,
    "Decree 2-99-665, article 4: a register is opened for one year",
    numbers=(7,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return AtEnd(_year, lambda years: _found(register, years)) if register.keyed else None


def _year(act: ActView) -> int | None:
    """The Gregorian year of the act; None where it may be one of two."""
    first, last = act.drawn_up.first, act.drawn_up.last
    if first is None or last is None:
        return None
    year = date.fromordinal(first).year
    return year if date.fromordinal(last).year == year else None


def _found(register: RegisterView, years: Sequence[int]) -> Iterable[Breach]:
    for year, count in Counter(years).most_common(1):
        if year != register.year and 2 * count > len(years):
            params = {"year": register.year, "found": year, "count": count, "of": len(years)}
            yield Breach(RULE, f"{register.path}#/year", params)
