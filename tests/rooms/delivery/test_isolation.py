"""No file takes the process that measures deliveries with it: a worker dies in its place, and the file gets a finding."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from archive.child_processes.shortage import MachineShort
from archive.delivery.facts.batch import FileFacts
from archive.delivery.facts.measured import Role
from archive.delivery.facts.resource_limits import MEMORY, SECONDS, seconds_for
from archive.delivery.folder import FolderSource
from archive.delivery.measuring.isolation import Crew
from archive.delivery.measuring.measure import measure_all
from archive.model.digest import Digest
from tests.rooms.delivery.made_pages import page_jpeg, pdf, tiff

PAGE = page_jpeg()
READER = """
import os, signal, sys, time
from archive.delivery.measuring import worker
from archive.delivery.measuring import measure_file
from archive.model.digest import Digest
honest = measure_file.measure_file
def reader(descriptor, path, role, buffer):
    if path.startswith("bad"):
        {fault}
    return honest(descriptor, path, role, buffer)
measure_file.measure_file = reader
worker.main()
"""


def program(folder: Path, fault: str) -> tuple[str, str]:
    """A worker whose reader has this fault with every file whose name begins with `bad`."""
    (folder / "reader.py").write_text(READER.format(fault=fault))
    return sys.executable, str(folder / "reader.py")


def measured(crew: Crew, folder: Path, name: str, content: bytes) -> FileFacts:
    (folder / name).write_bytes(content)
    with (folder / name).open("rb") as stream:
        facts = crew.measure(stream, name, Role.PAGE)
    assert isinstance(facts, FileFacts)
    return facts


def workers() -> list[int]:
    """The processes that read files for this one and that live; servers of other tests are no workers."""
    listed = [one for task in Path("/proc/self/task").glob("*/children") for one in task.read_text().split()]
    return [
        int(one) for one in listed if b"archive.delivery.measuring.worker" in Path(f"/proc/{one}/cmdline").read_bytes()
    ]


def test_a_worker_that_dies_is_replaced_and_the_file_is_read_again(tmp_path: Path) -> None:
    with Crew() as crew:
        before = measured(crew, tmp_path, "a.jpg", PAGE)
        (first,) = workers()
        os.kill(first, signal.SIGSEGV)
        after = measured(crew, tmp_path, "a.jpg", PAGE)
        (second,) = workers()

    assert (before, first != second) == (after, True)


@pytest.mark.parametrize(
    ("fault", "name", "content", "code", "detail"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "bad.tif", tiff(), "BAD_STRUCTURE", "SIGSEGV"),
        ("os.kill(os.getpid(), signal.SIGABRT)", "bad.pdf", pdf((100, 100)), "DAMAGED", "SIGABRT"),
        ("raise ZeroDivisionError('nobody expected it')", "bad.jpg", PAGE, "BAD_STRUCTURE", "nobody expected it"),
        ("bytearray(2 << 30)", "bad.jpg", PAGE, "UNREADABLE", f"{MEMORY >> 20} MiB"),
        ("sys.exit('terminate called: std::bad_alloc')", "bad.tif", tiff(), "UNREADABLE", f"{MEMORY >> 20} MiB"),
        ("time.sleep(60)", "bad.tif", tiff(), "UNREADABLE", "more than 5 seconds"),
    ],
    ids=["segmentation", "abort", "defect", "memory", "memory of a library", "time"],
)
def test_a_file_that_breaks_its_reader_is_refused_with_its_digest_and_the_next_is_read(
    tmp_path: Path, fault: str, name: str, content: bytes, code: str, detail: str
) -> None:
    with Crew(program(tmp_path, fault), lambda size: 5.0 if "sleep" in fault else 60.0) as crew:
        bad = measured(crew, tmp_path, name, content)
        good = measured(crew, tmp_path, "good.jpg", PAGE)

    assert bad.damage is not None
    assert (bad.damage.code, bad.digest, bad.size) == (code, Digest.of(content), len(content))
    assert detail in bad.damage.detail
    assert (good.damage, good.digest) == (None, Digest.of(PAGE))


@pytest.mark.parametrize(
    "fault",
    [
        "os.kill(os.getpid(), signal.SIGKILL)",
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29)); bytearray(2 << 30)",
        "raise OSError(24, 'Too many open files')",
        "from archive.delivery.facts.batch import FileFacts, Damage; "
        "return FileFacts(path, 1, Digest.of(b''), 'image/jpeg', damage="
        "Damage('CORRUPT_DATA', 'glib: Error creating thread: Resource temporarily unavailable'))",
    ],
    ids=["killed for memory", "less memory than a reader may take", "no descriptors", "no threads"],
)
def test_what_could_not_be_read_for_want_of_memory_or_threads_is_not_judged(tmp_path: Path, fault: str) -> None:
    reader = program(tmp_path, fault)
    with Crew(reader) as crew, pytest.raises(MachineShort, match="nothing is judged"):
        measured(crew, tmp_path, "bad.jpg", PAGE)


def test_damage_is_believed_only_of_a_reader_that_lacked_nothing(tmp_path: Path) -> None:
    with Crew() as crew:
        damaged = measured(crew, tmp_path, "cut.jpg", PAGE[: len(PAGE) // 2])
    assert damaged.damage is not None

    (tmp_path / "reader.py").write_text(
        "import resource, sys\nresource.setrlimit(resource.RLIMIT_DATA, (800 << 20, 800 << 20))\n"
        "from archive.delivery.measuring import worker\nworker.main()\n"
    )
    with Crew((sys.executable, str(tmp_path / "reader.py"))) as crew:
        assert measured(crew, tmp_path, "whole.jpg", PAGE).damage is None
        with pytest.raises(MachineShort):
            measured(crew, tmp_path, "cut.jpg", PAGE[: len(PAGE) // 2])


def test_no_worker_is_left_when_the_work_is_done_or_given_up(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.jpg").write_bytes(PAGE)
    paths = [f"{number}.jpg" for number in range(6)]
    started = set(os.listdir("/proc"))
    facts = measure_all(FolderSource(tmp_path), paths, {}, lambda done, total: None, 2)
    next(facts)
    facts.close()  # type: ignore[attr-defined]
    time.sleep(0.1)
    left = [
        number
        for number in set(os.listdir("/proc")) - started
        if number.isdigit() and b"measuring.worker" in _command(number) and str(os.getpid()).encode() in _parent(number)
    ]

    assert left == []


def _command(number: str) -> bytes:
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return b""


def _parent(number: str) -> bytes:
    try:
        return Path(f"/proc/{number}/stat").read_bytes().rpartition(b") ")[2].split()[1]
    except OSError:
        return b""


def test_a_worker_is_told_of_no_path_and_holds_no_secret_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHIZANA_SECRET", "of ours")
    with Crew() as crew:
        measured(crew, tmp_path, "a.jpg", PAGE)
        (one,) = workers()
        environment = Path(f"/proc/{one}/environ").read_bytes()

    assert b"of ours" not in environment


def test_a_large_file_has_more_time_and_a_small_one_a_minute() -> None:
    assert (seconds_for(0), seconds_for(64 << 20)) == (SECONDS, SECONDS)
    assert seconds_for(2 << 30) == SECONDS + 1984
