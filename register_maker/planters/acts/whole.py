"""What is wrong with a register as a whole: all of its acts are keyed in one wrong way."""

from __future__ import annotations

from datetime import date
from typing import Final

from archive.model.records.event import Event
from register_maker.planters.acts.days import day_of, plain, worded
from register_maker.planters.kinds import Mark, OnActs, Site, Written
from register_maker.volumes.plan import Volume

_MANY: Final = 40
"""Acts that a register needs, so that chance does not explain what is found."""
_SHARE: Final = 7
"""Of so many acts, one is of 1 January."""


def _january(act: Written, site: Site) -> None:
    """Every seventh birth is of 1 January, declared by judgement."""
    if site.position % _SHARE or site.position in site.volume.links:
        return
    act["occurred"]["date"] = worded(date(site.year, 1, 1), site.volume.language)
    court = site.acts.people.term("court")
    act["basis"] = {"value": "judgement"}
    act["judgement"] = {
        "court": {"ar": {"value": court.ar}},
        "number": {"value": f"{site.position + 1}/{site.year}"},
        "date": plain(day_of(act["drawn_up"]) or date(site.year, 1, 2)),
    }


def _another_year(act: Written, site: Site) -> None:
    """Every act was drawn up a year before that of the register: its year was misread on the spine."""
    drawn, occurred = day_of(act["drawn_up"]), day_of(act["occurred"]["date"])
    if drawn and occurred:
        act["drawn_up"] = worded(_year_before(drawn), site.volume.language)
        act["occurred"]["date"] = worded(_year_before(occurred), site.volume.language)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _illegible(act: Written, site: Site) -> None:
    """Sexes and the names of parents were marked illegible in every act: too many to be believed."""
    for person in act["persons"]:
        if "sex" in person:
            person["sex"] = {"absent": "illegible"}
        if person["role"] in ("father", "mother"):
            person["given"] = {script: {"absent": "illegible"} for script in person["given"]}


def _path(volume: Volume) -> str:
    return f"{volume.folder}/register.json"


def _of_births(volume: Volume) -> Mark:
    """In a large register the month stands out besides."""
    return Mark(place=_path(volume), follows=(("INDICATOR_OUTLIER", _path(volume)),))


def _of_register(volume: Volume) -> Mark:
    return Mark(place=_path(volume))


def _of_year(volume: Volume) -> Mark:
    """Each act then lies outside the year besides; so many that they are counted."""
    outside = tuple((code, volume.acts_file) for code in ("ACT_OUTSIDE_YEAR", "MORE_FINDINGS"))
    return Mark(place=f"{_path(volume)}#/year", follows=outside)


def _many_births(volume: Volume) -> bool:
    return volume.keyed and volume.event is Event.BIRTH and len(volume.numbers) >= _MANY


def _many(volume: Volume) -> bool:
    return volume.keyed and len(volume.numbers) >= _MANY * 2


def _unlinked(volume: Volume) -> bool:
    return volume.keyed and volume.event in (Event.MARRIAGE, Event.DIVORCE)


PLANTERS: Final = (
    OnActs("JANUARY_HEAPING", _january, _of_births, _many_births),
    OnActs("INDICATOR_OUTLIER", _illegible, _of_register, _many),
    OnActs("YEAR_DIFFERS", _another_year, _of_year, _unlinked),
)
