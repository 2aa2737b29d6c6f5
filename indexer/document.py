"""What the search engine is given: one document for an act, one for a transcribed view. Values, the same for every engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from archive.model.act import ActObject
from archive.model.identifiers import RegisterId
from archive.model.json import Json
from archive.model.keyed import value_of
from archive.model.register import RegisterObject
from archive.model.transcription import Line
from archive.model.view import Region
from indexer.names.words import words
from indexer.values import FIELDS, SELF, Value, number_of, values_of
from indexer.years import TOLERANCE, Years, years_of

ACT = "act"
VIEW = "view"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a list of results needs: number, date as written by calendar, office name by language, year of the register."""

    number: str
    date: Mapping[str, str]
    office_name: Mapping[str, str]
    year: int


@dataclass(frozen=True, slots=True)
class Document:
    """`id` is the act's identifier (with `@copy` unless it is the office copy), or `package#view`; it is unique.

    `office` is the office's identifier (`ma_01.511.01.03-1`); `view` is empty for an act, `act` for a view. `values` are what
    is searched of an act, `lines` of a view.
    """

    id: str
    kind: str
    act: str
    view: str
    register: str
    package: str
    office: str
    event: str
    regime: str
    copy: str
    years: Years
    shown: Shown
    values: tuple[Value, ...] = ()
    lines: tuple[Line, ...] = field(default=())

    @property
    def fields(self) -> Mapping[str, tuple[str, ...]]:
        """The distinct words by the part they play, each in the order of first appearance."""
        found: dict[str, dict[str, None]] = {}
        for value in self.values:
            found.setdefault(value.field, {}).update(dict.fromkeys(words(value.text)))
        for line in self.lines:
            found.setdefault("text", {}).update(dict.fromkeys(words(line.text)))
        return {name: tuple(found[name]) for name in FIELDS if found.get(name)}

    @property
    def words(self) -> tuple[str, ...]:
        """All distinct words, whatever part they play."""
        return tuple(dict.fromkeys(word for part in self.fields.values() for word in part))

    @property
    def principals(self) -> tuple[Value, ...]:
        """The names of the persons whom the act is about, script by script."""
        return tuple(value for value in self.values if value.field == SELF)

    @property
    def order(self) -> tuple[int, str]:
        """Where it stands among hits: by year, then by identifier."""
        return self.years.first, self.id

    def to_json(self) -> dict[str, Json]:
        """A JSON object that `of` reads back, for engines that keep documents."""
        return {
            "id": self.id,
            "kind": self.kind,
            "act": self.act,
            "view": self.view,
            "register": self.register,
            "package": self.package,
            "office": self.office,
            "event": self.event,
            "regime": self.regime,
            "copy": self.copy,
            "years": [self.years.first, self.years.last],
            "shown": {
                "number": self.shown.number,
                "date": dict(self.shown.date),
                "office_name": dict(self.shown.office_name),
                "year": self.shown.year,
            },
            "values": [[value.field, value.script, value.text] for value in self.values],
            "lines": [[line.name, line.text, line.region.to_json()] for line in self.lines],
        }

    @classmethod
    def of(cls, written: Mapping[str, Json]) -> Document:
        """Read what `to_json` wrote."""
        first, last = cast(Sequence[int], written["years"])
        shown = cast(Mapping[str, Mapping[str, str]], written["shown"])
        texts = ("id", "kind", "act", "view", "register", "package", "office", "event", "regime", "copy")
        lines = cast(Sequence[tuple[str, str, Mapping[str, Json]]], written["lines"])
        return cls(
            **{name: str(written[name]) for name in texts},
            years=Years(first, last),
            shown=Shown(str(shown["number"]), shown["date"], shown["office_name"], cast(int, shown["year"])),
            values=tuple(Value(*value) for value in cast(Sequence[tuple[str, str, str]], written["values"])),
            lines=tuple(Line(name, text, Region.of(region)) for name, text, region in lines),
        )


def act_document(act: ActObject, register: RegisterObject, package: str, tolerance: int = TOLERANCE) -> Document:
    """The document of one kept act (schemas/act.schema.json) of a kept register (schemas/kept-register.schema.json)."""
    of = RegisterId.parse(str(register["id"]))
    office, year = _office_and_year(register, of)
    act_id = str(act["id"])
    shown = Shown(number_of(act), _date_as_written(act), _office_name(register), year)
    return Document(
        id=act_id if of.copy == "office" else f"{act_id}@{of.copy}",
        kind=ACT,
        act=act_id,
        view="",
        register=str(of),
        package=package,
        office=office,
        event=str(act["event"]),
        regime=of.series.regime,
        copy=of.copy,
        years=years_of(act, year, tolerance),
        shown=shown,
        values=tuple(dict.fromkeys(values_of(act))),
    )


def view_document(lines: Iterable[Line], register: RegisterObject, package: str) -> Document:
    """The document of one transcribed view: its lines, which all lie in that view, so that a word answers with its boxes."""
    of = RegisterId.parse(str(register["id"]))
    office, year = _office_and_year(register, of)
    read = tuple(lines)
    view = read[0].region.view
    return Document(
        id=f"{package}#{view}",
        kind=VIEW,
        act="",
        view=view,
        register=str(of),
        package=package,
        office=office,
        event=of.series.event,
        regime=of.series.regime,
        copy=of.copy,
        years=Years(year, year),
        shown=Shown("", {}, _office_name(register), year),
        lines=read,
    )


def _office_and_year(register: RegisterObject, of: RegisterId) -> tuple[str, int]:
    """The office's identifier and the year as the package describes its register; in frozen identifiers they may be wrong."""
    described = cast(Mapping[str, Json], register["register"])
    return f"{of.series.country}_{described['office']}", cast(int, described["year"])


def _date_as_written(act: ActObject) -> dict[str, str]:
    """The event's date by calendar, in the words of the paper where they were keyed."""
    day = cast(Mapping[str, Mapping[str, Json]], cast(ActObject, act["occurred"])["date"])
    written = {
        name: day[name].get("as_written") or value_of(day[name]) for name in ("gregorian", "hijri") if name in day
    }
    return {name: str(text) for name, text in written.items() if text is not None}


def _office_name(register: RegisterObject) -> Mapping[str, str]:
    office = cast(Mapping[str, Mapping[str, str]], register["office"])
    return dict(office.get("name") or {})
