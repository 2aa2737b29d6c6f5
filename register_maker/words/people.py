"""Invented people: every name is real, no person is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from register_maker.chance import Chance
from register_maker.words.paper import Name, Place, Sex

_SHARES: Final = {"arab": 60, "amazigh": 24, "andalusian": 6, "saharan": 4, "jewish": 6}
_LATE_SHARES: Final = {"arab": 62, "amazigh": 27, "andalusian": 6, "saharan": 4, "jewish": 1}
_EMIGRATION: Final = 1968
_VOWELS: Final = "AEIOUYÂÉÈÊÎÔÛaeiouyâéèêîôû"


def read_resource(name: str) -> Any:
    """The JSON document of that name that is delivered with this package."""
    return json.loads(files("register_maker").joinpath("data", name).read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class People:
    """Draws names, professions and places. `names` and `words` are names.json and vocabulary.json, `seat` the chief town."""

    names: Mapping[str, Any]
    words: Mapping[str, Any]
    seat: Name

    @classmethod
    def load(cls, seat: Name) -> People:
        return cls(read_resource("names.json"), read_resource("vocabulary.json"), seat)

    def community(self, year: int, chance: Chance) -> str:
        """Which group of names a family bears in that year; Jewish names become rare after the departures."""
        shares = _SHARES if year < _EMIGRATION else _LATE_SHARES
        return chance.choices(list(shares), list(shares.values()))[0]

    def given(self, community: str, sex: Sex, chance: Chance) -> Name:
        """A given name; families of Andalusian surname bear the common ones."""
        groups = self.names[sex]
        return _spelt(groups.get(community, groups["arab"]), chance)

    def surname(self, community: str, chance: Chance) -> Name:
        return _spelt(self.names["surname"][community], chance)

    def foreign(self, sex: Sex, chance: Chance) -> tuple[Name, Name]:
        """Given name and surname of a foreigner, in Latin letters alone."""
        foreign = self.names["foreign"]
        return Name(latin=chance.choice(foreign[sex])), Name(latin=chance.choice(foreign["surname"]))

    def profession(self, sex: Sex, chance: Chance, *, foreign: bool = False) -> Name:
        return Name(*chance.choice(self.words["professions"][f"foreign_{sex}" if foreign else sex]))

    def relation(self, event: str, chance: Chance) -> tuple[Name, str]:
        """What a declarant is to the person, and his sex, or `father` when he is the father."""
        ar, latin, who = chance.choice(self.words["relations"][event])
        return Name(ar, latin), who

    def nationality(self, chance: Chance) -> str:
        return str(chance.choice(self.words["nationalities"]))

    def douar(self, division: str, chance: Chance) -> Place:
        """An invented hamlet of a commune."""
        return Place(Name(*chance.choice(self.words["douars"])), division)

    def term(self, name: str) -> Name:
        """A fixed term of the vocabulary in both languages; what sits in the chief town is named after it."""
        written = self.words[name]
        return Name(written["ar"].format(ar=self.seat.ar), written["fr"].format(of=of(self.seat.latin)))


def of(name: str) -> str:
    """A French name behind its preposition: de Sefrou, d'Oujda."""
    return f"d'{name}" if name[:1] in _VOWELS else f"de {name}"


def _spelt(entries: Sequence[Mapping[str, Any]], chance: Chance) -> Name:
    entry = chance.choice(entries)
    latin = entry["latin"]
    return Name(entry["ar"], latin[0] if chance.random() < 0.7 else chance.choice(latin))
