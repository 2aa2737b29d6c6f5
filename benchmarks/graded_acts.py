"""Acts of births, deaths and marriages, made for the graded questions by no code of the register maker; who is who is known."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.model.digest import Digest
from archive.model.identifiers import ActId, RegisterId, Series
from benchmarks.graded_names import FAMILY, FEMALE, MALE, PLACES, Known
from indexer.documents.act_to_document import Volume, act_document
from indexer.documents.document import Document

OFFICES = {
    "05.231.01.01-1": ("فاس المدينة", "Fès Médina"),
    "05.231.01.02-1": ("أكدال", "Agdal"),
    "01.511.01.03-1": ("بني مكادة", "Bni Makada"),
    "07.351.01.05-2": ("جليز", "Guéliz"),
}
KIN = ("child", "deceased", "husband", "wife", "father", "mother", "spouse")


@dataclass(frozen=True, slots=True)
class Person:
    """A role with one name or two, and a family name."""

    role: str
    given: tuple[Known, ...]
    family: Known


@dataclass(frozen=True, slots=True)
class Act:
    """An act with its persons, the principal first; `scripts` are those in which it was keyed."""

    id: str
    event: str
    year: int
    persons: tuple[Person, ...]
    scripts: tuple[str, ...]
    json: Mapping[str, Any]
    volume: Volume

    def document(self) -> Document:
        """As an index is given it."""
        return act_document(self.json, self.volume)

    def who(self, *roles: str) -> tuple[Person, ...]:
        """The persons of some roles."""
        return tuple(one for one in self.persons if one.role in roles)


def acts(number: int, chance: random.Random) -> Iterator[Act]:
    """So many acts, a hundred a register."""
    officers = [Person("officer", (chance.choice(MALE),), chance.choice(FAMILY)) for _ in range(12)]
    for at in range(number):
        register, within = divmod(at, 100)
        year = 1940 + register % 60
        event = ("birth", "birth", "birth", "death", "marriage")[register % 5]
        office = list(OFFICES)[register % len(OFFICES)]
        regime = "dahir1915" if event == "marriage" else "dahir1950"
        of = RegisterId(Series("ma", office, regime, event, year), 1 + register // 60, "office")
        persons = (*_persons(event, chance), chance.choice(officers))
        scripts = chance.choices((("ar", "latin"), ("ar",), ("latin",)), (6, 3, 1))[0]
        act = ActId(of.series, (of.part - 1) * 100 + within + 1, "")
        made = _json(act, of, event, year, persons, scripts, chance)
        yield Act(str(act), event, year, persons, scripts, made, _volume(of, office))


def _persons(event: str, chance: random.Random) -> Iterator[Person]:
    father, mother = _somebody("father", MALE, chance), _somebody("mother", FEMALE, chance)
    child = Person("child", _given(chance.choice((MALE, FEMALE)), chance), father.family)
    if event == "birth":
        yield from (child, father, mother)
        if chance.random() < 0.4:
            yield Person("declarant", father.given, father.family)
        elif chance.random() < 0.5:
            yield _somebody("declarant", MALE, chance)
    elif event == "death":
        yield from (Person("deceased", child.given, child.family), father, mother)
        if chance.random() < 0.6:
            yield _somebody("spouse", FEMALE, chance)
    else:
        yield from (_somebody("husband", MALE, chance), _somebody("wife", FEMALE, chance))
        yield from (_somebody("witness", MALE, chance), _somebody("witness", MALE, chance))


def _somebody(role: str, given: Sequence[Known], chance: random.Random) -> Person:
    return Person(role, _given(given, chance), _drawn(FAMILY, chance))


def _given(given: Sequence[Known], chance: random.Random) -> tuple[Known, ...]:
    names = dict.fromkeys(_drawn(given, chance) for _ in range(2 if chance.random() < 0.1 else 1))
    return tuple(names)


def _drawn(names: Sequence[Known], chance: random.Random) -> Known:
    """Few names are common, most are rare."""
    return chance.choices(names, [1 / (6 + rank) for rank in range(len(names))])[0]


def _json(
    act: ActId,
    of: RegisterId,
    event: str,
    year: int,
    persons: Sequence[Person],
    scripts: Sequence[str],
    chance: random.Random,
) -> Mapping[str, Any]:
    day = {"gregorian": {"value": f"{year}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"}}
    place = {"name": _keyed((chance.choice(PLACES),), scripts, chance)}
    told = [
        {
            "role": one.role,
            "given": _keyed(one.given, scripts, chance),
            "surname": _keyed((one.family,), scripts, chance),
        }
        for one in persons
    ]
    return {
        "id": str(act),
        "register": str(of),
        "number": act.number,
        "event": event,
        "occurred": {"date": day, "place": place},
        "persons": told,
        "regions": [],
    }


def _keyed(names: Sequence[Known], scripts: Sequence[str], chance: random.Random) -> dict[str, dict[str, str]]:
    """Clerks write Latin in one of its spellings, mostly the usual one."""
    latin = " ".join(name.latin[0] if chance.random() < 0.8 else chance.choice(name.latin) for name in names)
    written = {"ar": " ".join(name.arabic for name in names), "latin": latin}
    return {script: {"value": written[script]} for script in scripts}


def _volume(of: RegisterId, office: str) -> Volume:
    arabic, french = OFFICES[office]
    register: Any = {
        "id": str(of),
        "package": of.package(),
        "delivery": {"id": "graded-0001", "contractor": "atlas", "manifest": str(Digest.of(b"graded"))},
        "office": {"code": office, "name": {"ar": arabic, "fr": french}, "division": office.partition("-")[0]},
        "register": {"office": office, "event": of.series.event, "year": of.series.year, "acts": "keyed"},
    }
    return Volume.read(register, of.package())
