"""A disk that is full or fails is said with the file that it was about; ENOSPC and EIO carry no name themselves."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.ledger.log.atomic_replace import replace
from archive.model.digest import Digest
from archive.package.plan import Copied, Entry, PackagePlan
from archive.store.deposit import deposit
from archive.store.folder_store.folder import FolderStore
from khizana.file_writing import write
from khizana.service.failures import failure


class Failing(io.RawIOBase):
    """A file on a disk with a bad sector."""

    def readinto(self, buffer: object) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_bad_sector_in_a_delivery_names_the_delivered_file(tmp_path: Path) -> None:
    package = "ma_o_dahir1950_birth_1987_p1_office-v1"
    copied = Copied(Entry(f"data/{package}/scan.tif", Digest.of(b"x"), 1), "registers/births/scan.tif")
    plan = PackagePlan(package, (copied,), (), (("Bag-Software-Agent", "Khizana test"),))
    store = FolderStore.create(tmp_path / "store")

    with pytest.raises(OSError) as raised:
        deposit(plan, lambda _: Failing(), store)  # type: ignore[arg-type,return-value]
    said = failure(raised.value)
    assert said is not None
    assert said[0] == "registers/births/scan.tif: Input/output error"


WRITERS: dict[str, Callable[[Path], object]] = {
    "a note of the ledger": lambda path: replace(path, b"x" * 65536),
    "a report": lambda path: write(path, b"x" * 65536),
}


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_a_full_disk_names_the_file_that_was_written(
    writer: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError) as raised:
        writer(tmp_path / "named.json")

    said = failure(raised.value)
    assert said is not None
    assert said[0] == f"{tmp_path / 'named.json'}: No space left on device"
