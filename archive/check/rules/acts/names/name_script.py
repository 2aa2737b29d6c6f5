"""Is a name written in the letters of its own field?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.check.engine.rule import Breach, Each, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.names import foreign_letters
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "NAME_SCRIPT",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "Decree 2-99-665, article 18: names in Arabic and in Latin letters; each script is a fact of its own.",
    numbers=(41,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Each[ActView]:
    """NAME_SCRIPT for each name that holds letters of another script."""
    return Each(_found)


def _found(act: ActView) -> Iterable[Breach]:
    return tuple(_odd(act)) if act.odd_names else ()


def _odd(act: ActView) -> Iterator[Breach]:
    for person, part, script, text in act.odd_names:
        if foreign_letters(text, script):
            yield Breach(RULE, act.place, {"pointer": f"{person.pointer}/{part}/{script}"})
