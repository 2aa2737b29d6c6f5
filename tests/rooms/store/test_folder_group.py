"""Groups of packages in a folder: nothing is left of what was not sealed, and all that was sealed is read-only."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from archive.store.folder_store.folder import FolderStore
from archive.store.port import Group

OFFICE = "ma_01.511.01.03-1"


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore.create(tmp_path / "store")


def fill(group: Group, years: range) -> None:
    for year in years:
        with group.add(f"{OFFICE}_dahir1950_birth_{year}_p1_office-v1") as staging:
            staging.write("data/master/one.tif", [b"%d" % year])


def test_nothing_is_left_of_a_group_that_was_not_sealed(store: FolderStore, tmp_path: Path) -> None:
    before = os.listdir("/proc/self/fd")
    with pytest.raises(ZeroDivisionError), store.group() as group:
        fill(group, range(1980, 1983))
        raise ZeroDivisionError

    assert list((tmp_path / "store/staging").iterdir()) == []
    assert len(os.listdir("/proc/self/fd")) == len(before)


def test_a_finished_package_holds_one_descriptor_while_it_waits(store: FolderStore) -> None:
    with store.group() as group:
        before = len(os.listdir("/proc/self/fd"))
        fill(group, range(1900, 1910))

        assert len(os.listdir("/proc/self/fd")) == before + 10


def test_every_file_and_folder_of_a_sealed_group_is_read_only(store: FolderStore, tmp_path: Path) -> None:
    with store.group() as group:
        fill(group, range(1980, 1982))
        group.seal()
    office = tmp_path / "store/packages" / OFFICE
    modes = {stat.S_IMODE(path.stat().st_mode) for path in office.rglob("*")}

    assert modes == {0o444, 0o555}
    assert list((tmp_path / "store/staging").iterdir()) == []
