"""The acts of a delivery, made one by one: the same act whenever it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from archive.model.records.event import Event
from archive.model.records.keyed import Absence
from register_maker.acts.births import birth
from register_maker.acts.deaths import death
from register_maker.acts.mentions import mentions
from register_maker.acts.persons import officer
from register_maker.acts.unions import union
from register_maker.chance import Chance
from register_maker.volumes.plan import Volume
from register_maker.volumes.schedule import days
from register_maker.words.paper import PaperAct, Person
from register_maker.words.people import People

_LACKS: Final[Mapping[Event, Sequence[tuple[str, Absence]]]] = {
    Event.BIRTH: (
        ("time", Absence.ON_PAPER),
        ("father.profession", Absence.ON_PAPER),
        ("mother.age", Absence.ILLEGIBLE),
        ("declarant.residence", Absence.NOT_KEYED),
    ),
    Event.DEATH: (
        ("time", Absence.ILLEGIBLE),
        ("deceased.profession", Absence.ON_PAPER),
        ("deceased.born", Absence.ON_PAPER),
        ("declarant.residence", Absence.NOT_KEYED),
    ),
    Event.MARRIAGE: (("time", Absence.ON_PAPER),),
    Event.DIVORCE: (("time", Absence.ON_PAPER),),
}
_SOURCES: Final = ("", "", "first", "second", "review", "arbitration")
_LACK_SHARE: Final = 0.08


@dataclass(frozen=True, slots=True)
class Acts:
    """Makes the paper acts of the volumes; any act can be made alone, in any order."""

    volumes: Sequence[Volume]
    people: People
    seed: int
    officers: Mapping[str, Person]

    @classmethod
    def of(cls, volumes: Sequence[Volume], people: People, seed: int) -> Acts:
        """The acts of these volumes, each register kept by one officer."""
        keepers = {volume.name: officer(volume, people, seed) for volume in volumes}
        return cls(volumes, people, seed, keepers)

    def officer(self, volume: Volume) -> Person:
        """Who keeps the register."""
        return self.officers[volume.name]

    def make(self, volume: Volume, position: int) -> PaperAct:
        """The act at that position of the volume, with its margin and what a keyer will not find."""
        chance = volume.chance(self.seed, position, "keying")
        match volume.event:
            case Event.BIRTH:
                act = self._birth(volume, position)
            case Event.DEATH:
                act = self._death(volume, position)
            case _:
                act = union(volume, position, self.officer(volume), self.people, self.seed)
        lacks = {name: why for name, why in _LACKS[volume.event] if chance.random() < _LACK_SHARE}
        return replace(act, lacks=lacks, source=chance.choice(_SOURCES))

    def _birth(self, volume: Volume, position: int) -> PaperAct:
        act = birth(volume, position, self.officer(volume), self.people, self.seed)
        chance: Chance = volume.chance(self.seed, position, "margin")
        died = None
        if position in volume.links:
            other, at = self._linked(volume, position)
            died = (days(other, at, self.seed)[0], str(other.act(at)))
        return replace(act, mentions=mentions(act, died, self.people, chance))

    def _death(self, volume: Volume, position: int) -> PaperAct:
        if position not in volume.links:
            return death(volume, position, None, self.officer(volume), self.people, self.seed)
        other, at = self._linked(volume, position)
        born = birth(other, at, self.officer(other), self.people, self.seed)
        act = death(volume, position, born, self.officer(volume), self.people, self.seed)
        return replace(act, linked=((Event.BIRTH, str(other.act(at))),))

    def _linked(self, volume: Volume, position: int) -> tuple[Volume, int]:
        number, at = volume.links[position]
        return self.volumes[number], at
