"""The years of an office's registers: a hole in them, and which register can be taken away without leaving one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from archive.model.ranges import condense, gaps
from register_maker.chance import Chance
from register_maker.planters.kinds import OnPaper
from register_maker.planters.planted import CHECK, Planted
from register_maker.volumes.plan import Volume

_LATEST_YEAR: Final = 2018
_LONGEST: Final = 3


def at_an_edge(volume: Volume, volumes: Sequence[Volume]) -> bool:
    """Whether its year is the first or last of its office and event, among years without a hole."""
    years = _years(volume, volumes)
    return volume.parts == 1 and volume.series.year in (min(years), max(years)) and not _holes(years)


def _years(volume: Volume, volumes: Sequence[Volume]) -> list[int]:
    return [other.series.year for other in volumes if _run(other) == _run(volume)]


def _run(volume: Volume) -> tuple[str, str, str]:
    """What registers of different years have in common."""
    return volume.office.code, volume.event, volume.register.copy


def _holes(years: Sequence[int]) -> bool:
    """Whether so few years are lacking somewhere that they should have come too."""
    return any(last - first < _LONGEST for first, last in gaps(condense(years), min(years), max(years)))


def _hole(volume: Volume, chance: Chance, volumes: Sequence[Volume]) -> tuple[Volume, Planted] | None:
    """The register is that of another office, two years after its last one; that of the year between is lacking."""
    last = [
        other
        for other in volumes
        if _run(other)[1:] == _run(volume)[1:]
        and _run(other) != _run(volume)
        and other.series.regime == volume.series.regime
        and other.series.year == max(years := _years(other, volumes)) < _LATEST_YEAR
        and not _holes(years)
    ]
    if not last:
        return None
    before = chance.choice(last)
    series = replace(before.series, year=before.series.year + 2)
    register = replace(volume.register, series=series)
    changed = replace(volume, register=register, name=str(register), office=before.office)
    planted = Planted("YEAR_HOLE", f"{changed.folder}/register.json", CHECK, {"register": changed.name})
    return changed, planted


PLANTERS: Final = (OnPaper("YEAR_HOLE", _hole, placed=at_an_edge),)
