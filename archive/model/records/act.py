"""An act is kept as the JSON object that schemas/act.schema.json describes; these functions read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from archive.model.json import Json
from archive.model.records.event import PRINCIPALS, Event, Role
from archive.model.records.keyed import text_of
from archive.model.records.view import Region

SCRIPTS = ("ar", "latin", "tifinagh")
NAME_PARTS = ("given", "surname", "lineage")

ActObject = Mapping[str, Json]
"""One act as schemas/act.schema.json describes it."""

_ROLES = {str(role): role for role in Role}
_NOTHING: ActObject = {}


class PersonName(NamedTuple):
    """The name of one person in one script, as written. The same person in another script is another fact."""

    role: Role
    script: str
    given: str
    surname: str
    lineage: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.given, self.lineage, self.surname)))


def objects(act: ActObject, name: str) -> Sequence[ActObject]:
    """The list of objects under a name; empty when it was not given."""
    return cast(Sequence[ActObject], act.get(name) or ())


def names(act: ActObject) -> Iterator[PersonName]:
    """Every name in the act, person by person, script by script; nothing for names that are absent."""
    for person in objects(act, "persons"):
        written: dict[str, list[str]] = {}
        for at, part in enumerate(NAME_PARTS):
            for script, keyed in (cast(ActObject | None, person.get(part)) or _NOTHING).items():
                text = text_of(keyed)
                if text:
                    written.setdefault(script, ["", "", ""])[at] = text
        if written:
            role = _ROLES[str(person["role"])]
            for script in SCRIPTS:
                if script in written:
                    yield PersonName(role, script, *written[script])


def principals(act: ActObject) -> Iterator[PersonName]:
    """The names of the persons whom the act is about."""
    about = PRINCIPALS[Event(str(act["event"]))]
    return (name for name in names(act) if name.role in about)


def regions(act: ActObject) -> tuple[Region, ...]:
    """Where the act stands in the stored images."""
    return tuple(Region.of(region) for region in objects(act, "regions"))


def mentions(act: ActObject) -> Sequence[ActObject]:
    """The marginal mentions, in the order of the margin."""
    return objects(act, "mentions")


def regions_with_mentions(act: ActObject) -> tuple[Region, ...]:
    """Where the act and its marginal mentions stand."""
    return (*regions(act), *(region for mention in mentions(act) for region in regions(mention)))
