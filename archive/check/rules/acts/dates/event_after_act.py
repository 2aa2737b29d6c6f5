"""Did the event take place before the act was drawn up?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "EVENT_AFTER_ACT",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "Nothing is recorded before it happens",
    numbers=(28,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return Each(_act)


def _act(act: ActView) -> Iterable[Breach]:
    first, drawn = act.occurred.first, act.drawn_up.last
    if first is None or drawn is None or first <= drawn:
        return ()
    return (Breach(RULE, act.place, {"occurred": act.occurred.text, "drawn_up": act.drawn_up.text}),)
