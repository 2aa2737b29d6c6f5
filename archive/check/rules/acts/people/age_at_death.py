"""Could the deceased have lived so long?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.ages import age_range
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "AGE_AT_DEATH",
    Stage.ACT,
    Severity.WARNING,
    Severity.INFORMATION,
    "Hardly anybody lives longer; ages given by hearsay are often too high",
    {"most": 115},
    numbers=(37,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    if register.event != "death":
        return None
    most = profile.whole(RULE, "most")

    def act(act: ActView) -> Iterable[Breach]:
        deceased = act.person("deceased")
        youngest = age_range(deceased, act.occurred)[0] if deceased is not None else 0
        return (Breach(RULE, act.place, {"age": youngest, "most": most}),) if youngest > most else ()

    return Each(act)
