"""Could the father have been of that age?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.ages import age_range
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "FATHER_AGE",
    Stage.ACT,
    Severity.WARNING,
    Severity.INFORMATION,
    "Biology: outside these ages a date was misread, or another man was keyed as the father",
    {"least": 13, "most": 90},
    numbers=(36,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """A father who is said to be dead may have died in any age."""
    if register.event != "birth":
        return None
    least, most = profile.whole(RULE, "least"), profile.whole(RULE, "most")

    def act(act: ActView) -> Iterable[Breach]:
        father = act.person("father")
        if father is None:
            return ()
        youngest, oldest = age_range(father, act.occurred)
        if (oldest >= least and youngest <= most) or father.flag("deceased"):
            return ()
        return (Breach(RULE, act.place, {"age": oldest if oldest < least else youngest}),)

    return Each(act)
