"""A ledger and packages made by formula, the same in every process; as a program it indexes them, so that it can be killed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Head, Recorded
from archive.model.digest import Digest
from archive.model.identifiers import ActId, RegisterId, Series
from indexer.building.reindex import Built, reindex
from indexer.engine.elastic import ElasticEngine, Server
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.port import Engine

GIVEN = (("محمد", "Mohamed"), ("زينب", "Zineb"), ("يوسف", "Youssef"), ("آمنة", "Amina"), ("إدريس", "Driss"))
SURNAMES = (("الوزاني", "El Ouazzani"), ("بنجلون", "Benjelloun"), ("آيت لحسن", "Aït Lahcen"))
SIZE = (60, 20)
AT_ONCE = 100


class MadeArchive:
    """Both the ledger port and the reading port: so many registers, each one package of so many acts without pages."""

    def __init__(self, registers: int = SIZE[0], acts: int = SIZE[1]) -> None:
        self.registers = [
            RegisterId(Series("ma", "01.511.01.03-1", "dahir1950", "birth", 1951 + n % 60), 1 + n // 60, "office")
            for n in range(registers)
        ]
        self.number = acts
        self.versions: list[tuple[RegisterId, int]] = [(one, 1) for one in self.registers]
        self.of = {one.package(): (one, 1) for one in self.registers}

    def corrected(self, registers: Sequence[RegisterId]) -> None:
        """A second version comes to these registers, which changes their first act."""
        for one in registers:
            self.versions.append((one, 2))
            self.of[one.package(2)] = (one, 2)

    def head(self) -> Head:
        return Head(len(self.versions), b"")

    def since(self, position: int) -> Iterator[Recorded]:
        for at, (of, version) in islice(enumerate(self.versions), position, None):
            counts = {"acts": self.number if version == 1 else 1, "views": 0, "mentions": 0}
            links = {"register": str(of), "delivery": "d1"}
            digests = {"tagmanifest": Digest.of(of.package(version).encode())}
            time = datetime(2026, 1, 5, tzinfo=UTC)
            yield Recorded(
                at,
                Entry(
                    EntryType.PACKAGE_STORED,
                    time,
                    "op",
                    of.package(version),
                    "",
                    digests=digests,
                    counts=counts,
                    links=links,
                ),
            )

    def verify(self) -> Head:
        return self.head()

    def prove(self, position: int) -> tuple[bytes, ...]:
        raise NotImplementedError

    def register(self, package: str) -> Any:
        of, version = self.of[package]
        before = {"package": of.package(1), "tagmanifest": str(Digest.of(of.package(1).encode()))}
        return {
            "id": str(of),
            "package": package,
            "version": version,
            "predecessor": before if version > 1 else None,
            "delivery": {"id": "d1", "contractor": "atlas", "manifest": str(Digest.of(b"m"))},
            "office": {
                "code": of.series.office,
                "kind": "main",
                "name": {"fr": "Riad"},
                "division": "01.511.01.03",
                "within": [],
            },
            "register": {"office": of.series.office, "event": "birth", "year": of.series.year, "acts": "keyed"},
            "views": [],
        }

    def acts(self, package: str) -> Iterator[Any]:
        of, version = self.of[package]
        for number in range(1, self.number + 1 if version == 1 else 2):
            yield self.act(of, number, "Roukaya" if version > 1 else "")

    def act(self, of: RegisterId, number: int, instead: str = "") -> Any:
        """One act; its names go by its number and year."""
        given = GIVEN[(number * 7 + of.series.year) % len(GIVEN)]
        surname = SURNAMES[(number + of.part) % len(SURNAMES)]
        first = number + (of.part - 1) * 1000
        return {
            "id": str(ActId(of.series, first, "")),
            "register": str(of),
            "number": first,
            "event": "birth",
            "occurred": {"date": {"gregorian": {"value": f"{of.series.year}-03-14"}}},
            "persons": [
                {
                    "role": "child",
                    "given": {"ar": {"value": given[0]}, "latin": {"value": instead or given[1]}},
                    "surname": {"ar": {"value": surname[0]}, "latin": {"value": surname[1]}},
                }
            ],
            "regions": [],
        }

    def lines(self, package: str) -> Iterator[Any]:
        yield from ()

    def facts(self, package: str) -> Any:
        raise NotImplementedError

    def standing(self, chain: Any) -> Any:
        raise NotImplementedError

    def verdicts(self, document: Any) -> Any:
        raise NotImplementedError


def indexed(archive: MadeArchive, engine: Engine, step: Callable[[str, int, int], None], afresh: bool = False) -> Built:
    """Index it, safe every hundred documents."""
    return reindex(archive, archive, engine, step, afresh=afresh, at_once=AT_ONCE)


def spread(registers: Sequence[RegisterId], number: int) -> list[RegisterId]:
    """So many registers, going around."""
    return list(islice(cycle(registers), number))


if __name__ == "__main__":
    made = MadeArchive()
    made.corrected(made.registers[::7])
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    where = sys.argv[1:]
    engine = ElasticEngine(Server(where[0]), where[1]) if len(where) == 2 else EmbeddedEngine(Path(where[0]))

    def told(*_: object) -> None:
        sys.stdout.write("step\n")
        sys.stdout.flush()

    built = indexed(made, engine, told)
    sys.stdout.write(f"built {built.begun}\n")
