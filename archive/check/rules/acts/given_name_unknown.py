"""Is a given name in the list of given names?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.act_view import ActView
from archive.check.names import given_names
from archive.check.register_view import RegisterView
from archive.check.rule import Each, Found, Profile, Rule
from archive.model.event import PRINCIPALS, Event
from archive.model.finding import Severity

RULE = Rule(
    "GIVEN_NAME_UNKNOWN",
    45,
    Severity.WARNING,
    Severity.INFORMATION,
    "To read again, not to refuse: every list lacks names. Asked when a list of given names is handed in (schemas/names).",
)


def over(register: RegisterView, profile: Profile) -> Each[ActView] | None:
    """GIVEN_NAME_UNKNOWN for the persons whom an act is about, where the list knows none of their names in either script."""
    lexicon = register.knowledge.lexicon
    if lexicon is None:
        return None
    about = PRINCIPALS[Event(register.event)]

    def found(act: ActView) -> Iterator[Found]:
        for person in act.persons:
            if person.role not in about:
                continue
            names = [
                (one, script) for script in ("ar", "latin") for one in given_names(person.name("given", script), script)
            ]
            if names and not any(lexicon.of_name(one, script) for one, script in names):
                yield Found(act.place, {"pointer": f"{person.pointer}/given"})

    return Each(found)
