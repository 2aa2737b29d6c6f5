"""Names of our own making in both scripts: given names of the project's list, surnames from made roots in the usual patterns."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

GIVEN = Path(__file__).parents[1] / "schemas" / "names" / "ma.json"

_SPELLED = (
    "ب:b ت:t ث:t,th ج:j,dj ح:h خ:kh د:d ذ:d,dh ر:r ز:z س:s ش:ch,sh ص:s ض:d ط:t ع:,a غ:gh,rh ف:f ق:k,q ك:k ل:l م:m ن:n ه:h "
    "و:ou,w ي:y"
)
_LETTERS = {one[0]: tuple(one[2:].split(",")) for one in _SPELLED.split(" ")}
_FREQUENT = "ربسمعدحلنشكقزفجخطصغهتويضثذ"
"""Consonants of roots, roughly by how often names have them."""
_PATTERNS = (
    ("ABاC", "AaBBaC", 6),
    ("AاBC", "AaBeC", 5),
    ("ABيC", "AaBiC", 5),
    ("ABوC", "AaBouC", 4),
    ("مABوC", "maABouC", 4),
    ("ABCي", "AaBCi", 9),
    ("ABاCي", "AaBBaCi", 8),
    ("AاBCي", "AaBeCi", 6),
    ("ABيCي", "AaBiCi", 5),
    ("ABوCي", "AaBBouCi", 5),
    ("ABCاوي", "AaBCaoui", 6),
    ("ABCاني", "AaBCani", 4),
    ("ABCان", "AaBCane", 3),
    ("ABCون", "AaBCoun", 3),
    ("ABيCة", "AaBiCa", 3),
    ("مABC", "moABeC", 4),
    ("مABCي", "meABeCi", 3),
    ("ABCوش", "AaBCouch", 2),
    ("بوABC", "bouABeC", 4),
    ("بنABC", "benABeC", 4),
    ("آيت ABC", "ait ABeC", 2),
    ("عبد الABيC", "abdelABiC", 1),
    ("AيBC", "AiBeC", 3),
    ("AوBC", "AouBeC", 3),
    ("تABCت", "taABeCt", 2),
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name in both scripts."""

    arabic: str
    latin: str


def given_names(at: Path = GIVEN) -> tuple[Name, ...]:
    """The project's given names, with their first Latin spelling."""
    return tuple(Name(one["ar"], one["latin"][0]) for one in json.loads(at.read_text("utf-8"))["given"] if "ar" in one)


def surnames(number: int, chance: random.Random) -> tuple[Name, ...]:
    """So many distinct made surnames, the likelier ones first."""
    found: dict[str, Name] = {}
    weights = [1.0 / (4 + rank) for rank in range(len(_FREQUENT))]
    patterns = [weight for *_, weight in _PATTERNS]
    while len(found) < number:
        root = chance.choices(_FREQUENT, weights, k=3)
        if root[0] == root[1] or root[1] == root[2]:
            continue
        ((arabic, latin, _),) = chance.choices(_PATTERNS, patterns)
        style = chance.randrange(2)
        for place, letter in zip("ABC", root, strict=True):
            arabic = arabic.replace(place, letter)
            spelled = _LETTERS[letter]
            latin = latin.replace(place, spelled[min(style, len(spelled) - 1)])
        if chance.random() < 0.35 and " " not in arabic:
            arabic, latin = f"ال{arabic}", f"el {latin}"
        found.setdefault(arabic, Name(arabic, latin))
    return tuple(found.values())


def persons(
    number: int, given: tuple[Name, ...], family: tuple[Name, ...], chance: random.Random
) -> list[tuple[Name, Name]]:
    """Given name and surname of so many persons: few names are very common, most are rare."""
    of_given = [1.0 / (3 + rank) for rank in range(len(given))]
    of_family = [1.0 / (20 + rank) for rank in range(len(family))]
    ordered = list(given)
    chance.shuffle(ordered)
    return list(
        zip(
            chance.choices(ordered, of_given, k=number),
            chance.choices(family, of_family, k=number),
            strict=True,
        )
    )


def neighbour(name: Name, chance: random.Random) -> Name:
    """A name one letter away in both scripts: another letter, one more, or one less."""
    at = chance.randrange(len(name.arabic))
    letter = chance.choice(_FREQUENT)
    kept = chance.choice((name.arabic[:at], name.arabic[: at + 1]))
    arabic = kept + chance.choice((letter, letter, "")) + name.arabic[at + 1 :]
    place = chance.randrange(len(name.latin))
    spelled = chance.choice(_LETTERS[letter])
    latin = name.latin[:place] + spelled + name.latin[place + 1 :]
    return Name(arabic if len(arabic) > 1 else name.arabic + letter, latin)


_LONG = (("ا", "a"), ("ي", "i"), ("و", "ou"))


def derived(name: Name, chance: random.Random) -> Name:
    """A name of the same consonants with other vowels, as عمري, عماري, عمارو: families of names that registers are full of."""
    bare = re.sub("(?<=.)[اويى](?=.)", "", name.arabic.removeprefix("ال"))
    consonants = re.sub("(?<=.)[aeiouy]+(?=.)", "", re.sub("^(al|el)[- ]?", "", name.latin))
    for turn in range(chance.choice((1, 1, 2))):
        long, short = chance.choice(_LONG)
        at = chance.randrange(1, len(bare)) if len(bare) > 1 and not turn else len(bare)
        bare = bare[:at] + long + bare[at:]
        place = chance.randrange(1, len(consonants)) if len(consonants) > 1 and not turn else len(consonants)
        consonants = consonants[:place] + short + consonants[place:]
    spoken = re.sub(
        "(?<=[bdfghjklmnpqrstvz])(?=[bdfghjklmnpqrstvz])", lambda _: chance.choice(("", "a", "e")), consonants
    )
    return Name(bare, spoken)
