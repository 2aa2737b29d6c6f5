"""Is every Hijri date one that a Hijri year has?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "HIJRI_IMPOSSIBLE",
    Stage.ACT,
    Severity.ERROR,
    Severity.ERROR,
    "A Hijri month has 29 or 30 days, whichever the moon gives; month and day outside 1-12 and 1-30 break the schema already",
    numbers=(24,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return Each(_act)


def _act(act: ActView) -> Iterable[Breach]:
    return _found(act) if act.odd_dates else ()


def _found(act: ActView) -> Iterable[Breach]:
    for pointer, date in act.odd_dates:
        if date.hijri_span is None and date.hijri is not None:
            yield Breach(RULE, act.place, {"pointer": f"{pointer}/hijri", "date": date.hijri})
