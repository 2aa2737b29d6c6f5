"""The places that an act names: of the event, of births, of residence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from archive.check.views.act_view import ActView
from archive.model.records.act import SCRIPTS

_NOTHING: Mapping[str, Any] = {}


class Place(NamedTuple):
    """One place of an act: its pointer, the object as delivered, and the field it stands in."""

    pointer: str
    raw: Mapping[str, Any]
    field: str

    @property
    def division(self) -> str:
        """The code of its division; empty where none was assigned."""
        return code(self.raw)

    @property
    def names(self) -> tuple[str, ...]:
        """Its spellings."""
        name = self.raw.get("name", _NOTHING)
        return tuple(name[script]["value"] for script in SCRIPTS if "value" in name.get(script, _NOTHING))


def raw_places(act: ActView) -> list[Mapping[str, Any]]:
    """Every place of an act as delivered, in haste: to see whether a closer look is needed."""
    occurred: Any = act.content["occurred"]
    found: list[Mapping[str, Any]] = [occurred["place"]] if "place" in occurred else []
    for person in act.persons:
        raw: Any = person.raw
        if "birthplace" in raw:
            found.append(raw["birthplace"])
        if "residence" in raw:
            found.append(raw["residence"])
    return found


def places(act: ActView, country: str) -> Iterator[Place]:
    """Every place of an act that lies in this country, or is not said to lie in another."""
    occurred: Any = act.content["occurred"]
    found = [Place("/occurred/place", occurred["place"], "occurred")] if "place" in occurred else []
    for person in act.persons:
        raw: Any = person.raw
        found += [Place(f"{person.pointer}/{field}", raw[field], field) for field in _OF_PERSONS if field in raw]
    return (place for place in found if place.raw.get("country", _NOTHING).get("value", country) == country)


_OF_PERSONS = ("birthplace", "residence")


def code(raw: Mapping[str, Any]) -> str:
    """The code of a place as delivered; empty where none was assigned."""
    found: str = raw["division"].get("value", "") if "division" in raw else ""
    return found


def years_of(act: ActView, opened: int) -> tuple[int, ...]:
    """The Gregorian years in which the event may have taken place; the register's where the act does not tell."""
    first, last = act.occurred.first, act.occurred.last
    if first is None or last is None:
        return (opened,)
    return tuple(range(date.fromordinal(first).year, date.fromordinal(last).year + 1))
