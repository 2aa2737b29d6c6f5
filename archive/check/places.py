"""The places that an act names: of the event, of births, of residence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from archive.check.act_view import ActView
from archive.model.act import SCRIPTS, ActObject
from archive.model.keyed import text_of


class Place(NamedTuple):
    """One place as written; `division` is its code, empty where none was assigned; `names` its spellings."""

    pointer: str
    division: str
    names: tuple[str, ...]
    of_event: bool
    residence: bool


def places(act: ActView, country: str) -> Iterator[Place]:
    """Every place of an act that lies in this country, or is not said to lie in another."""
    occurred = cast(ActObject, act.content["occurred"])
    if "place" in occurred:
        yield from _place(cast(ActObject, occurred["place"]), "/occurred/place", country, "occurred")
    for person in act.persons:
        for field in ("birthplace", "residence"):
            if field in person.raw:
                yield from _place(cast(ActObject, person.raw[field]), f"{person.pointer}/{field}", country, field)


def year_of(act: ActView) -> int | None:
    """The Gregorian year in which the event took place; None where the act does not give it."""
    return int(act.occurred.gregorian[:4]) if act.occurred.gregorian else None


def _place(written: ActObject, pointer: str, country: str, field: str) -> Iterator[Place]:
    if text_of(written.get("country")) not in (None, country):
        return
    name = cast(ActObject, written.get("name") or {})
    names = tuple(text for script in SCRIPTS if (text := text_of(name.get(script))))
    division = text_of(written.get("division")) or ""
    yield Place(pointer, division, names, field == "occurred", field == "residence")
