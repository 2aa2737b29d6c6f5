"""What is interrupted: operations on a tiny archive, the state before each, and what must hold of any state after it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from archive import published
from archive.audit.fixity import verify_package
from archive.audit.outcome import Word
from archive.delivery.facts.batch import FileFacts
from archive.delivery.facts.measured import Role
from archive.delivery.folder import FolderSource
from archive.delivery.receive import receive
from archive.ingest import IngestContext, ingest
from archive.ledger.claims import FolderClaims
from archive.ledger.entry import Entry, EntryType
from archive.ledger.keys.checkpoint import Signer
from archive.ledger.log.files import FilesLedger
from archive.ledger.port import LedgerDamaged, Overtaken
from archive.model.digest import Digest
from archive.package.package_reader import PackageReading
from archive.store.deposit import deposit
from archive.store.folder_store.folder import FolderStore
from archive.store.port import NotStored, StoreUnreadable
from archive.store.receipt import Receipt
from tests.rooms.store.made_package import from_memory, made_plan

MOMENT = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)
SIGNER = Signer("khizana/faults", bytes(range(32)))
DOCUMENTS = ("manifest", "offices", "verdict", "report")
PLAN = made_plan()
SOURCE = from_memory()
APPENDED_TO = 250
APPENDED = 530
"""Across the end of a tile, so that superseded ones are dropped."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """Store and ledger of the tiny archive under a root."""

    root: Path
    store: FolderStore
    ledger: FilesLedger

    @classmethod
    def at(cls, root: Path) -> Rooms:
        return cls(root, FolderStore(root / "store"), FilesLedger(root / "ledger", SIGNER.verifier, SIGNER))

    @classmethod
    def create(cls, root: Path) -> Rooms:
        FolderStore.create(root / "store")
        FilesLedger.create(root / "ledger", SIGNER)
        return cls.at(root)


class Remembered:
    """Facts that were measured once, so that an ingest which is interrupted a thousand times decodes no image."""

    def __init__(self) -> None:
        self._facts: dict[tuple[str, Role, Digest], FileFacts] = {}

    def may_know(self, path: str, size: int) -> bool:
        return bool(self._facts)

    def recall(self, path: str, role: Role, digest: Digest) -> FileFacts | None:
        return self._facts.get((path, role, digest))

    def keep(self, role: Role, facts: FileFacts) -> None:
        self._facts[facts.path, role, facts.digest] = facts


@dataclass(frozen=True, slots=True)
class Operation:
    """Begins with `prepare`d rooms; `act` may be done again after any interruption, and returns when all is acknowledged."""

    name: str
    prepare: Callable[[Rooms], None]
    act: Callable[[Rooms], None]


@dataclass(slots=True)
class Deliveries:
    """Takes deliveries in as `khizana ingest` does, at one moment, so that the same ingest gives the same bytes."""

    memory: Remembered = field(default_factory=Remembered)
    schemas: Mapping[str, object] = field(default_factory=published.schemas)
    countries: Mapping[str, object] = field(default_factory=published.countries)

    def take_in(self, delivery: Path, rooms: Rooms, workers: int = 1) -> None:
        context = IngestContext(
            rooms.store,
            rooms.ledger,
            PackageReading(rooms.store),
            self.schemas,  # type: ignore[arg-type]
            self.countries,  # type: ignore[arg-type]
            lambda: MOMENT,
            "faults",
            ("Khizana", "faults"),
            claims=FolderClaims(rooms.root / "claims", lambda: "a test of faults"),
            workers=workers,
        )
        report = ingest(FolderSource(delivery), context, lambda *_: None, memory=self.memory)
        assert report.verdict.accepted, report.verdict.findings


def version_of(delivery: Path) -> Path:
    """Where the version lies that follows a small delivery: mentions and a rescan of one register."""
    return delivery.parent / f"{delivery.name}-version"


def appended(start: int, count: int) -> list[Entry]:
    """Entries of an audit, told apart by a number."""
    numbers = range(start, start + count)
    return [Entry(EntryType.AUDIT, MOMENT, "faults", "fixity", "intact", counts={"n": number}) for number in numbers]


def held_as(receipt: Receipt) -> Entry:
    """The entry that makes a package of the smallest kind held."""
    digests = {"tagmanifest": receipt.tagmanifest}
    return Entry(EntryType.PACKAGE_STORED, MOMENT, "faults", receipt.package, digests=digests, links={"register": "r"})


def operations(delivery: Path) -> dict[str, Operation]:
    """Every operation by name; `delivery` is a small right one."""
    deliveries = Deliveries()
    for one in (delivery, version_of(delivery)):
        if one.is_dir():
            receive(FolderSource(one), memory=deliveries.memory)

    def nothing(rooms: Rooms) -> None:
        return None

    def long(rooms: Rooms) -> None:
        rooms.ledger.append(appended(0, APPENDED_TO))

    def append(rooms: Rooms) -> None:
        try:
            rooms.ledger.append(appended(APPENDED_TO, APPENDED), at=APPENDED_TO)
        except Overtaken as overtaken:
            assert overtaken.size == APPENDED_TO + APPENDED

    def put(rooms: Rooms) -> None:
        rooms.store.put_document(b'{"verdict": "accepted"}\n' * 500)

    def keep(rooms: Rooms) -> None:
        if rooms.ledger.head().size:
            return
        with suppress(NotStored):
            rooms.store.discard(PLAN.package)
        rooms.ledger.append([held_as(deposit(PLAN, SOURCE, rooms.store))])

    found = (
        Operation("ingest", nothing, lambda rooms: deliveries.take_in(delivery, rooms)),
        Operation("append", long, append),
        Operation("document", nothing, put),
        Operation("deposit", nothing, keep),
        Operation(
            "version",
            lambda rooms: deliveries.take_in(delivery, rooms),
            lambda rooms: deliveries.take_in(version_of(delivery), rooms),
        ),
    )
    return {operation.name: operation for operation in found}


def wrong(rooms: Rooms, before: list[Entry], after: list[Entry] | None) -> list[str]:
    """What breaks a promise: what was held before (or, when it was acknowledged, after) is recorded and whole, and all else that
    is recorded is whole too."""
    try:
        rooms.ledger.verify()
        entries = [recorded.entry for recorded in rooms.ledger.since(0)]
    except LedgerDamaged as damaged:
        return [f"the ledger is damaged: {damaged}"]
    problems = []
    if entries[: len(before)] != before:
        problems.append("the ledger lost what it held before")
    if after is not None and entries != after:
        problems.append(f"acknowledged, and the ledger has {len(entries)} entries instead of {len(after)}")
    for entry in entries:
        problems += _damaged(rooms, entry)
    for package in rooms.store.packages():
        audit = verify_package(package, None, rooms.store.files(package))
        if audit.word is not Word.INTACT:
            problems.append(f"{package} is visible and {audit.word}")
    return problems


def _damaged(rooms: Rooms, entry: Entry) -> list[str]:
    problems = []
    if entry.type is EntryType.PACKAGE_STORED:
        try:
            audit = verify_package(entry.subject, entry.digests["tagmanifest"], rooms.store.files(entry.subject))
            if audit.word is not Word.INTACT:
                problems.append(f"{entry.subject} is recorded and {audit.word}")
        except StoreUnreadable as error:
            problems.append(f"{entry.subject} is recorded and unreadable: {error}")
    for name, digest in entry.digests.items():
        if name.partition(".")[0] in DOCUMENTS:
            try:
                if Digest.of(rooms.store.document(digest)) != digest:
                    problems.append(f"the document {name} of {entry.subject} is recorded and altered")
            except (NotStored, StoreUnreadable) as error:
                problems.append(f"the document {name} of {entry.subject} is recorded and {error}")
    return problems


def content(root: Path) -> dict[str, tuple[str, str]]:
    """Everything under a root, by path: mode, and digest of the bytes. Lock files of the living are not content."""
    found = {}
    for folder, _, names in os.walk(root):
        for path in (Path(folder), *(Path(folder) / name for name in names)):
            mode = path.lstat().st_mode
            digest = "" if stat.S_ISDIR(mode) else hashlib.sha256(path.read_bytes()).hexdigest()
            found[path.relative_to(root).as_posix()] = (stat.filemode(mode), digest)
    return found
