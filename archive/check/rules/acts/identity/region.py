"""Does the act stand on an image?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "ACT_WITHOUT_REGION",
    Stage.ACT,
    Severity.BLOCKING,
    Severity.WARNING,
    "An electronic act must be the faithful image of the paper one, so it says where that stands",
    numbers=(21,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """Accepted where the act's number is declared missing on the paper: it was keyed from elsewhere."""
    declared = register.missing_acts

    def act(act: ActView) -> Iterable[Breach]:
        return () if act.regions or act.number in declared else (Breach(RULE, act.place, {"number": act.number}),)

    return Each(act)
