"""Auditing a package: every byte read and compared, beside `Bag.validate()` of bagit-python, on the very same package.

Ours also proves the tag files against the tag manifest's digest in the ledger, and that nothing stands there unlisted; the
access time of no file changes. Both read from the page cache, so that the disk does not blur the figures.

A second table holds ours against a bare loop of hashlib over the same files, and against the hash alone over their bytes in
memory; a third says how busy the readers of an audit keep the processors.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from statistics import median

import bagit

from archive.audit.fixity import LARGE_FILES, verify_package
from archive.audit.outcome import Word
from archive.audit.readers import Readers, Threads
from archive.delivery.folder import FolderSource
from archive.package.plan import PackagePlan
from archive.store.deposit import deposit
from archive.store.folder_store.folder import FolderStore
from archive.store.receipt import Receipt
from benchmarks.made_register import make_register
from benchmarks.measuring import SIZES, Size, cpu_seconds, header, in_turns, machine, row
from khizana.service.fixity.process_pool import Crew

TARGETS = {"20 KB": 4.0, "600 KB": 2.0, "200 MB": 1.05}
RATES = {"20 KB": 0.0, "600 KB": 0.85, "200 MB": 0.9}
ABOVE = 35.0
"""Microseconds of processor that a file of 20 KB may cost above its hash."""
BUSY = 0.9
COPIES = 8


def main() -> None:
    """Print the tables."""
    logging.disable(logging.CRITICAL)
    print(machine())
    print(header("files", "ours", "peer, CPU ms", "ours, CPU ms", "ratio, least", "ratio, median", "target", ""))
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            print(measure(Path(folder), size), flush=True)
    print(
        header(
            "files", "hash alone, ms", "bare loop, ms", "ours, ms", "rate", "above the hash, µs a file", "target", ""
        )
    )
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            print(beside_the_hash(Path(folder), size), flush=True)
    print(header("files", "readers", "wall, s", "CPU, s", "processors busy", "of a bare loop there", "target", ""))
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            print(busy(Path(folder), size), flush=True)


def measure(folder: Path, size: Size) -> str:
    """The line of one data set."""
    plan, store, receipt = made(folder, size)
    package = store.folder(plan.package)

    def peer(_: int) -> None:
        bagit.Bag(str(package)).validate()

    def ours(_: int) -> None:
        look(store, receipt)

    spent = in_turns({"peer": peer, "ours": ours}, size.rounds)
    return row(size, "audit", spent["peer"], spent["ours"], TARGETS[size.name])


def made(folder: Path, size: Size) -> tuple[PackagePlan, FolderStore, Receipt]:
    """One package of that size in a store."""
    source = folder / "delivered"
    plan = make_register(source, size)
    store = FolderStore.create(folder / "store")
    return plan, store, deposit(plan, FolderSource(source).open, store)


def look(store: FolderStore, receipt: Receipt) -> None:
    """Audit it on one processor."""
    audit = verify_package(receipt.package, receipt.tagmanifest, store.files(receipt.package))
    if audit.word is not Word.INTACT:
        raise SystemExit(f"the package is {audit.word}: this measurement is worth nothing")


def bare(paths: Sequence[Path]) -> None:
    """What anyone would write: open, read into a buffer, hash."""
    buffer = memoryview(bytearray(1 << 18))
    for path in paths:
        with path.open("rb", buffering=0) as stream:
            hasher = sha256()
            while count := stream.readinto(buffer):
                hasher.update(buffer[:count])
            hasher.hexdigest()


def beside_the_hash(folder: Path, size: Size) -> str:
    """Ours as a share of the rate of a bare loop, and what a file costs us above its hash."""
    plan, store, receipt = made(folder, size)
    paths = [path for path in store.folder(plan.package).rglob("*") if path.is_file()]
    contents = [path.read_bytes() for path in paths]

    def alone(_: int) -> None:
        for content in contents:
            sha256(content).hexdigest()

    sides = {"alone": alone, "bare": lambda _: bare(paths), "ours": lambda _: look(store, receipt)}
    spent = in_turns(sides, 2 * size.rounds)
    rate = median(theirs / our for theirs, our in zip(spent["bare"], spent["ours"], strict=True))
    above = median(our - hashed for our, hashed in zip(spent["ours"], spent["alone"], strict=True)) / len(paths) * 1e6
    met = rate >= RATES[size.name] if RATES[size.name] else above <= ABOVE
    target = f"{RATES[size.name]} of the loop" if RATES[size.name] else f"{ABOVE:.0f} µs"
    figures = " | ".join(f"{median(spent[name]) * 1000:.1f}" for name in ("alone", "bare", "ours"))
    return f"| {size.files} x {size.name} | {figures} | {rate:.2f} | {above:.1f} | {target} | {'met' if met else 'MISSED'} |"


def busy(folder: Path, size: Size) -> str:
    """How busy an audit of several such packages keeps all processors: processes for small files, threads for large ones."""
    plan, store, receipt = made(folder, size)
    processors = os.cpu_count() or 1
    small = size.file_bytes < LARGE_FILES
    paths = [path for path in store.folder(plan.package).rglob("*") if path.is_file()]
    expected = [(receipt.package, receipt.tagmanifest)] * (COPIES * (8 if small else 1) if size.files > 1 else 3)
    readers: Readers = Crew(store.location, processors) if small else Threads(store, processors)
    together, threads = [], []
    for _ in range(3):
        began, before = time.monotonic(), cpu_seconds()
        audits = list(readers.read(iter(expected)))
        together.append((time.monotonic() - began, cpu_seconds() - before))
        if any(audit.word is not Word.INTACT for audit in audits):
            raise SystemExit("a package is not intact: this measurement is worth nothing")
        began = time.monotonic()
        with subprocesses(paths, len(expected), processors) as others:
            for one in others:
                one.wait()
        threads.append(time.monotonic() - began)
    wall, cpu = min(together)
    share = cpu / wall / processors
    return (
        f"| {len(expected)} x {size.files} x {size.name} | {'processes' if small else 'threads'} | {wall:.2f} | {cpu:.2f} | "
        f"{share:.2f} | {min(threads) / wall:.2f} | {BUSY} | {'met' if share >= BUSY else 'MISSED'} |"
    )


@contextmanager
def subprocesses(paths: Sequence[Path], times: int, processors: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The bare loop over the same bytes, shared out to as many processes: what the machine can give now."""
    each = -(-times // processors)
    program = "import sys\nfrom pathlib import Path\nfrom benchmarks.auditing import bare\n"
    program += "paths = [Path(line) for line in sys.stdin.read().split('\\0')]\n"
    program += f"for _ in range({each}): bare(paths)"
    started = []
    for _ in range(processors):
        one = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE)
        assert one.stdin is not None
        one.stdin.write("\0".join(map(str, paths)).encode())
        one.stdin.close()
        started.append(one)
    yield started


if __name__ == "__main__":
    main()
