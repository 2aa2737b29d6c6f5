"""Were the acts drawn up in the order of their numbers?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from archive.check.act_view import ActView
from archive.check.order import misplaced
from archive.check.register_view import RegisterView
from archive.check.rule import AtEnd, Found, Judge, Profile, Rule
from archive.model.finding import Severity

RULE = Rule(
    "DATES_OUT_OF_ORDER",
    32,
    Severity.WARNING,
    Severity.INFORMATION,
    "Decree 2-99-665, article 12: acts are written one after the other; a date that goes back is often a misread one",
)
_Drawn = tuple[int, str, int, str]
"""Number, suffix, day, place."""


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return AtEnd(_drawn, _found)


def _drawn(act: ActView) -> _Drawn | None:
    """Only days: a month or a year says nothing of order."""
    day = act.drawn_up.first
    return None if day is None or day != act.drawn_up.last else (act.number, act.suffix, day, act.place)


def _found(acts: Sequence[_Drawn]) -> Iterable[Found]:
    times = Counter((number, suffix) for number, suffix, _, _ in acts)
    ordered = sorted(act for act in acts if times[act[0], act[1]] == 1)
    for index in misplaced([day for _, _, day, _ in ordered]):
        number, suffix, _, place = ordered[index]
        yield Found(place, {"number": f"{number} {suffix}".strip(), "pointer": "/drawn_up"})
