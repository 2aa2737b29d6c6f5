"""What of an act can be searched: each written value with the part that it plays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, assert_never, cast

from archive.model.json import Json
from archive.model.records.act import NAME_PARTS, SCRIPTS, ActObject, mentions, names, objects
from archive.model.records.event import PRINCIPALS, Event, Role
from archive.model.records.keyed import text_of

SELF = "self"
PERSONS = (SELF, "father", "mother", "spouse", "declarant", "witness")
"""The parts that persons play; `self` is the person whom the act is about, whatever the event."""
SECOND = "_2"
"""Ends the part of a second person of a role, so that the words of two persons are not taken for those of one; more persons of
a role stand with the second."""
OTHERS = ("officer", "place", "mention", "number", "text")
FIELDS = (*PERSONS, *(f"{person}{SECOND}" for person in PERSONS), *OTHERS)
"""The parts that a word can play in a document."""


def played_by(role: str) -> tuple[str, ...]:
    """The parts that stand for a role, a person each."""
    return (role, f"{role}{SECOND}") if role in PERSONS else (role,)


def role_of(field: str) -> str:
    """The role that a part stands for, whichever person of it."""
    return field.removesuffix(SECOND)


class Value(NamedTuple):
    """One written value: its field, its script (ar, latin, tifinagh, or empty when it has none) and the text as written."""

    field: str
    script: str
    text: str


def values_of(act: ActObject) -> Iterator[Value]:
    """Every searchable value of an act, in the order of the act; the same value may come twice."""
    yield from _persons(act)
    yield Value("number", "", number_of(act))
    yield from _places(act)
    for mention in mentions(act):
        yield from _mentioned(mention)
    remarks = text_of(act.get("remarks"))
    if remarks is not None:
        yield Value("text", "", remarks)


def _persons(act: ActObject) -> Iterator[Value]:
    """The name of every person, each of a role in a part of its own as far as there are parts."""
    played = _PLAYED[Event(str(act["event"]))]
    seen: set[str] = set()
    for person in objects(act, "persons"):
        field = ""
        for name in names({"persons": [person]}):
            field = played[name.role]
            second = field in seen and field in PERSONS
            yield Value(f"{field}{SECOND}" if second else field, name.script, str(name))
        seen.add(field)


def number_of(act: ActObject) -> str:
    """The act's number with its suffix, as `12 bis`."""
    return " ".join(str(act[part]) for part in ("number", "suffix") if part in act)


def _field(role: Role) -> str:
    """A child or spouse who is not whom the act is about is a word of the field that fits best."""
    match role:
        case Role.FATHER | Role.MOTHER | Role.SPOUSE | Role.DECLARANT | Role.WITNESS | Role.OFFICER:
            return str(role)
        case Role.HUSBAND | Role.WIFE:
            return "spouse"
        case Role.CHILD | Role.DECEASED:
            return "text"
        case _:
            assert_never(role)


_PLAYED = {
    event: {role: SELF if role in about else _field(role) for role in Role} for event, about in PRINCIPALS.items()
}
"""By event and role, the field of a name."""


def _places(act: ActObject) -> Iterator[Value]:
    places = [cast(ActObject, act["occurred"]).get("place")]
    for person in objects(act, "persons"):
        places += (person.get("birthplace"), person.get("residence"))
    for place in places:
        if place is not None and isinstance(place, Mapping):
            yield from _scripts(place.get("name"), "place")


def _mentioned(mention: ActObject) -> Iterator[Value]:
    """The text of a marginal mention, the officer and authority behind it, and the other person whom it names."""
    for part in ("text", "authority", "officer"):
        yield from _scripts(mention.get(part), "mention")
    other = mention.get("other")
    if isinstance(other, Mapping):
        for script in SCRIPTS:
            parts = (cast(ActObject, other.get(part) or {}) for part in NAME_PARTS)
            written = " ".join(text for part in parts if (text := text_of(part.get(script))))
            if written:
                yield Value("mention", script, written)
    reference = text_of(mention.get("reference"))
    if reference is not None:
        yield Value("mention", "", reference)


def _scripts(name: Json, field: str) -> Iterator[Value]:
    if isinstance(name, Mapping):
        for script in SCRIPTS:
            text = text_of(name.get(script))
            if text is not None:
                yield Value(field, script, text)
