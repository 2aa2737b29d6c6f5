"""Acts of different registers that contradict each other: seen when the whole base is asked (`khizana audit rules`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from archive.model.records.event import Event
from register_maker.planters.acts.days import day_of, worded
from register_maker.planters.kinds import Mark, OnAct, Site, Written
from register_maker.planters.planted import BASE
from register_maker.volumes.plan import Volume

_NOBODY: Final = 9_999
_LOST_YEAR: Final = "1931"
_FAMILY: Final = ("father", "mother")


def _other(site: Site) -> str | None:
    """The identifier of the act about the same person in another register."""
    if site.position not in site.volume.links:
        return None
    index, position = site.volume.links[site.position]
    return str(site.acts.volumes[index].act(position))


def _own(site: Site) -> str:
    return str(site.volume.act(site.position))


def _missing(act: Written, site: Site) -> Mark | None:
    """The birth act that is cited does not exist; its margin waits for another death act besides."""
    other = _other(site)
    if other is None:
        return None
    series = other.rpartition("_")[0]
    act["linked_acts"] = [{"event": "birth", "act": f"{series}_{_NOBODY}"}]
    return Mark(place=_own(site), follows=(("DEATH_NOT_ANSWERED", other),))


def _not_held(act: Written, site: Site) -> Mark | None:
    """The act that is cited stands in a register that was not delivered."""
    if _other(site):
        return None
    office = site.volume.office.code
    act["linked_acts"] = [{"event": "birth", "act": f"ma_{office}_dahir1915_birth_{_LOST_YEAR}_0005"}]
    return Mark(place=_own(site))


def _differs(act: Written, site: Site) -> Mark | None:
    """The deceased is of the other sex than the child of the birth act."""
    if _other(site) is None:
        return None
    deceased = act["persons"][0]
    deceased["sex"]["value"] = "male" if deceased["sex"]["value"] == "female" else "female"
    return Mark({"what": "sex"}, place=_own(site))


def _unmentioned(act: Written, site: Site) -> Mark | None:
    """The margin of the birth act says nothing of the death."""
    other = _other(site)
    if other is None or not act.get("mentions"):
        return None
    kept = [mention for mention in act["mentions"] if mention["kind"] != "death"]
    if len(kept) == len(act["mentions"]):
        return None
    act["mentions"] = [mention | {"order": order} for order, mention in enumerate(kept, start=1)]
    return Mark(place=other)


def _unanswered(act: Written, site: Site) -> Mark | None:
    """The death act does not cite the birth act whose margin cites it."""
    other = _other(site)
    if other is None:
        return None
    del act["linked_acts"]
    return Mark(place=other)


def _second_death(act: Written, site: Site) -> Mark | None:
    """The death act of somebody else cites a birth act that another death act cites already."""
    if _other(site) or not site.volume.links:
        return None
    first = site.chance.choice(sorted(site.volume.links))
    index, position = site.volume.links[first]
    birth = str(site.acts.volumes[index].act(position))
    act["linked_acts"] = [{"event": "birth", "act": birth}]
    return Mark(place=birth, follows=(("LINKED_ACT_DIFFERS", _own(site)),))


def _family_of(act: Written, earlier: dict[str, Any]) -> None:
    """Give an act the parents of an earlier one, and its surname to the child."""
    theirs = {person["role"]: person for person in earlier["persons"]}
    act["persons"] = [theirs[person["role"]] if person["role"] in _FAMILY else person for person in act["persons"]]
    act["persons"][0]["surname"] = theirs["child"]["surname"]


def _again(child: bool) -> Callable[[Written, Site], Mark | None]:
    """The mother of an act some weeks before, with another child or with the same one."""

    def plant(act: Written, site: Site) -> Mark | None:
        before = site.position - 1
        if before < 0 or _other(site) or before in site.volume.links or act.get("mentions"):
            return None
        earlier = site.keyed(before)
        theirs, drawn = day_of(earlier["occurred"]["date"]), day_of(act["drawn_up"])
        declared = all(one["basis"].get("value") == "declaration" for one in (act, earlier))
        if theirs is None or drawn is None or not declared:
            return None
        occurred = theirs if child else max(theirs + timedelta(days=9), drawn - timedelta(days=3))
        if not 0 <= (drawn - occurred).days <= 30:
            return None
        _family_of(act, earlier)
        if child:
            act["persons"][0] = earlier["persons"][0]
        act["occurred"]["date"] = worded(occurred, site.volume.language)
        return Mark({"of": str(site.volume.act(before))}, place=_own(site))

    return plant


def _deaths(volume: Volume) -> bool:
    return volume.event is Event.DEATH


def _births(volume: Volume) -> bool:
    return volume.event is Event.BIRTH


PLANTERS: Final = (
    OnAct("LINKED_ACT_MISSING", _missing, _deaths, found_by=BASE),
    OnAct("LINKED_REGISTER_NOT_HELD", _not_held, _deaths, found_by=BASE),
    OnAct("LINKED_ACT_DIFFERS", _differs, _deaths, found_by=BASE),
    OnAct("DEATH_NOT_MENTIONED", _unmentioned, _births, found_by=BASE),
    OnAct("DEATH_NOT_ANSWERED", _unanswered, _deaths, found_by=BASE),
    OnAct("DEATHS_OF_ONE_BIRTH", _second_death, _deaths, found_by=BASE),
    OnAct("BIRTHS_TOO_CLOSE", _again(child=False), _births, found_by=BASE),
    OnAct("PERSON_TWICE", _again(child=True), _births, found_by=BASE),
)
