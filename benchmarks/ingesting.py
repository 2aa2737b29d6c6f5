"""Taking in many small registers: everything made durable, beside the very same without any sync.

2,000 registers of two pages of 20 to 60 KB are planned, written, sealed and recorded by the walk of an ingest, from the moment
when the delivery was found acceptable. What is compared is wall time, for waiting is what durability costs: registers a second,
in turns, on the disk that TMPDIR names. `--packages N` and `--rounds N` make it shorter.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.delivery.facts.batch import Batch, DeliveredRegister, DeliveredView, FileFacts, Manifest
from archive.delivery.facts.batch import Size as Pixels
from archive.delivery.folder import FolderSource
from archive.ingest.context import IngestContext
from archive.ingest.ledger_holdings import LedgerHoldings
from archive.ingest.materials import Materials
from archive.ingest.storing import Storing
from archive.ledger.keys.checkpoint import Signer
from archive.ledger.log.files import FilesLedger
from archive.model.digest import Digest
from archive.model.json import Json, write_pretty
from archive.package.package_reader import PackageReading
from archive.store.folder_store import durable, folder_sealing
from archive.store.folder_store.folder import FolderStore
from benchmarks.made_register import described
from benchmarks.measuring import header, machine

TARGET = 0.5
PAGES = 2
MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
OFFICE = "01.511.01.03-1"


@dataclass(frozen=True, slots=True)
class Rate:
    """Packages a second."""

    durable: float
    unsynced: float


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--packages", type=int, default=2000)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    print(machine())
    print(header("packages", "workers", "durable, a second", "without sync, a second", "ratio", "target", ""))
    with tempfile.TemporaryDirectory() as folder:
        batch = make_delivery(Path(folder) / "delivery", given.packages)
        for workers in (1, os.cpu_count() or 1):
            print(measure(Path(folder), batch, workers, given.rounds), flush=True)


def measure(folder: Path, batch: Batch, workers: int, rounds: int) -> str:
    """The line of so many workers; the first round warms caches up and is not counted."""
    rates = [_round(folder, batch, workers, durable_first=bool(number % 2)) for number in range(rounds + 1)][1:]
    durable = statistics.median(rate.durable for rate in rates)
    unsynced = statistics.median(rate.unsynced for rate in rates)
    ratio = statistics.median(rate.durable / rate.unsynced for rate in rates)
    verdict = "met" if ratio >= TARGET else "MISSED"
    count = len(batch.registers)
    return f"| {count} | {workers} | {durable:.0f} | {unsynced:.0f} | {ratio:.2f} | {TARGET} | {verdict} |"


def make_delivery(folder: Path, packages: int) -> Batch:
    """Write the pages and descriptions of so many registers; what receiving them would have measured."""
    chance = random.Random(1)
    facts: dict[str, FileFacts] = {}
    registers = []
    for part in range(1, packages + 1):
        at = f"registers/{part:05d}"
        (folder / at).mkdir(parents=True)
        views = [DeliveredView(f"{at}/{page:04d}.tif", 1, "acts", (page,)) for page in range(1, PAGES + 1)]
        for view in views:
            content = chance.randbytes(chance.randrange(20_000, 60_000))
            facts[view.file] = _kept(folder, view.file, content, "image/tiff")
        description = described(views) | {"part": part, "parts": packages}
        path = f"{at}/register.json"
        facts[path] = _kept(folder, path, write_pretty(description), "application/json")
        registers.append(DeliveredRegister(path, description, tuple(views), None, {}, {}))
    offices: dict[str, dict[str, Json]] = {OFFICE: {"code": OFFICE, "kind": "main", "name": {"fr": "Bureau"}}}
    return Batch(_manifest(facts, registers), "ma", offices, facts, tuple(registers))


def _kept(folder: Path, path: str, content: bytes, mime: str) -> FileFacts:
    (folder / path).write_bytes(content)
    digest = Digest.of(content)
    if mime == "image/tiff":
        return FileFacts(path, len(content), digest, mime, "fmt/353", (Pixels(2480, 3508),))
    return FileFacts(path, len(content), digest, mime)


def _manifest(facts: dict[str, FileFacts], registers: list[DeliveredRegister]) -> Manifest:
    entries: list[dict[str, Json]] = [
        {"description": one.path, "counts": {"views": PAGES, "pages": PAGES}} for one in registers
    ]
    content: dict[str, Json] = {
        "schema": "delivery/1",
        "delivery": "bench-1",
        "country": "ma",
        "contractor": "bench",
        "created": "2026-01-02T03:04:05Z",
        "offices": "offices.json",
        "counts": {"registers": len(registers)},
        "registers": list(entries),
        "files": [],
    }
    declared = {path: (one.digest, one.size) for path, one in facts.items()}
    return Manifest("bench-1", content, Digest.of(write_pretty(content)), declared, "offices.json", tuple(entries))


def _round(folder: Path, batch: Batch, workers: int, durable_first: bool) -> Rate:
    def durable() -> float:
        return _take_in(folder, batch, workers)

    def unsynced() -> float:
        with without_sync():
            return _take_in(folder, batch, workers)

    if durable_first:
        first = durable()
        return Rate(first, unsynced())
    other = unsynced()
    return Rate(durable(), other)


def _take_in(folder: Path, batch: Batch, workers: int) -> float:
    """Packages a second into a new archive. It stays: ext4 looks long for an inode after many were freed."""
    root = Path(tempfile.mkdtemp(prefix="archive-", dir=folder))
    store = FolderStore.create(root / "store")
    ledger = FilesLedger.create(root / "ledger", Signer("khizana/bench", bytes(range(32))))
    reading = PackageReading(store)
    office = IngestContext(
        store, ledger, reading, {}, {}, lambda: MOMENT, "bench", ("Khizana", "bench"), workers=workers
    )
    assert batch.manifest is not None
    held = LedgerHoldings.replay(office, batch.manifest.digest)
    materials = Materials(FolderSource(folder / "delivery"), office, batch, held, Digest.of(b"verdict"), MOMENT)
    os.sync()
    began = time.monotonic()
    made = sum(1 for _ in Storing(materials, held).registers(lambda *_: None))
    spent = time.monotonic() - began
    assert made == ledger.head().size == len(batch.registers)
    return made / spent


@contextmanager
def without_sync() -> Iterator[None]:
    """Let nothing be put on disk, in this process."""
    fsync, at_once = os.fsync, durable.at_once
    os.fsync = lambda descriptor: None
    durable.at_once = folder_sealing.at_once = lambda anchor: True
    try:
        yield
    finally:
        os.fsync = fsync
        durable.at_once = folder_sealing.at_once = at_once


if __name__ == "__main__":
    main()
