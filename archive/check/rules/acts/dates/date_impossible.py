"""Is every Gregorian date a day that exists?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "DATE_IMPOSSIBLE",
    Stage.ACT,
    Severity.ERROR,
    Severity.ERROR,
    "ISO 8601: no 30 February; no leap day in other years",
    numbers=(23,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return Each(_act)


def _act(act: ActView) -> Iterable[Breach]:
    return _found(act) if act.odd_dates else ()


def _found(act: ActView) -> Iterable[Breach]:
    for pointer, date in act.odd_dates:
        if date.gregorian_span is None and date.gregorian is not None:
            yield Breach(RULE, act.place, {"pointer": f"{pointer}/gregorian", "date": date.gregorian})
