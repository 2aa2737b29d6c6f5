"""Who of the born of a delivery also dies in it: a birth act and a death act that cite each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from archive.model.records.event import Event
from register_maker.chance import Chance
from register_maker.volumes.plan import Volume

ONE_IN: Final = 5
_AGE: Final = 2


def link(volumes: Sequence[Volume], seed: int) -> list[Volume]:
    """Let one death in five be that of somebody born in a register of the same office, where the years allow it."""
    links: list[dict[int, tuple[int, int]]] = [{} for _ in volumes]
    for index, deaths in enumerate(volumes):
        if deaths.event is not Event.DEATH:
            continue
        born = [
            (number, position)
            for number, births in enumerate(volumes)
            if births.event is Event.BIRTH
            and births.office == deaths.office
            and births.series.year + _AGE <= deaths.series.year
            for position in _plain(births)
            if position not in links[number]
        ]
        chance = Chance.of(seed, "links", deaths.register)
        dead = _plain(deaths)
        count = min(len(dead) // ONE_IN, len(born))
        for position, birth in zip(sorted(chance.sample(dead, count)), chance.sample(born, count), strict=True):
            links[index][position] = birth
            links[birth[0]][birth[1]] = (index, position)
    return [replace(volume, links=found) for volume, found in zip(volumes, links, strict=True)]


def _plain(volume: Volume) -> list[int]:
    """The acts that are delivered and whose number is theirs alone, so that a link to them resolves."""
    borne = Counter(volume.numbers)
    return [position for position in volume.delivered() if borne[volume.numbers[position]] == 1]
