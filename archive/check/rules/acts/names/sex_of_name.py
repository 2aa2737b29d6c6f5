"""Is the stated sex that of those who bear the given name?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from archive.check.engine.rule import Breach, Each, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.names import given_names
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "SEX_DIFFERS_FROM_NAME",
    Stage.ACT,
    Severity.WARNING,
    Severity.WARNING,
    "A sex keyed wrong shows in the given name. Asked when a list of given names is handed in (schemas/names).",
    numbers=(44,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Each[ActView] | None:
    """SEX_DIFFERS_FROM_NAME where the list knows the name for the other sex alone."""
    lexicon = register.knowledge.lexicon
    if lexicon is None:
        return None

    @lru_cache(maxsize=1 << 14)
    def only(text: str, script: str) -> str:
        """The one sex that bears the first of these names; empty where both do, or nobody knows."""
        names = given_names(text, script)
        borne = lexicon.of_name(names[0], script) if names else frozenset()
        return next(iter(borne)) if len(borne) == 1 else ""

    def known(arabic: str) -> bool:
        return any(lexicon.of_name(name, "ar") for name in given_names(arabic, "ar")[:1])

    def found(act: ActView) -> Iterable[Breach]:
        wrong: dict[int, Breach] = {}
        for person, part, script, text in act.names:
            if part == "given" and script in _SCRIPTS and (borne := only(text, script)):
                stated = person.sex or _OF_ROLE.get(person.role, "")
                # Where the list knows the Arabic name it decides: one Latin spelling often serves two names.
                if stated != borne and stated in _ASKED and (script == "ar" or not known(person.name("given", "ar"))):
                    wrong[person.position] = Breach(RULE, act.place, {"pointer": f"{person.pointer}/sex"})
        return wrong.values()

    return Each(found)


_ASKED = ("male", "female")
_SCRIPTS = ("ar", "latin")
_OF_ROLE = {"father": "male", "mother": "female", "husband": "male", "wife": "female"}
