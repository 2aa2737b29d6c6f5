"""Appending to the ledger: entries a second, in batches and one by one, each append synced to disk before it answers.

The ledger is then verified whole, and tessera's `fsck` judges it where scripts/fetch-judges.sh has built it.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from archive.ledger.entry import Entry, EntryType
from archive.ledger.keys.checkpoint import Signer
from archive.ledger.log.files import FilesLedger
from archive.model.digest import Digest
from benchmarks.measuring import cpu_seconds, header, machine

TARGET = 50_000
BATCHES = ((100_000, 10_000), (100_000, 1_000), (200, 1))
"""So many entries in all, so many at once."""


def main() -> None:
    """Print the table; exit code 1 when batches are slower than the target."""
    print(machine())
    print(header("entries", "at once", "seconds", "CPU seconds", "entries a second", "target", ""))
    missed = False
    for total, at_once in BATCHES:
        with tempfile.TemporaryDirectory(dir=os.environ.get("KHIZANA_BENCH_DIR")) as folder:
            seconds, busy = measure(Path(folder), total, at_once)
        target = TARGET if at_once == 10_000 else 0
        verdict = "" if not target else "met" if total / seconds >= target else "MISSED"
        missed |= verdict == "MISSED"
        print(
            f"| {total} | {at_once} | {seconds:.2f} | {busy:.2f} | {total / seconds:,.0f} | {target or ''} | {verdict} |",
            flush=True,
        )
    sys.exit(1 if missed else 0)


def measure(folder: Path, total: int, at_once: int) -> tuple[float, float]:
    """Wall and CPU seconds to append everything, the making of the entries not counted; the ledger is proved afterwards."""
    signer = Signer("khizana/bench", secrets.token_bytes(32))
    ledger = FilesLedger.create(folder / "ledger", signer)
    spent = busy = 0.0
    for first in range(0, total, at_once):
        batch = list(entries(first, at_once))
        start, before = time.perf_counter(), cpu_seconds()
        ledger.append(batch)
        spent += time.perf_counter() - start
        busy += cpu_seconds() - before
    if ledger.verify().size != total:
        raise SystemExit("the ledger does not hold what was appended: this measurement is worth nothing")
    judge(folder, signer)
    return spent, busy


def entries(first: int, count: int) -> Iterator[Entry]:
    """Entries about stored packages, as an ingest appends them."""
    for number in range(first, first + count):
        register = f"ma_01.511.01.03-1_dahir1950_birth_1987_p{number + 1}_office"
        yield Entry(
            EntryType.PACKAGE_STORED,
            datetime(2026, 1, 1, tzinfo=UTC),
            "archivist-3",
            f"{register}-v1",
            "",
            {"tagmanifest": Digest.of(b"%d" % number), "manifest": Digest.of(b"manifest")},
            {"views": 100, "pages": 200, "acts": 99, "mentions": 3, "payload_bytes": 60_000_000, "payload_files": 105},
            {"register": register, "delivery": "lot-3.2026-11"},
        )


def judge(folder: Path, signer: Signer) -> None:
    """SystemExit when fsck is here and does not accept the log."""
    program = Path(os.environ.get("KHIZANA_CACHE", ".cache")) / "judges" / "bin" / "fsck"
    if not program.is_file():
        print(f"(not judged: {program} is missing)", file=sys.stderr)
        return
    (folder / "key").write_text(f"{signer.verifier}\n", encoding="ascii")
    command = [program, f"--storage_url=file://{folder / 'ledger'}", f"--public_key={folder / 'key'}", "--ui=false"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if "Successfully fsck'd log" not in done.stderr:
        raise SystemExit(f"fsck does not accept the log: {done.stderr}")


if __name__ == "__main__":
    main()
