"""Are the Hijri years of the register those that its Gregorian year touches?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Judge, Once, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.dates import both, gregorian
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "HIJRI_YEARS_DIFFER",
    Stage.REGISTER,
    Severity.ERROR,
    Severity.WARNING,
    "Decree 2-99-665, article 18: dates are written in both calendars, and the Hijri year begins within the Gregorian one",
    numbers=(7,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return Once(lambda: _found(register)) if register.hijri_years else None


def _found(register: RegisterView) -> Iterable[Breach]:
    year = gregorian(f"{register.year:04d}")
    for position, one in enumerate(register.hijri_years):
        span = both(None, f"{one:03d}")
        if span is None or (year and (span.last < year.first or span.first > year.last)):
            yield Breach(RULE, f"{register.path}#/hijri_years/{position}", {"hijri": one, "year": register.year})
