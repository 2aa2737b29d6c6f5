"""The register's description as a contractor delivers it: statements, paper and capture (schemas/register.schema.json)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from archive.model.dates.calendar import to_hijri
from archive.model.json import Json
from archive.model.records.keyed import Absence
from register_maker.chance import Chance
from register_maker.volumes.plan import Volume
from register_maker.words.paper import Name, Person

_CONDITIONS = ("good", "good", "fair", "fair", "poor")


def opened_on(volume: Volume) -> date:
    """The day of the opening statement: in the last days before the year, or when part 1 was full."""
    if volume.before == 0:
        return date(volume.series.year - 1, 12, 27)
    return date(volume.series.year, 1, 3) + timedelta(days=volume.before * 350 // volume.in_series)


def closed_on(volume: Volume) -> date:
    """The day of the closing statement: the last of the year, or when the next part was opened."""
    end = volume.before + len(volume.numbers)
    if volume.register.part == volume.parts:
        return date(volume.series.year, 12, 31)
    return date(volume.series.year, 1, 3) + timedelta(days=end * 350 // volume.in_series)


def description(
    volume: Volume, views: Sequence[Json], officer: Person, prosecutor: Name, device: str, seed: int
) -> Json:
    """register.json. `device` says what the images were made with, or that none were drawn."""
    chance = volume.chance(seed, "description")
    year = volume.series.year
    script = "ar" if volume.language == "ar" else "latin"
    years = sorted({to_hijri(date(year, 1, 1)).year, to_hijri(date(year, 12, 31)).year})
    signed = {"value": officer.full(volume.language)}
    authority = prosecutor.ar if volume.language == "ar" else "juge de paix"
    return {
        "office": volume.office.code,
        "regime": volume.series.regime,
        "event": volume.series.event,
        "year": year,
        "hijri_years": list(years),
        "part": volume.register.part,
        "parts": volume.parts,
        "copy": volume.register.copy,
        "languages": ["ar", "fr"] if volume.language == "ar" else ["fr"],
        "shelf_mark": {"value": f"{volume.office.code.rpartition('.')[2]}/{year}/{volume.register.part}"},
        "acts": "keyed" if volume.keyed else "not_keyed",
        "nil": False,
        "opening": {
            "pages_certified": {"value": volume.pages},
            "date": _date(opened_on(volume)),
            "authority": {script: {"value": authority}},
            "signed_first": {"value": True},
            "signed_last": {"value": True},
            "stamped": {"value": True},
        },
        "closing": {
            "first_number": {"value": volume.numbers[0]},
            "last_number": {"value": volume.numbers[-1]},
            "acts": {"value": len(volume.numbers)},
            "blank_pages": {"value": volume.blank_pages},
            "date": _date(closed_on(volume)),
            "officer": {script: signed},
        },
        "physical": {
            "bound": {"value": True},
            "condition": {"value": chance.choice(_CONDITIONS)},
            "remarks": {"absent": str(Absence.ON_PAPER)},
        },
        "table": _table(volume),
        "capture": _capture(device, chance),
        "views": list(views),
    }


def _date(day: date) -> Json:
    return {"gregorian": {"value": day.isoformat()}, "hijri": {"value": str(to_hijri(day))}}


def _table(volume: Volume) -> Json:
    found: dict[str, Json] = {"present": {"value": volume.table}}
    return found | {"entries": {"value": len(volume.numbers)}} if volume.table else found


def _capture(device: str, chance: Chance) -> Json:
    started = date(2025, 1, 6) + timedelta(days=chance.randrange(120))
    return {
        "device": device,
        "software": "khizana demo",
        "operator": f"op-{chance.randint(1, 24):02d}",
        "started": started.isoformat(),
        "ended": (started + timedelta(days=chance.randrange(3))).isoformat(),
    }
