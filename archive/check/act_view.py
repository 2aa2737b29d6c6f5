"""An act as the rules see it: what follows its schema, taken apart once, for every rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from archive.check.dates import UNDATED, Dates, dates_in
from archive.delivery.batch import DeliveredAct
from archive.model.act import NAME_PARTS, ActObject
from archive.model.json import Json
from archive.model.keyed import Absence, absence_of

_NOTHING: Mapping[str, Json] = {}

Name = tuple["PersonView", str, str, str]
"""One written name: whose, its part (given, surname, lineage), its script (ar, latin, tifinagh), its text."""


class PersonView:
    """One person of an act. `pointer` is its place inside the act (RFC 6901), `raw` the object as delivered."""

    __slots__ = ("_born", "position", "raw", "role")

    def __init__(self, position: int, raw: ActObject) -> None:
        self.position = position
        self.raw = raw
        self.role = cast(str, raw["role"])
        self._born: Dates | None = None

    @property
    def pointer(self) -> str:
        return f"/persons/{self.position}"

    def name(self, part: str, script: str) -> str:
        """The text of a part of the name in a script; empty where it is absent."""
        return _text(cast("Mapping[str, Json]", self.raw.get(part) or _NOTHING).get(script))

    def text(self, field: str) -> str:
        """The text of a keyed field (sex, relation, nationality, marital_status …); empty where it is absent."""
        return _text(self.raw.get(field))

    def whole(self, field: str) -> int | None:
        """The number of a keyed field (age, birth_rank); None where it is absent."""
        keyed = self.raw.get(field)
        return cast("int | None", cast("Mapping[str, Json]", keyed).get("value")) if keyed else None

    @property
    def sex(self) -> str:
        """male, female or undetermined; empty where the act does not say."""
        return _text(self.raw.get("sex"))

    @property
    def age(self) -> int | None:
        return self.whole("age")

    @property
    def born(self) -> Dates:
        if self._born is None:
            self._born = dates_in(self.raw, "born")
        return self._born


class MentionView:
    """One marginal mention. `pointer` is its place inside the act, `raw` the object as delivered."""

    __slots__ = ("event_date", "kind", "mention_date", "order", "position", "raw")

    def __init__(self, position: int, raw: ActObject) -> None:
        self.position = position
        self.raw = raw
        self.order = cast(int, raw["order"])
        self.kind = cast(str, raw["kind"])
        self.event_date = dates_in(raw, "event_date")
        self.mention_date = dates_in(raw, "mention_date")

    @property
    def pointer(self) -> str:
        return f"/mentions/{self.position}"


class ActView:
    """One act that follows its schema. What it does not say is empty, None or UNDATED; `content` is the act as delivered.

    `names` are all written names, person by person; `regions` the regions as delivered.
    """

    __slots__ = (
        "basis",
        "content",
        "drawn_up",
        "event",
        "mentions",
        "names",
        "number",
        "occurred",
        "persons",
        "place",
        "regions",
        "status",
        "suffix",
        "time",
    )

    def __init__(self, act: DeliveredAct) -> None:
        content = act.content
        occurred = cast("Mapping[str, Json]", content["occurred"])
        self.place = act.place
        self.content = content
        self.number = cast(int, content["number"])
        self.suffix = cast(str, content.get("suffix") or "")
        self.event = cast(str, content["event"])
        self.basis = _text(content.get("basis"))
        self.status = cast(str, content.get("status") or "valid")
        self.occurred = dates_in(occurred, "date")
        self.time = _text(occurred.get("time"))
        self.drawn_up = dates_in(content, "drawn_up")
        persons: list[PersonView] = []
        names: list[Name] = []
        for raw in cast("Sequence[Mapping[str, Mapping[str, Mapping[str, str]]]]", content["persons"]):
            person = PersonView(len(persons), cast(ActObject, raw))
            persons.append(person)
            for part in NAME_PARTS:
                if part in raw:
                    for script, keyed in raw[part].items():
                        if "value" in keyed:
                            names.append((person, part, script, keyed["value"]))
        self.persons = tuple(persons)
        self.names = tuple(names)
        self.regions = cast("Sequence[ActObject]", content["regions"])
        listed = cast("Sequence[ActObject]", content.get("mentions") or ())
        self.mentions = tuple(MentionView(position, raw) for position, raw in enumerate(listed)) if listed else ()

    def person(self, role: str) -> PersonView | None:
        """The first person of a role; None where there is none."""
        for person in self.persons:
            if person.role == role:
                return person
        return None

    def all(self, role: str) -> tuple[PersonView, ...]:
        """Every person of a role."""
        return tuple(person for person in self.persons if person.role == role)

    def absence(self, field: str) -> Absence | None:
        """Why a keyed field of the act (basis, remarks) has no value; None when it has one."""
        return absence_of(self.content.get(field))


def view(act: DeliveredAct) -> ActView:
    """An act taken apart; it must follow its schema, because nothing is asked twice."""
    return ActView(act)


def _text(keyed: Json) -> str:
    return cast(str, cast("Mapping[str, Json]", keyed).get("value", "")) if keyed else ""


__all__ = ["UNDATED", "ActView", "Dates", "MentionView", "Name", "PersonView", "view"]
