"""An act as the rules see it: what follows its schema, taken apart once, for every rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from archive.check.views.dates import UNDATED, Dates
from archive.check.views.names import plain
from archive.delivery.facts.batch import DeliveredAct
from archive.model.json import Json
from archive.model.records.act import NAME_PARTS, ActObject

_NOTHING: Mapping[str, Json] = {}

Name = tuple["PersonView", str, str, str]
"""One written name: whose, its part (given, surname, lineage), its script (ar, latin, tifinagh), its text."""


class PersonView:
    """One person of an act. `pointer` is its place inside the act (RFC 6901), `raw` the object as delivered."""

    __slots__ = ("born", "position", "raw", "role")

    def __init__(self, position: int, raw: Mapping[str, Any]) -> None:
        self.position = position
        self.raw: ActObject = raw
        self.role: str = raw["role"]
        self.born = Dates(raw["born"]) if "born" in raw else UNDATED

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
        keyed: Any = self.raw.get(field)
        return keyed.get("value") if keyed else None

    def flag(self, field: str) -> bool:
        """Whether a keyed yes or no (deceased, signed) is yes."""
        keyed: Any = self.raw.get(field)
        return bool(keyed.get("value")) if keyed else False

    @property
    def sex(self) -> str:
        """male, female or undetermined; empty where the act does not say."""
        return _text(self.raw.get("sex"))

    @property
    def age(self) -> int | None:
        return self.whole("age")


class MentionView:
    """One marginal mention. `pointer` is its place inside the act, `raw` the object as delivered."""

    __slots__ = ("event_date", "kind", "mention_date", "order", "position", "raw")

    def __init__(self, position: int, raw: Mapping[str, Any]) -> None:
        self.position = position
        self.raw: ActObject = raw
        self.order: int = raw["order"]
        self.kind: str = raw["kind"]
        self.event_date = Dates(raw["event_date"]) if "event_date" in raw else UNDATED
        self.mention_date = Dates(raw["mention_date"]) if "mention_date" in raw else UNDATED

    @property
    def pointer(self) -> str:
        return f"/mentions/{self.position}"


class ActView:
    """One act that follows its schema. What it does not say is empty, None or UNDATED; `content` is the act as delivered.

    `names` are all written names, person by person, and `odd_names` those with anything but letters of their script in them;
    `dated` are all dates, each with its place inside the act, `worded` those that were keyed in words too, `odd_dates` those that
    are presumed or impossible; `regions` the regions as delivered.
    """

    __slots__ = (
        "basis",
        "content",
        "dated",
        "drawn_up",
        "event",
        "first",
        "mentions",
        "names",
        "number",
        "occurred",
        "odd_dates",
        "odd_names",
        "persons",
        "place",
        "regions",
        "status",
        "suffix",
        "time",
        "worded",
    )

    def __init__(self, act: DeliveredAct) -> None:
        content: Mapping[str, Any] = act.content
        occurred = content["occurred"]
        self.place = act.place
        self.content: ActObject = content
        self.number: int = content["number"]
        self.suffix: str = content.get("suffix", "")
        self.event: str = content["event"]
        self.basis: str = content["basis"].get("value", "") if "basis" in content else ""
        self.status: str = content.get("status", "valid")
        self.occurred = Dates(occurred["date"])
        self.time: str = occurred["time"].get("value", "") if "time" in occurred else ""
        self.drawn_up = Dates(content["drawn_up"]) if "drawn_up" in content else UNDATED
        persons: list[PersonView] = []
        first: dict[str, PersonView] = {}
        names: list[Name] = []
        odd: list[Name] = []
        dated: list[tuple[str, Dates]] = [("/occurred/date", self.occurred)]
        if self.drawn_up is not UNDATED:
            dated.append(("/drawn_up", self.drawn_up))
        for position, raw in enumerate(content["persons"]):
            person = PersonView(position, raw)
            persons.append(person)
            if person.role not in first:
                first[person.role] = person
            if person.born is not UNDATED:
                dated.append((f"/persons/{position}/born", person.born))
            for part in NAME_PARTS:
                if part in raw:
                    for script, keyed in raw[part].items():
                        if "value" in keyed:
                            text = keyed["value"]
                            names.append((person, part, script, text))
                            if not plain(text, script):
                                odd.append(names[-1])
        self.persons = persons
        self.first = first
        self.names = names
        self.odd_names = odd
        self.regions: Sequence[ActObject] = content["regions"]
        self.mentions: Sequence[MentionView] = ()
        if content.get("mentions"):
            self.mentions = [MentionView(position, raw) for position, raw in enumerate(content["mentions"])]
            for mention in self.mentions:
                if mention.event_date is not UNDATED:
                    dated.append((f"{mention.pointer}/event_date", mention.event_date))
                if mention.mention_date is not UNDATED:
                    dated.append((f"{mention.pointer}/mention_date", mention.mention_date))
        if "judgement" in content and "date" in content["judgement"]:
            dated.append(("/judgement/date", Dates(content["judgement"]["date"])))
        self.dated = dated
        self.odd_dates = [one for one in dated if one[1].odd]
        self.worded = [one for one in dated if one[1].worded]

    def person(self, role: str) -> PersonView | None:
        """The first person of a role; None where there is none."""
        return self.first.get(role)

    def all(self, role: str) -> tuple[PersonView, ...]:
        """Every person of a role."""
        return tuple(person for person in self.persons if person.role == role)


def view(act: DeliveredAct) -> ActView:
    """An act taken apart; it must follow its schema, because nothing is asked twice."""
    return ActView(act)


def _text(keyed: Json) -> str:
    return cast(str, cast("Mapping[str, Json]", keyed).get("value", "")) if keyed else ""


__all__ = ["UNDATED", "ActView", "Dates", "MentionView", "Name", "PersonView", "view"]
