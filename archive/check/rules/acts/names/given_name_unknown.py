"""Is a given name in the list of given names?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from archive.check.engine.rule import Breach, Each, Profile, Rule, Stage
from archive.check.views.act_view import ActView, PersonView
from archive.check.views.names import given_names
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.records.event import PRINCIPALS, Event

RULE = Rule(
    "GIVEN_NAME_UNKNOWN",
    Stage.ACT,
    Severity.WARNING,
    Severity.INFORMATION,
    "To read again, not to refuse: every list lacks names. Asked when a list of given names is handed in (schemas/names).",
    numbers=(45,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Each[ActView] | None:
    """GIVEN_NAME_UNKNOWN for the persons whom an act is about, where the list knows none of their names in either script."""
    lexicon = register.knowledge.lexicon
    if lexicon is None:
        return None
    about = PRINCIPALS[Event(register.event)]

    @lru_cache(maxsize=1 << 14)
    def known(text: str, script: str) -> bool:
        return any(lexicon.of_name(name, script) for name in given_names(text, script))

    def found(act: ActView) -> Iterable[Breach]:
        for person in act.persons:
            if person.role in about and not _any_known(person, known):
                return [
                    Breach(RULE, act.place, {"pointer": f"{one.pointer}/given"})
                    for one in act.persons
                    if one.role in about and not _any_known(one, known)
                ]
        return ()

    return Each(found)


def _any_known(person: PersonView, known: Callable[[str, str], bool]) -> bool:
    """Whether the list knows a given name of this person, or there is none to know."""
    written = [(text, script) for script in ("ar", "latin") if (text := person.name("given", script))]
    return not written or any(known(text, script) for text, script in written)
