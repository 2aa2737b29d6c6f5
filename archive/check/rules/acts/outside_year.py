"""Was the act drawn up in the year of its register?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from archive.check.act_view import ActView
from archive.check.register_view import RegisterView
from archive.check.rule import Each, Found, Judge, Profile, Rule
from archive.model.finding import Severity

RULE = Rule(
    "ACT_OUTSIDE_YEAR",
    31,
    Severity.ERROR,
    Severity.WARNING,
    "Registers are opened at the start of the year and closed on 31 December (decree 2-99-665, articles 4 and 12)",
)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    first, last = date(register.year, 1, 1).toordinal(), date(register.year, 12, 31).toordinal()

    def act(act: ActView) -> Iterable[Found]:
        drawn = act.drawn_up
        if drawn.first is None or drawn.last is None or (drawn.last >= first and drawn.first <= last):
            return ()
        return (Found(act.place, {"drawn_up": drawn.gregorian, "year": register.year}),)

    return Each(act)
