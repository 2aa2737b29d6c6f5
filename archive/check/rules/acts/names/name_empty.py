"""Is a person's name given, or said to be absent?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.check.engine.rule import Breach, Each, Profile, Rule, Stage
from archive.check.views.act_view import ActView, PersonView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.records.event import PRINCIPALS, Event

RULE = Rule(
    "NAME_EMPTY",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "Absent on paper, illegible and not keyed are different facts: what has no value says which.",
    numbers=(46,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Each[ActView]:
    """NAME_EMPTY for a person without any name and without a mark; those the act is about need a given name and a family's."""
    about = PRINCIPALS[Event(register.event)]

    def found(act: ActView) -> Iterable[Breach]:
        for person in act.persons:
            raw = person.raw
            if not ("given" in raw and "surname" in raw) and _empty(person, person.role in about):
                return empty(act)
        return empty(act) if act.odd_names else ()

    def empty(act: ActView) -> Iterator[Breach]:
        for person in act.persons:
            if _empty(person, person.role in about):
                yield Breach(RULE, act.place, {"pointer": person.pointer})
        for person, part, script, text in act.odd_names:
            if text.isspace():
                yield Breach(RULE, act.place, {"pointer": f"{person.pointer}/{part}/{script}"})

    return Each(found)


def _empty(person: PersonView, principal: bool) -> bool:
    families = "surname" in person.raw or "lineage" in person.raw
    return not ("given" in person.raw and families) if principal else not ("given" in person.raw or families)
