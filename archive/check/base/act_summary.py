"""What the rules over the whole base need of one kept act: a few hundred bytes, that can be sorted by the million."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import Any, cast

from archive.check.views.act_view import ActView, MentionView, PersonView
from archive.check.views.dates import Dates
from archive.delivery.facts.batch import DeliveredAct
from archive.model.identifiers import ActId, InvalidIdentifier
from archive.model.json import Json
from archive.model.records.act import ActObject
from archive.model.records.event import PRINCIPALS, Event

_CHANGES = ("name_change", "rectification_court", "rectification_prosecutor", "latin_spelling", "recognition")


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name of a person in both scripts; empty where absent."""

    ar: str = ""
    latin: str = ""


@dataclass(frozen=True, slots=True)
class ActSummary:
    """One kept act, condensed. `day` is the first on which the event may have taken place (date.toordinal) and `last` the
    last, both 0 where it is not known to the day; `mother_born` the first and last year of her birth, empty where unknown.

    `births` and `others` are the acts that it cites, `deaths` and `marriages` those that its mentions of that kind cite, as
    identifiers; `renamed` is true where a later mention changes a name.
    """

    id: str
    register: str
    event: str
    sex: str
    day: int
    last: int
    given: WrittenName
    surname: WrittenName
    mother: WrittenName
    mother_surname: WrittenName
    mother_born: tuple[int, ...]
    father: WrittenName
    rank: int
    births: tuple[str, ...]
    others: tuple[str, ...]
    deaths: tuple[str, ...]
    marriages: tuple[str, ...]
    dead: bool
    married: bool
    renamed: bool

    @property
    def identifier(self) -> ActId:
        return ActId.parse(self.id)

    def to_json(self) -> Json:
        """An array that `of` reads back."""
        return cast(Json, astuple(self))

    @classmethod
    def of(cls, written: Json) -> ActSummary:
        """Read what `to_json` wrote."""
        values = list(cast("Sequence[Any]", written))
        for position in _NAMES:
            values[position] = WrittenName(*values[position])
        build: Any = cls
        return cast(ActSummary, build(*(tuple(value) if isinstance(value, list) else value for value in values)))


_NAMES = [position for position, field in enumerate(fields(ActSummary)) if field.type == "WrittenName"]


def summary_of(act: ActObject) -> ActSummary:
    """The summary of one kept act (schemas/act.schema.json)."""
    view = ActView(DeliveredAct(str(act["id"]), act))
    person = _principal(view)
    mother, father = view.person("mother"), view.person("father")
    cited = [
        (str(link["event"]), str(link["act"])) for link in cast("Sequence[ActObject]", act.get("linked_acts") or ())
    ]
    kinds = {mention.kind for mention in view.mentions}
    return ActSummary(
        id=view.place,
        register=str(act["register"]),
        event=view.event,
        sex=person.sex if person else "",
        day=(view.occurred.first or 0) if view.occurred.day else 0,
        last=(view.occurred.last or 0) if view.occurred.day else 0,
        given=_name(person, "given"),
        surname=_name(person, "surname"),
        mother=_name(mother, "given"),
        mother_surname=_name(mother, "surname"),
        mother_born=_years(mother.born) if mother else (),
        father=_name(father, "given"),
        rank=(person.whole("birth_rank") or 0) if person else 0,
        births=tuple(known(act for event, act in cited if event == "birth")),
        others=tuple(known(act for event, act in cited if event != "birth")),
        deaths=tuple(_links(view.mentions, "death")),
        marriages=tuple(_links(view.mentions, "marriage")),
        dead="death" in kinds,
        married="marriage" in kinds,
        renamed=not kinds.isdisjoint(_CHANGES),
    )


def known(references: Iterator[str]) -> Iterator[str]:
    """Those references that are identifiers of acts: what is cited in words alone cannot be followed."""
    for reference in references:
        try:
            yield str(ActId.parse(reference))
        except InvalidIdentifier:
            continue


def _principal(view: ActView) -> PersonView | None:
    """The person whom an act is about; None where it is about two, or nobody."""
    about = PRINCIPALS[Event(view.event)]
    return view.person(about[0]) if len(about) == 1 else None


def _years(born: Dates) -> tuple[int, ...]:
    if born.first is None or born.last is None:
        return ()
    return date.fromordinal(born.first).year, date.fromordinal(born.last).year


def _name(person: PersonView | None, part: str) -> WrittenName:
    return WrittenName(person.name(part, "ar"), person.name(part, "latin")) if person else WrittenName()


def _links(mentions: Sequence[MentionView], kind: str) -> Iterator[str]:
    cited = (link for one in mentions if one.kind == kind for link in cast("Sequence[str]", one.raw.get("links") or ()))
    return known(str(link) for link in cited)
