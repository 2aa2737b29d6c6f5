"""Do the Arabic and the Latin spelling of a name have the same consonants?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.texts.consonant_skeleton import apart

RULE = Rule(
    "NAME_SPELLINGS_DIFFER",
    Stage.ACT,
    Severity.WARNING,
    Severity.WARNING,
    "Decree 2-99-665, article 35: the Latin spelling agrees with the Arabic one. Measured: 3 of 933 right pairs differ more.",
    {"edits": 1},
    numbers=(42,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Each[ActView]:
    """NAME_SPELLINGS_DIFFER for each part of a name whose two spellings are more consonants apart than the setting allows.

    Spellings that a list of given names has side by side (شلومو, Salomon) are one name, however they sound.
    """
    limit, lexicon = profile.whole(RULE, "edits"), register.knowledge.lexicon

    def found(act: ActView) -> Iterable[Breach]:
        arabic = latin = None
        wrong = None
        for name in act.names:
            if name[2] == "ar":
                arabic = name
            elif name[2] == "latin":
                latin = name
            else:
                continue
            if arabic and latin and arabic[0] is latin[0] and arabic[1] == latin[1]:
                if apart(arabic[3], latin[3], limit) > limit and not (lexicon and lexicon.same(arabic[3], latin[3])):
                    wrong = [*(wrong or ()), Breach(RULE, act.place, {"pointer": f"{name[0].pointer}/{name[1]}"})]
                arabic = latin = None
        return wrong or ()

    return Each(found)
