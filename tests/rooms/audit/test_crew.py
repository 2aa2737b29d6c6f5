"""Processes that read packages find what threads find; one that dies leaves its package unread, never intact."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.audit.audit_json import package_audit, read_package_audit
from archive.audit.fixity import verify_package
from archive.audit.outcome import Difference, PackageAudit, Unreadable, Word
from archive.audit.readers import Expected, Threads
from archive.store.deposit import deposit
from archive.store.folder_store.folder import FolderLocation, FolderStore
from khizana.service.fixity.process_pool import Crew
from khizana.service.fixity.rate_limit import Halted, Pace
from tests.rooms.store.made_package import OFFICE, from_memory, made_plan


def package(year: int) -> str:
    return f"{OFFICE}_dahir1950_birth_{year}_p1_office-v1"


@pytest.fixture
def expected(tmp_path: Path) -> list[Expected]:
    """Twelve packages, of which one is altered, one gone, and one holds a name that is not UTF-8."""
    store = FolderStore.create(tmp_path / "store")
    receipts = [deposit(made_plan(package=package(year)), from_memory(), store) for year in range(1970, 1982)]
    folders = tmp_path / "store" / "packages" / OFFICE
    page = next(path for path in (folders / package(1971)).rglob("a b.tif"))
    page.chmod(0o644)
    page.write_bytes(b"other")
    (folders / package(1972)).rename(tmp_path / "gone")
    (folders / package(1973)).chmod(0o755)
    (folders / package(1973) / b"caf\xe9".decode("utf-8", "surrogateescape")).write_bytes(b"x")
    return [(receipt.package, receipt.tagmanifest) for receipt in receipts]


def by_name(audits: Iterator[PackageAudit]) -> dict[str, PackageAudit]:
    return {audit.package: audit for audit in audits}


def test_processes_and_threads_say_the_same(expected: list[Expected], tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    threads = {
        name: read_package_audit(package_audit(audit))
        for name, audit in by_name(Threads(store).read(iter(expected))).items()
    }
    processes = by_name(Crew(FolderLocation(tmp_path / "store"), 2).read(iter(expected)))

    assert processes == threads
    assert [processes[package(year)].word for year in (1970, 1971, 1972, 1973)] == [
        Word.INTACT,
        Word.ALTERED,
        Word.MISSING,
        Word.ALTERED,
    ]


def test_packages_are_taken_only_when_they_can_be_begun(expected: list[Expected], tmp_path: Path) -> None:
    taken = 0

    def counted() -> Iterator[Expected]:
        nonlocal taken
        for one in expected:
            taken += 1
            yield one

    reading = Crew(FolderLocation(tmp_path / "store"), 2).read(counted())
    next(reading)

    assert taken <= 6
    reading.close()


DYING = """
import json, os
from archive.child_processes.serving import serve
answered = 0
def answer(content, descriptors):
    global answered
    answered += 1
    if answered > 1 or os.path.exists({marker!r}):
        os._exit(9)
    open({marker!r}, "w").close()
    return json.dumps({{"package": json.loads(content)[0], "outcome": "intact", "tagmanifest": None, "files_intact": 1,
                        "bytes_intact": 1, "differences": [], "findings": []}}).encode()
serve(answer)
"""


def test_a_process_that_dies_leaves_what_it_was_reading_unreadable(expected: list[Expected], tmp_path: Path) -> None:
    program = (sys.executable, "-c", DYING.format(marker=str(tmp_path / "once")))
    audits = by_name(Crew(FolderLocation(tmp_path / "store"), 1, program=program).read(iter(expected[:3])))

    died = (Difference("", Unreadable("DIED")),)
    assert sorted(audit.differences == died for audit in audits.values()) == [False, True, True]
    assert sorted(audit.word for audit in audits.values()) == [Word.INTACT, Word.UNREADABLE, Word.UNREADABLE]


def test_a_halted_crew_leaves_no_process_behind(expected: list[Expected], tmp_path: Path) -> None:
    before = children()
    with pytest.raises(Halted):
        list(Crew(FolderLocation(tmp_path / "store"), 2, rate=1000, stopped=lambda: True).read(iter(expected)))

    assert children() == before


def children() -> set[str]:
    return set(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text("ascii").split())


@pytest.mark.parametrize("processes", [True, False])
def test_a_rate_is_kept_by_all_readers_together(expected: list[Expected], tmp_path: Path, processes: bool) -> None:
    store = FolderStore(tmp_path / "store")
    size = verify_package(*expected[0], store.files(expected[0][0])).bytes
    rate = 4 * size  # eight packages take two seconds, less what may be made up for
    crew = Crew(FolderLocation(tmp_path / "store"), 2, rate) if processes else Threads(store, 2, Pace(rate))
    began = time.monotonic()
    list(crew.read(iter(expected[4:])))

    assert time.monotonic() - began > 0.9


def test_threads_tell_whoever_keeps_the_rate_of_every_byte_that_a_manifest_lists(
    expected: list[Expected], tmp_path: Path
) -> None:
    told: list[int] = []
    whole = expected[:1]
    store = FolderStore(tmp_path / "store")
    (audit,) = Threads(store, took=told.append).read(iter(whole))
    (unlisted,) = [one.size for one in store.listing(audit.package) if one.path == "tagmanifest-sha256.txt"]

    assert sum(told) == audit.bytes - unlisted > 0
