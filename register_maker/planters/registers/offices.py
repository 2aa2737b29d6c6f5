"""The office list, and registers that are one and the same by their description."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from archive.model.json import read_json, write_pretty
from register_maker.planters.kinds import Claim, Mark, OnDescription, OnFile, Spot, Written
from register_maker.volumes.plan import Volume

_LIST: Final = "offices.json"


def _listed(change: Callable[[dict[str, Any], Spot], Mark | None]) -> Callable[[Spot], Mark | None]:
    def plant(spot: Spot) -> Mark | None:
        path = spot.root / _LIST
        content: Any = read_json(path.read_bytes())
        mark = change(content, spot)
        if mark is not None:
            path.write_bytes(write_pretty(content))
        return mark

    return plant


def _twice(content: dict[str, Any], spot: Spot) -> Mark:
    """One code stands twice in the list."""
    content["offices"].append(dict(spot.chance.choice(content["offices"])))
    return Mark(place=f"{_LIST}#/offices/{len(content['offices']) - 1}")


def _out_of_time(content: dict[str, Any], spot: Spot) -> Mark | None:
    """The office is said to have been opened after its oldest register, or closed before its newest one."""
    code, year = spot.volume.office.code, spot.volume.series.year
    others = [one.series.year for one in spot.volumes if one.office.code == code and one.name != spot.volume.name]
    office = next(office for office in content["offices"] if office["code"] == code)
    place = f"{spot.volume.folder}/register.json#/office"
    if "valid_from" not in office and all(other > year for other in others):
        office["valid_from"] = f"{year + 1}-01-01"
        return Mark(place=place)
    if "valid_to" not in office and all(other < year for other in others):
        office["valid_to"] = f"{year - 1}-12-31"
        return Mark(place=place)
    return None


def _abroad(content: dict[str, Any], spot: Spot) -> Mark:
    """The list is that of another country."""
    content["country"] = "fr"
    return Mark(place=f"{_LIST}#/country")


def _same(description: Written, entry: Written, volume: Volume, chance: object) -> Mark:
    """Part 2 of a year says that it is part 1; where its numbers begin then differs besides."""
    description["part"] = 1
    path = f"{volume.folder}/register.json"
    return Mark(follows=(("FIRST_NUMBER_DIFFERS", f"{path}#/closing/first_number"),))


def _second(volume: Volume) -> bool:
    return volume.register.part == 2


PLANTERS: Final = (
    OnFile("OFFICE_TWICE", _listed(_twice), claim=Claim.NOTHING),
    OnFile("OFFICE_OUT_OF_TIME", _listed(_out_of_time), claim=Claim.DESCRIPTION),
    OnFile("COUNTRY_DIFFERS", _listed(_abroad), claim=Claim.DELIVERY),
    OnDescription("REGISTER_TWICE", _same, _second, Claim.VOLUME),
)
