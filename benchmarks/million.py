"""A holding of a million files, audited in one go; then interrupted three times, by signals, and resumed: the same work in all.

    python -m benchmarks.million [PACKAGES] [FILES]      TMPDIR chooses the disk

The files are hard links to a few contents, so that making them takes minutes and little room; each package has manifests of its
own and its own entry in the ledger. Everything made is removed at the end. `--keep` leaves it, for a look.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from archive.ledger.entry import Entry, EntryType
from archive.model.digest import Digest
from archive.package.bag import tag_files
from archive.package.plan import Entry as Listed
from benchmarks.measuring import machine
from khizana.wiring.opening import create
from khizana.wiring.session import Session

CONTENTS = 64
FILE_BYTES = 20_000
BATCH = 200


@dataclass(frozen=True, slots=True)
class Spent:
    """One command with all its processes: seconds of the clock and of processors, bytes read, the most memory at once."""

    wall: float
    cpu: float
    read: int
    peak_kb: int
    code: int


def main(packages: int = 1_000, files: int = 1_000, keep: bool = False) -> None:
    """Make the holding, audit it, interrupt it, and print what it took."""
    print(machine())
    adopt()
    root = Path(tempfile.mkdtemp(prefix="million-"))
    try:
        began = time.monotonic()
        archive = create(root / "archive", "million")
        make(archive, root, packages, files)
        print(f"{packages:,} packages of {files:,} files made in {time.monotonic() - began:.0f} s", flush=True)
        measure(archive, packages)
    finally:
        if not keep:
            for folder, _, _ in os.walk(root):
                os.chmod(folder, 0o755)
            shutil.rmtree(root)


def measure(archive: Session, packages: int) -> None:
    """One audit for the caches, one whole one, one that is interrupted three times: politely twice, and once by a kill."""
    audit(archive)
    whole = audit(archive)
    print(said("in one go", [whole]), flush=True)
    signals = ((signal.SIGINT, 0.25), (signal.SIGKILL, 0.5), (signal.SIGTERM, 0.8))
    parts = [audit(archive, number, int(packages * share)) for number, share in signals]
    parts.append(audit(archive))
    print(said("interrupted three times", parts))
    runs = json.loads((archive.settings.reports / "fixity.json").read_bytes())["runs"]
    print(f"packages by run: {[run['packages'] for run in runs]}, ends {[run['end'] for run in runs]}")
    read = sum(part.read for part in parts) / whole.read
    cpu = sum(part.cpu for part in parts) / whole.cpu
    starts = " (four starts of the program included)"
    print(
        f"bytes read {read:.4f} of one run: {'met' if read <= 1.02 else 'MISSED'} (at most 1.02); processors {cpu:.3f}{starts}"
    )
    busy, megabytes = whole.cpu / whole.wall / (os.cpu_count() or 1), whole.peak_kb / 1000
    print(
        f"processors busy {busy:.2f}; memory {megabytes:.0f} MB: {'met' if megabytes < 150 else 'MISSED'} (under 150)"
    )


def audit(archive: Session, number: int = 0, after: int = 0) -> Spent:
    """`khizana audit fixity` in a process of its own; sent a signal when so many packages stand in its journal."""
    journal = archive.settings.audits / "main.all.journal"
    before, read = resource.getrusage(resource.RUSAGE_CHILDREN), bytes_read()
    began = time.monotonic()
    program = (sys.executable, "-m", "khizana", "audit", "fixity", "--archive", str(archive.settings.root), "--json")
    process = subprocess.Popen(program, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory_kb(process.pid))
        if after and journal.exists() and journal.read_bytes().count(b'{"p":') >= after:
            process.send_signal(number)
            after = 0
        time.sleep(0.05)
    wall = time.monotonic() - began
    orphans()
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime
    return Spent(wall, cpu, bytes_read() - read, peak, process.returncode)


def adopt() -> None:
    """Let the children of a killed child become ours, so that their work is counted too (prctl(2), PR_SET_CHILD_SUBREAPER)."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def orphans() -> None:
    """Wait for all that is left of a killed child."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def bytes_read() -> int:
    """What we and the children that we waited for have read, from caches or disks (proc(5), rchar)."""
    return int(Path("/proc/self/io").read_text("ascii").split()[1])


def memory_kb(process: int) -> int:
    """The memory of a process and its children, shared pages counted once (proportional set size)."""
    total = 0
    for one in (process, *children(process)):
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text("ascii")
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total


def children(process: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
    except OSError:
        return []


def said(name: str, spent: Sequence[Spent]) -> str:
    wall, cpu = sum(one.wall for one in spent), sum(one.cpu for one in spent)
    read = sum(one.read for one in spent) / 1e9
    return f"{name}: {wall:.1f} s, {cpu:.1f} s of processors, {read:.2f} GB read, codes {[one.code for one in spent]}"


def make(archive: Session, root: Path, packages: int, files: int) -> None:
    """Packages of hard links, sealed as a deposit would leave them, and their entries in the ledger."""
    contents = [sha256(f"{number}".encode()).digest() * (FILE_BYTES // 32) for number in range(CONTENTS)]
    digests = [Digest.of(content) for content in contents]
    entries: list[Entry] = []
    for number in range(packages):
        if number % 50 == 0:  # a file has at most 65,000 names on ext4
            sources = [root / f"content-{number}-{one}" for one in range(CONTENTS)]
            for source, content in zip(sources, contents, strict=True):
                source.write_bytes(content)
                source.chmod(0o444)
        package = f"ma_01.511.01.{number // 100 + 1:02}-1_dahir1950_birth_{1915 + number % 100}_p1_office-v1"
        entries.append(one_package(archive, package, sources, digests, files))
        if len(entries) == BATCH or number == packages - 1:
            archive.ledger.append(entries)
            entries.clear()


def one_package(
    archive: Session, package: str, sources: Sequence[Path], digests: Sequence[Digest], files: int
) -> Entry:
    """One bag of links."""
    folder = Path(archive.store.place(package))
    data = folder / "data" / package / "representations" / "master" / "data"
    data.mkdir(parents=True)
    listed = []
    for number in range(files):
        name = data / f"v{number + 1:04}.tif"
        os.link(sources[number % CONTENTS], name)
        listed.append(
            Listed(
                name.relative_to(folder).as_posix(), digests[number % CONTENTS], len(digests) and FILE_BYTES // 32 * 32
            )
        )
    tagmanifest = None
    for path, content in tag_files((("Bag-Software-Agent", "Khizana benchmark"),), listed):
        (folder / path).write_bytes(content)
        (folder / path).chmod(0o444)
        tagmanifest = Digest.of(content)
    assert tagmanifest is not None
    for inner, _, _ in os.walk(folder, topdown=False):
        os.chmod(inner, 0o555)
    size = sum(one.size for one in listed)
    counts = {"payload_files": files, "payload_bytes": size, "views": files, "pages": files, "acts": 0, "mentions": 0}
    digests_of = {"tagmanifest": tagmanifest}
    links = {"register": package.removesuffix("-v1"), "delivery": "made"}
    now = datetime.now(UTC).replace(microsecond=0)
    return Entry(EntryType.PACKAGE_STORED, now, "benchmark", package, "", digests_of, counts, links)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    main(*numbers, keep="--keep" in sys.argv)
