"""Was the event declared within the time that the law gives, or is there a judgement?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "LATE_DECLARATION",
    Stage.ACT,
    Severity.WARNING,
    Severity.INFORMATION,
    "Law 37-99: births and deaths are declared within 30 days, within a year abroad; later it takes a declaratory judgement",
    {"days": 30, "days_abroad": 366},
    numbers=(29,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """An act that does not say when it was drawn up was so in the year of its register, on its first day at the earliest."""
    if register.event not in ("birth", "death"):
        return None
    opened = date(register.year, 1, 1).toordinal()
    days = profile.whole(RULE, "days_abroad" if register.abroad else "days")

    def act(act: ActView) -> Iterable[Breach]:
        if act.basis != "declaration" or act.occurred.last is None:
            return ()
        drawn = act.drawn_up.first
        late = (opened if drawn is None else drawn) - act.occurred.last
        return (Breach(RULE, act.place, {"days": late, "limit": days}),) if late > days else ()

    return Each(act)
