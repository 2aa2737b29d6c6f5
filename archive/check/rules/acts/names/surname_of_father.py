"""Does a child bear its father's surname?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.names import folded
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "SURNAME_DIFFERS",
    Stage.ACT,
    Severity.WARNING,
    Severity.WARNING,
    "Dahir of 8 March 1950, article 6: a family name is given or confirmed at registration, and children bear it.",
    {"regimes": ["dahir1950", "law37-99", "law36-21"]},
    numbers=(43,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Each[ActView] | None:
    """SURNAME_DIFFERS under the regimes in which surnames are inherited; the Arabic spelling decides where both have one."""
    inherited = register.regime in profile.listed(RULE, "regimes")
    return Each(_found) if inherited and register.event == "birth" else None


def _found(act: ActView) -> Iterable[Breach]:
    father, child = act.person("father"), act.person("child")
    if father is None or child is None:
        return ()
    for script in ("ar", "latin"):
        ours, his = child.name("surname", script), father.name("surname", script)
        if ours and his:
            same = ours == his or folded(ours, script) == folded(his, script)
            return () if same else (Breach(RULE, act.place, {"pointer": f"{child.pointer}/surname"}),)
    return ()
