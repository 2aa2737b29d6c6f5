"""Were the acts drawn up in the order of their numbers?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from archive.check.engine.rule import AtEnd, Breach, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.order import misplaced
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "DATES_OUT_OF_ORDER",
    Stage.REGISTER,
    Severity.WARNING,
    Severity.INFORMATION,
    "Decree 2-99-665, article 12: acts are written one after the other; a date that goes back is often a misread one",
    numbers=(32,),
)
RULES = (RULE,)
_Drawn = tuple[int, str, int, int, str]
"""Number, suffix, first and last day, place."""


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return AtEnd(_drawn, _found)


def _drawn(act: ActView) -> _Drawn | None:
    """Only days, as well as the calendar tells them: a month or a year says nothing of order."""
    first, last = act.drawn_up.first, act.drawn_up.last
    if first is None or last is None or not act.drawn_up.day:
        return None
    return act.number, act.suffix, first, last, act.place


def _found(acts: Sequence[_Drawn]) -> Iterable[Breach]:
    times = Counter((number, suffix) for number, suffix, *_ in acts)
    ordered = sorted(act for act in acts if times[act[0], act[1]] == 1)
    odd = misplaced([(first + last) // 2 for _, _, first, last, _ in ordered])
    away = set(odd)
    for index in odd:
        number, suffix, first, last, place = ordered[index]
        before = next((ordered[one] for one in range(index - 1, -1, -1) if one not in away), None)
        after = next((ordered[one] for one in range(index + 1, len(ordered)) if one not in away), None)
        if (before and last < before[2]) or (after and first > after[3]):
            yield Breach(RULE, place, {"number": f"{number} {suffix}".strip(), "pointer": "/drawn_up"})
