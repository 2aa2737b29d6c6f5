"""Does a title stand among a child's given names?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Each, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.names import folded_word
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "TITLE_IN_NAME",
    Stage.ACT,
    Severity.WARNING,
    Severity.INFORMATION,
    "Law 36-21, article 34: no Moulay, Sidi or Lalla before a given name without proof.",
    {
        "regimes": ["law36-21"],
        "titles": ["مولاي", "سيدي", "لالة", "للا", "moulay", "mly", "sidi", "lalla"],
    },
    numbers=(47,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Each[ActView] | None:
    """TITLE_IN_NAME under the regimes that ask for proof, where a given name begins with a title."""
    if register.event != "birth" or register.regime not in profile.listed(RULE, "regimes"):
        return None
    titles = {folded_word(title, script) for title in profile.listed(RULE, "titles") for script in ("ar", "latin")} - {
        ""
    }

    def found(act: ActView) -> Iterator[Breach]:
        for child in act.persons:
            if child.role != "child":
                continue
            for script in ("ar", "latin"):
                words = child.name("given", script).replace("-", " ").split()
                if len(words) > 1 and folded_word(words[0], script) in titles:
                    yield Breach(RULE, act.place, {"pointer": f"{child.pointer}/given/{script}"})

    return Each(found)
