"""A disk that fills up in the middle: a clear error, nothing half-made visible, nothing acknowledged is lost."""

from __future__ import annotations

import errno
import io
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.model.digest import Digest
from archive.package.plan import Copied, Entry, PackagePlan
from archive.store.deposit import deposit
from archive.store.folder_store.folder import FolderStore
from archive.store.port import StoreFull
from khizana.service.failures import failure
from tests.faults.operations import Deliveries, Rooms, content, wrong

MEBIBYTE = 1 << 20
SIZE = 4 * MEBIBYTE


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MiB."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)], capture_output=True, text=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"NO SMALL DISK COULD BE MOUNTED (that needs root): {mounted.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def plan_of(year: int, size: int) -> tuple[PackagePlan, bytes]:
    """A package of one file of this many bytes."""
    content = os.urandom(size)
    package = f"ma_o_dahir1950_birth_{year}_p1_office-v1"
    copied = Copied(Entry(f"data/{package}/scan.tif", Digest.of(content), size), "scan.tif")
    return PackagePlan(package, (copied,), (), (("Bag-Software-Agent", "Khizana test"),)), content


def test_a_full_disk_is_said_and_leaves_nothing_half_made(small_disk: Path) -> None:
    store = FolderStore.create(small_disk / "store")
    kept, kept_content = plan_of(1987, MEBIBYTE)
    receipt = deposit(kept, lambda _: io.BytesIO(kept_content), store)
    large, large_content = plan_of(1988, SIZE)

    with pytest.raises(StoreFull, match="Free some space, then run the same command again") as raised:
        deposit(large, lambda _: io.BytesIO(large_content), store)
    assert large.package in str(raised.value)
    assert list(store.packages()) == [kept.package]
    assert list((small_disk / "store/staging").iterdir()) == []
    with store.open(kept.package, "tagmanifest-sha256.txt") as stream:
        assert Digest.of(stream.read()) == receipt.tagmanifest


def test_the_same_command_finishes_when_there_is_room_again(small_disk: Path) -> None:
    store = FolderStore.create(small_disk / "store")
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(3 * MEBIBYTE))
    plan, content = plan_of(1987, 2 * MEBIBYTE)
    with pytest.raises(StoreFull):
        deposit(plan, lambda _: io.BytesIO(content), store)
    ballast.unlink()
    deposit(plan, lambda _: io.BytesIO(content), store)

    assert list(store.packages()) == [plan.package]


def test_a_document_that_finds_no_room_is_not_there(small_disk: Path) -> None:
    store = FolderStore.create(small_disk / "store")
    digest = store.put_document(b"verdict")

    with pytest.raises(StoreFull):
        store.put_document(bytes(2 * SIZE))
    assert list(store.documents()) == [digest]
    assert list((small_disk / "store/staging").iterdir()) == []


@pytest.fixture(scope="module")
def deliveries() -> Deliveries:
    return Deliveries()


@pytest.mark.parametrize("room", [64, 240, 400, 480])
def test_an_ingest_that_fills_the_disk_says_so_and_finishes_when_there_is_room(
    small_disk: Path, small_delivery: Path, deliveries: Deliveries, tmp_path: Path, room: int
) -> None:
    whole = Rooms.create(tmp_path / "whole")
    deliveries.take_in(small_delivery, whole)
    rooms = Rooms.create(small_disk / "archive")
    ballast = small_disk / "ballast"
    status = os.statvfs(small_disk)
    ballast.write_bytes(bytes(status.f_bavail * status.f_frsize - room * 1024))

    with pytest.raises(OSError) as raised:
        deliveries.take_in(small_delivery, rooms)
    assert raised.value.errno == errno.ENOSPC
    told = failure(raised.value)
    assert told is not None
    assert (int(told[1]), "room" in told[0] or "space" in told[0]) == (1, True)
    assert wrong(rooms, [], None) == []
    ballast.unlink()
    deliveries.take_in(small_delivery, rooms)
    assert wrong(rooms, [], [recorded.entry for recorded in whole.ledger.since(0)]) == []
    assert content(rooms.root / "store") == content(whole.root / "store")
    assert list((rooms.root / "store/staging").iterdir()) == []
