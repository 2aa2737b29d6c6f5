"""Are there only letters in a name?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.check.engine.rule import Breach, Each, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.names import foreign_signs
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "NAME_CHARACTERS",
    Stage.ACT,
    Severity.WARNING,
    Severity.WARNING,
    "A digit or a sign in a name is a slip of the keyboard. Hyphen, apostrophe and full stop are part of names.",
    numbers=(48,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Each[ActView]:
    """NAME_CHARACTERS for each name with digits, or with signs that no name has."""
    return Each(_found)


def _found(act: ActView) -> Iterable[Breach]:
    return tuple(_odd(act)) if act.odd_names else ()


def _odd(act: ActView) -> Iterator[Breach]:
    for person, part, script, text in act.odd_names:
        if foreign_signs(text):
            yield Breach(RULE, act.place, {"pointer": f"{person.pointer}/{part}/{script}"})
