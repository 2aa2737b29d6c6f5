"""Could the mother have been of that age?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.ages import age_range
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "MOTHER_AGE",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "Biology: outside these ages a date was misread, or the grandmother was keyed as the mother",
    {"least": 10, "least_warned": 14, "most_warned": 50, "most": 60},
    numbers=(35,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    if register.event != "birth":
        return None
    least, least_warned, most_warned, most = (profile.whole(RULE, name) for name in RULE.settings)

    def act(act: ActView) -> Iterable[Breach]:
        mother = act.person("mother")
        if mother is None:
            return ()
        youngest, oldest = age_range(mother, act.occurred)
        if oldest >= least_warned and youngest <= most_warned:
            return ()
        certain = oldest < least or youngest > most
        age = oldest if oldest < least_warned else youngest
        return (Breach(RULE, act.place, {"age": age}, None if certain else Severity.WARNING),)

    return Each(act)
