"""Is a date that the act presumes keyed with the precision that it really has?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "PRESUMED_DAY",
    Stage.ACT,
    Severity.WARNING,
    Severity.INFORMATION,
    "A day presumed because only the year is known is keyed as the year, else it counts as a birth of 1 January",
    {"days": ["01-01"]},
    numbers=(39,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    days = tuple(f"-{day}" for day in cast("Sequence[str]", profile.setting(RULE, "days")))

    def found(act: ActView) -> Iterable[Breach]:
        for pointer, date in act.odd_dates:
            if date.presumed and date.gregorian_span and date.gregorian and date.gregorian.endswith(days):
                yield Breach(RULE, act.place, {"pointer": f"{pointer}/gregorian", "date": date.gregorian})

    return Each(lambda act: found(act) if act.odd_dates else ())
