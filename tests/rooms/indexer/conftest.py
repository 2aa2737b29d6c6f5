"""Invented Moroccan persons, acts and registers (no name is taken from a real register), and ports kept in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Head, Recorded
from archive.model.digest import Digest
from archive.model.identifiers import ActId, RegisterId, Series
from archive.model.json import Json
from archive.model.ranges import condense
from archive.model.records.act import ActObject
from archive.model.records.facts import RegisterFacts
from archive.model.records.register import RegisterObject, Statements
from archive.model.records.transcription import Line
from archive.model.records.view import Box, Region
from archive.model.verdicts import Verdicts

OFFICES = {
    "01.511.01.03-1": {"ar": "الرياض الأخضر", "fr": "Riad El Akhdar"},
    "05.231.02.01-2": {"ar": "عين السلام", "fr": "Aïn Salam"},
}
FES = "01.511.01.03-1"
GIVEN = (("محمد", "Mohamed"), ("زينب", "Zineb"), ("يوسف", "Youssef"), ("آمنة", "Amina"), ("إدريس", "Driss"))
SURNAMES = (
    ("الوزاني", "El Ouazzani"),
    ("بنجلون", "Benjelloun"),
    ("آيت لحسن", "Aït Lahcen"),
    ("الڭراوي", "El Guerraoui"),
)


def keyed(ar: str = "", latin: str = "") -> dict[str, Json]:
    """A name in the scripts that are given."""
    return {script: {"value": text} for script, text in (("ar", ar), ("latin", latin)) if text}


def person(role: str, given: tuple[str, str], surname: tuple[str, str], **more: Json) -> dict[str, Json]:
    return {"role": role, "given": keyed(*given), "surname": keyed(*surname), **more}


def register_id(
    year: int = 1987, event: str = "birth", office: str = FES, part: int = 1, copy: str = "office"
) -> RegisterId:
    return RegisterId(Series("ma", office, "dahir1950", event, year), part, copy)


def register(of: RegisterId, version: int = 1, delivery: str = "lot1-2026-001", manifest: str = "m") -> RegisterObject:
    """A kept register as schemas/kept-register.schema.json describes it."""
    return {
        "schema": "register/1",
        "id": str(of),
        "package": of.package(version),
        "version": version,
        "predecessor": None
        if version == 1
        else {"package": of.package(version - 1), "tagmanifest": str(Digest.of(of.package(version - 1).encode()))},
        "delivery": {"id": delivery, "contractor": "atlas", "manifest": str(Digest.of(manifest.encode()))},
        "office": {
            "code": of.series.office,
            "kind": "main",
            "name": OFFICES[of.series.office],
            "division": of.series.office.partition("-")[0],
            "within": [{"code": "01.511", "level": "province", "name": {"fr": "Province inventée"}}],
        },
        "register": {
            "office": of.series.office,
            "regime": of.series.regime,
            "event": of.series.event,
            "year": of.series.year,
            "part": of.part,
            "parts": of.part,
            "copy": of.copy,
            "languages": ["ar"],
            "acts": "keyed",
        },
        "views": [],
    }


def act(
    of: RegisterId,
    number: int,
    given: tuple[str, str] = GIVEN[0],
    surname: tuple[str, str] = SURNAMES[0],
    date: Mapping[str, Json] | None = None,
    persons: Sequence[Mapping[str, Json]] = (),
    **more: Json,
) -> ActObject:
    """A kept act as schemas/act.schema.json describes it; the principal's role follows from the event."""
    role = {"birth": "child", "death": "deceased"}[of.series.event]
    suffix = str(more.get("suffix", ""))
    default: Mapping[str, Json] = {"gregorian": {"value": f"{of.series.year}-03-14"}}
    return {
        "id": str(ActId(of.series, number, suffix)),
        "register": str(of),
        "number": number,
        "event": of.series.event,
        "occurred": {"date": date if date is not None else default},
        "persons": [person(role, given, surname), *persons],
        "regions": [],
        **more,
    }


def line(package: str, view: int, number: int, text: str) -> Line:
    """A line of a transcription, each below the one before."""
    name = f"v{view:04d}"
    box = Box(100, 100 * number, 800, 60)
    return Line(f"l{number}", text, Region(package, name, Digest.of(name.encode()), (box,)))


def facts(of: RegisterId, acts: Sequence[ActObject], version: int = 1, views: int = 3) -> RegisterFacts:
    """The facts of a register whose paper says what its package holds."""
    numbers = [int(str(one["number"])) for one in acts if "suffix" not in one]
    return RegisterFacts(
        register=str(of),
        package=of.package(version),
        keyed=True,
        nil=not acts,
        stated=Statements(views, min(numbers, default=None), max(numbers, default=None), len(acts)),
        pages=((1, views),),
        repeated_pages={},
        missing_pages={},
        numbers=condense(numbers),
        repeated_numbers={},
        suffixed=tuple(f"{one['number']}-{one['suffix']}" for one in acts if "suffix" in one),
        missing_acts={},
        views=views,
        acts=len(acts),
        mentions=0,
    )


class BookInMemory:
    """A ledger that keeps its entries in a list."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def append(self, entries: Sequence[Entry]) -> Head:
        self.entries.extend(Entry.decode(entry.encode()) for entry in entries)
        return self.head()

    def since(self, position: int) -> Iterator[Recorded]:
        yield from (Recorded(at, self.entries[at]) for at in range(position, len(self.entries)))

    def head(self) -> Head:
        return Head(len(self.entries), Digest.of(b"".join(entry.encode() for entry in self.entries)).hex.encode())

    def verify(self) -> Head:
        return self.head()

    def prove(self, position: int) -> tuple[bytes, ...]:
        raise NotImplementedError("this book has no tree")


class ShelfInMemory:
    """Packages as values, and what was asked of them. Unlike a folder it can be told to lose one."""

    def __init__(self) -> None:
        self.packages: dict[str, tuple[RegisterObject, RegisterFacts, list[ActObject], list[Line]]] = {}
        self.documents: dict[Digest, Verdicts] = {}

    def _package(self, package: str) -> tuple[RegisterObject, RegisterFacts, list[ActObject], list[Line]]:
        if package not in self.packages:
            raise LookupError(f"no package {package}")
        return self.packages[package]

    def register(self, package: str) -> RegisterObject:
        return self._package(package)[0]

    def facts(self, package: str) -> RegisterFacts:
        return self._package(package)[1]

    def acts(self, package: str) -> Iterator[ActObject]:
        yield from self._package(package)[2]

    def lines(self, package: str) -> Iterator[Line]:
        yield from self._package(package)[3]

    def verdicts(self, document: Digest) -> Verdicts:
        if document not in self.documents:
            raise LookupError(f"no document {document}")
        return self.documents[document]


class Archive:
    """A book and a shelf that agree, as an ingest would leave them."""

    def __init__(self) -> None:
        self.book = BookInMemory()
        self.shelf = ShelfInMemory()

    def _time(self) -> datetime:
        return datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(minutes=len(self.book.entries))

    def record(self, kind: EntryType, subject: str, outcome: str = "", **more: object) -> None:
        self.book.append([Entry(kind, self._time(), "op-1", subject, outcome, **more)])  # type: ignore[arg-type]

    def receive(self, delivery: str = "lot1-2026-001", manifest: str = "m", registers: int = 1) -> None:
        digests = {"manifest": Digest.of(manifest.encode())}
        links = {"contractor": "atlas", "country": "ma"}
        self.record(
            EntryType.DELIVERY_RECEIVED, delivery, digests=digests, counts={"registers": registers}, links=links
        )

    def judge(self, delivery: str = "lot1-2026-001", manifest: str = "m", outcome: str = "accepted") -> None:
        digests = {"manifest": Digest.of(manifest.encode()), "verdict": Digest.of(outcome.encode())}
        self.record(
            EntryType.VERDICT, delivery, outcome, digests=digests, counts={"blocking": int(outcome == "refused")}
        )

    def keep(self, of: RegisterId, acts: Sequence[ActObject], lines: Sequence[Line] = (), version: int = 1) -> str:
        """Put a package on the shelf and write it in the book."""
        package = of.package(version)
        known = facts(of, acts, version)
        self.shelf.packages[package] = (register(of, version), known, list(acts), list(lines))
        digests = {"tagmanifest": Digest.of(package.encode()), "manifest": Digest.of(b"m")}
        counts = {"views": known.views, "pages": 3, "acts": known.acts, "mentions": 0}
        links = {"register": str(of), "delivery": "lot1-2026-001"}
        self.record(EntryType.PACKAGE_STORED, package, digests=digests, counts=counts, links=links)
        return package


@pytest.fixture
def archive() -> Archive:
    return Archive()


@pytest.fixture(scope="session")
def invented() -> SimpleNamespace:
    """The makers of this file, by name."""
    makers = (keyed, person, register_id, register, act, line, facts)
    values = {"OFFICES": OFFICES, "FES": FES, "GIVEN": GIVEN, "SURNAMES": SURNAMES, "Archive": Archive}
    return SimpleNamespace(**{maker.__name__: maker for maker in makers}, **values)
