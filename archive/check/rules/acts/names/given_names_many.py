"""Has a child more than two given names?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Each, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.names import given_names
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "GIVEN_NAMES_TOO_MANY",
    Stage.ACT,
    Severity.WARNING,
    Severity.INFORMATION,
    "Law 36-21, article 34: at most two given names.",
    {"regimes": ["law36-21"], "most": 2},
    numbers=(47,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Each[ActView] | None:
    """GIVEN_NAMES_TOO_MANY under the regimes that set a limit; compound names count as one."""
    if register.event != "birth" or register.regime not in profile.listed(RULE, "regimes"):
        return None
    most = profile.whole(RULE, "most")

    def found(act: ActView) -> Iterator[Breach]:
        for child in act.persons:
            if child.role != "child":
                continue
            script = "ar" if child.name("given", "ar") else "latin"
            count = len(given_names(child.name("given", script), script))
            if count > most:
                yield Breach(
                    RULE, act.place, {"pointer": f"{child.pointer}/given/{script}", "count": count, "most": most}
                )

    return Each(found)
