"""Ledger and registers of so many acts without images, made as they are read: what an index is built from, and nothing more."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Head, Recorded
from archive.model.digest import Digest
from archive.model.identifiers import ActId, RegisterId, Series
from benchmarks.made_names import Name, given_names, surnames

ACTS = 200
"""Acts of one register."""
OFFICES = 50
YEARS = range(1951, 2021)
SURNAMES = 60_000
_PLACES = (Name("فاس", "Fès"), Name("الدار البيضاء", "Casablanca"), Name("مراكش", "Marrakech"), Name("طنجة", "Tanger"))


class MadeBook:
    """The ledger port, and the content of registers of births: child, father and mother in both scripts, a place, a date.

    The same seed gives the same registers in every process; nothing is kept but the names.
    """

    def __init__(self, acts: int, seed: int = 20261122) -> None:
        chance = random.Random(seed)
        self._seed = seed
        self._given = given_names()
        self._family = surnames(SURNAMES, chance)
        self._of_given = [1.0 / (3 + rank) for rank in range(len(self._given))]
        self._of_family = [1.0 / (20 + rank) for rank in range(len(self._family))]
        self.registers = [_register(number) for number in range(-(-acts // ACTS))]
        self._numbers = {one.package(): number for number, one in enumerate(self.registers)}

    def head(self) -> Head:
        return Head(len(self.registers), b"")

    def since(self, position: int) -> Iterator[Recorded]:
        time = datetime(2026, 1, 5, tzinfo=UTC)
        for at in range(position, len(self.registers)):
            of = self.registers[at]
            digests = {"tagmanifest": Digest.of(of.package().encode())}
            links = {"register": str(of), "delivery": "made-0001"}
            counts = {"acts": ACTS, "views": 0, "mentions": 0}
            entry = Entry(EntryType.PACKAGE_STORED, time, "bench", of.package(), "", digests, counts, links)
            yield Recorded(at, entry)

    def verify(self) -> Head:
        return self.head()

    def prove(self, position: int) -> tuple[bytes, ...]:
        raise NotImplementedError("this book has no tree")

    def register(self, package: str) -> Any:
        of = self.registers[self._numbers[package]]
        return {
            "id": str(of),
            "package": package,
            "version": 1,
            "predecessor": None,
            "delivery": {"id": "made-0001", "contractor": "atlas", "manifest": str(Digest.of(b"made"))},
            "office": {
                "code": of.series.office,
                "kind": "main",
                "name": {"ar": "المكتب", "fr": "Bureau"},
                "division": of.series.office.partition("-")[0],
                "within": [{"code": "01.511", "level": "province", "name": {"fr": "Province"}}],
            },
            "register": {"office": of.series.office, "event": "birth", "year": of.series.year, "acts": "keyed"},
            "views": [],
        }

    def lines(self, package: str) -> Iterator[Any]:
        yield from ()

    def acts(self, package: str) -> Iterator[Any]:
        number = self._numbers[package]
        of = self.registers[number]
        chance = random.Random(self._seed * 1_000_003 + number)
        given = iter(chance.choices(self._given, self._of_given, k=3 * ACTS))
        family = iter(chance.choices(self._family, self._of_family, k=2 * ACTS))
        for act in range(1, ACTS + 1):
            of_father = next(family)
            persons = (
                ("child", next(given), of_father),
                ("father", next(given), of_father),
                ("mother", next(given), next(family)),
            )
            yield _act(of, act, persons, chance)


def _register(number: int) -> RegisterId:
    office, rest = number % OFFICES, number // OFFICES
    year, part = YEARS[rest % len(YEARS)], 1 + rest // len(YEARS)
    return RegisterId(Series("ma", f"01.511.01.{office + 1:02d}-1", "dahir1950", "birth", year), part, "office")


def _act(of: RegisterId, number: int, persons: Sequence[tuple[str, Name, Name]], chance: random.Random) -> Any:
    within = (of.part - 1) * ACTS + number
    place = chance.choice(_PLACES)
    return {
        "id": str(ActId(of.series, within, "")),
        "register": str(of),
        "number": within,
        "event": "birth",
        "occurred": {
            "date": {"gregorian": {"value": f"{of.series.year}-{1 + number % 12:02d}-{1 + number % 28:02d}"}},
            "place": {"name": _keyed(place)},
        },
        "persons": [{"role": role, "given": _keyed(first), "surname": _keyed(last)} for role, first, last in persons],
        "regions": [],
    }


def _keyed(name: Name) -> Any:
    return {"ar": {"value": name.arabic}, "latin": {"value": name.latin}}
