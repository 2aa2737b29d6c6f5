"""Does the event lie in the time of its register, or as long before it as a late registration may come?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.dates.interval import FARTHEST
from archive.model.finding import Severity

RULE = Rule(
    "EVENT_FAR_FROM_YEAR",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "A register is opened for one year (decree 2-99-665, article 4): an act without a date of its own is bound by it. "
    "What comes late takes a declaratory judgement, and nobody is registered more than a lifetime after the event",
    {"years": 5, "years_judged": FARTHEST},
    numbers=(31,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """Up to `years` before the register's year is said elsewhere, by days; up to `years_judged` it takes a judgement."""
    years, judged = profile.whole(RULE, "years"), profile.whole(RULE, "years_judged")
    closed = date(register.year, 12, 31).toordinal()
    late, never = (date(max(1, register.year - many), 1, 1).toordinal() for many in (years, judged))

    def act(act: ActView) -> Iterable[Breach]:
        first, last = act.occurred.first, act.occurred.last
        if first is None or last is None:
            return ()
        if last >= (never if act.basis == "judgement" else late) and (
            first <= closed or act.drawn_up.first is not None
        ):
            return ()
        params = {"occurred": act.occurred.text, "year": register.year}
        return (Breach(RULE, act.place, params, Severity.WARNING if never <= last < late else None),)

    return Each(act)
