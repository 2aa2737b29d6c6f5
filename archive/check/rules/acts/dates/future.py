"""Does any date lie after the day on which the delivery was closed?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.dates import gregorian
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "DATE_IN_FUTURE",
    Stage.ACT,
    Severity.ERROR,
    Severity.ERROR,
    "What was scanned has happened; the delivery's own date is the limit, so that the verdict does not depend on a clock",
    numbers=(40,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    closed = gregorian(register.created) if register.created else None
    if closed is None:
        return None
    limit = closed.last

    def act(act: ActView) -> Iterable[Breach]:
        for _, date in act.dated:
            if date.first is not None and date.first > limit:
                return found(act)
        return ()

    def found(act: ActView) -> Iterable[Breach]:
        for pointer, date in act.dated:
            if date.first is not None and date.first > limit:
                params = {"pointer": f"{pointer}/{date.calendar}", "date": date.text, "created": register.created}
                yield Breach(RULE, act.place, params)

    return Each(act)
