"""What a small command costs in archives of many packages: CPU seconds and memory of whole processes, by size of the archive.

    python -m benchmarks.archive_size [PACKAGES …]      TMPDIR chooses the disk

Packages are condensed: description, facts and two acts, no images; each has its entry in the ledger, its rows in the catalogue
and its acts in the index. `status` is asked again after an ingest, and of a snapshot that was
thrown away; the answers are compared. Loading the program is measured beside (`khizana --version`), and taken off in brackets.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from archive.ledger.entry import Entry, EntryType
from archive.model.digest import Digest
from archive.model.json import write_line, write_pretty
from archive.model.records.register import Statements
from archive.package import bag, layout
from benchmarks import made_book, made_packages
from benchmarks.made_book import MadeBook
from benchmarks.measuring import machine
from khizana.wiring.opening import create

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 3
BATCH = 1_000
YEARS = range(1951, 2021)


@dataclass(frozen=True, slots=True)
class Spent:
    """One process: seconds of processors, seconds of the clock, the most memory in MB, and what it printed."""

    cpu: float
    wall: float
    peak: float
    out: str


def main(sizes: Sequence[int]) -> None:
    """Make one archive after the other, and print a table for each."""
    print(machine())
    made_book.ACTS = made_packages.ACTS = 2
    for packages in sizes:
        root = Path(tempfile.mkdtemp(prefix="archive-size-"))
        try:
            began = time.monotonic()
            make(root / "archive", packages)
            print(f"\n{packages:,} packages, made in {time.monotonic() - began:.0f} s", flush=True)
            measure(root, root / "archive")
        finally:
            shutil.rmtree(root)


def make(folder: Path, packages: int) -> None:
    """Condensed packages, their entries, and the derived rooms."""
    session = create(folder, "bench")
    book = MadeBook(2)
    (pattern,) = (one.package() for one in book.registers)
    register, acts = book.register(pattern), [*book.acts(pattern)]
    facts = replace(made_packages._facts(register), stated=Statements(1, 1, 2, 2), pages=((1, 1),)).to_json()
    texts = [write_pretty(register), write_pretty(facts), b"".join(map(write_line, acts))]
    names = (layout.REGISTER, layout.FACTS, layout.representation(layout.ACTS, layout.ACTS_FILE))
    entries: list[Entry] = []
    for number in range(packages):
        package = name_of(number)
        files = {
            layout.within(package, name): _of(text, pattern, package) for name, text in zip(names, texts, strict=True)
        }
        entries.append(_entry(package, _bag(Path(session.store.place(package)), files)))
        if len(entries) == BATCH or number == packages - 1:
            session.ledger.append(entries)
            entries.clear()
    run(folder, "rebuild")


def _bag(folder: Path, files: dict[str, bytes]) -> Digest:
    """Write a package as a bag, nothing made durable; the digest of its tag manifest."""
    payload = [bag.Entry(path, Digest.of(content), len(content)) for path, content in files.items()]
    tags = dict(bag.tag_files((), payload))
    for path, content in (files | tags).items():
        os.makedirs(folder / os.path.dirname(path), exist_ok=True)
        with open(folder / path, "wb") as file:
            file.write(content)
    return Digest.of(tags[bag.TAG_MANIFEST])


def name_of(number: int) -> str:
    """A package of a register of its own."""
    office, year = divmod(number, len(YEARS))
    return f"ma_01.511.{office // 90 + 1:02}.{office % 90 + 1:02}-1_dahir1950_birth_{YEARS[year]}_p1_office-v1"


def _of(text: bytes, pattern: str, package: str) -> bytes:
    """A document of one package as that of another: its register, and the acts and the series that are named after it."""
    for cut in ("-v1", "_office-v1"):
        text = text.replace(pattern.removesuffix(cut).encode(), package.removesuffix(cut).encode())
    series = pattern.partition("_p")[0]
    return text.replace(series.encode(), package.partition("_p")[0].encode())


def _entry(package: str, tagmanifest: Digest) -> Entry:
    counts = {"acts": 2, "views": 0, "pages": 0, "mentions": 0, "payload_files": 3, "payload_bytes": 3_000}
    links = {"register": package.removesuffix("-v1"), "delivery": "made-0001"}
    time = datetime.now(UTC).replace(microsecond=0)
    return Entry(EntryType.PACKAGE_STORED, time, "benchmark", package, "", {"tagmanifest": tagmanifest}, counts, links)


def measure(root: Path, archive: Path) -> None:
    """Every command in rounds; the ingests bring deliveries of their own."""
    deliveries = []
    for number in range(ROUNDS):
        delivery = root / f"delivery-{number}"
        arguments = ("--acts", "4", "--registers", "1", "--seed", str(number + 1), "--no-images")
        subprocess.run([*KHIZANA, "demo", "make", str(delivery), *arguments], check=True, capture_output=True)
        deliveries.append(delivery)
    print(f"{'':24}{'CPU s':>8}{'less the start':>16}{'wall s':>8}{'MB':>8}")
    start = row("the start alone", [run(archive, "--version") for _ in range(ROUNDS)], 0.0)
    row("status", [run(archive, "status", "--json") for _ in range(ROUNDS)], start)
    row("ingest of 4 acts", [run(archive, "ingest", str(one), "--json") for one in deliveries], start)
    again = [run(archive, "status", "--json") for _ in range(ROUNDS)]
    row("status after it", again, start)
    row("search", [run(archive, "search", "Fatima", "--json") for _ in range(ROUNDS)], start)
    row("holds", [run(archive, "holds", "--json") for _ in range(ROUNDS)], start)
    row("delivery list", [run(archive, "delivery", "list", "--json") for _ in range(ROUNDS)], start)
    row("audit completeness", [run(archive, "audit", "completeness", "--json")], start)
    same(archive, again[-1].out)


def same(archive: Path, before: str) -> None:
    """A snapshot that is gone gives the same answers."""
    for name in ("holdings.db", "holdings.db.seal"):
        (archive / name).unlink()
    folded = run(archive, "status", "--json")
    equal = json.loads(folded.out) == json.loads(before)
    print(f"the snapshot thrown away: {folded.cpu:.1f} s of CPU, {'the same answer' if equal else 'ANOTHER ANSWER'}")


KHIZANA = (sys.executable, "-m", "khizana")


def run(archive: Path, *command: str) -> Spent:
    """One command of its own process."""
    environment = {**os.environ, "KHIZANA_ARCHIVE": str(archive)}
    began = time.monotonic()
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([*KHIZANA, *command], env=environment, text=True, **quiet)
    assert process.stdout is not None
    out = process.stdout.read()
    _, _, used = os.wait4(process.pid, 0)
    return Spent(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1000, out)


def row(name: str, spent: Sequence[Spent], start: float) -> float:
    """Print the least of each figure; answer the CPU seconds."""
    cpu, wall, peak = (min(getattr(one, of) for one in spent) for of in ("cpu", "wall", "peak"))
    print(f"{name:24}{cpu:8.2f}{f'({cpu - start:.2f})':>16}{wall:8.2f}{peak:8.0f}", flush=True)
    return cpu


if __name__ == "__main__":
    main([int(given) for given in sys.argv[1:]] or SIZES)
