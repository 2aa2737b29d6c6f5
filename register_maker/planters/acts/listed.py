"""Names and places that a list of the country contradicts: seen where the profile hands such a list in."""

from __future__ import annotations

from typing import Final

from archive.model.records.event import Event
from register_maker.planters.kinds import Mark, OnAct, Site, Written
from register_maker.planters.planted import LISTS
from register_maker.volumes.plan import Volume


def _sex(act: Written, site: Site) -> Mark | None:
    """A mother is keyed as male."""
    for position, person in enumerate(act["persons"]):
        if person["role"] == "mother":
            person["sex"]["value"] = "male"
            return Mark({"pointer": f"/persons/{position}/sex"})
    return None


def _unheard(act: Written, site: Site) -> Mark | None:
    """A given name that nobody bears."""
    child = act["persons"][0]
    if site.position in site.volume.links or not {"ar", "latin"} <= child["given"].keys():
        return None
    child["given"] = {"ar": {"value": "زنبرك"}, "latin": {"value": "Zanbrak"}}
    return Mark({"pointer": "/persons/0/given"})


def _no_division(act: Written, site: Site) -> Mark:
    """A code that is not that of any commune."""
    act["occurred"]["place"]["division"] = {"value": "03.999.77.77"}
    return Mark({"pointer": "/occurred/place/division"})


def _unlisted(act: Written, site: Site) -> Mark:
    """A place without a code, under a name that no list has."""
    act["occurred"]["place"] = {"name": {"latin": {"value": "Xuzvkfg"}}, "country": {"value": "ma"}}
    return Mark({"pointer": "/occurred/place/name"})


def _births(volume: Volume) -> bool:
    return volume.event is Event.BIRTH


PLANTERS: Final = (
    OnAct("SEX_DIFFERS_FROM_NAME", _sex, _births, found_by=LISTS),
    OnAct("GIVEN_NAME_UNKNOWN", _unheard, _births, found_by=LISTS),
    OnAct("DIVISION_NOT_VALID", _no_division, found_by=LISTS),
    OnAct("PLACE_NOT_LISTED", _unlisted, found_by=LISTS),
)
