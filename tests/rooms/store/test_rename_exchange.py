"""Two names change places in one move, or nothing changes and it is said which could not."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from archive.store.folder_store.rename_exchange import CannotExchange, exchange


def test_two_names_change_places(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"1")
    (tmp_path / "other").write_bytes(b"2")
    exchange(tmp_path / "one", tmp_path / "other")

    assert (tmp_path / "one").read_bytes() == b"2"
    assert (tmp_path / "other").read_bytes() == b"1"


def test_a_name_that_is_not_there_is_told_as_the_system_tells_it(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"1")
    with pytest.raises(FileNotFoundError) as raised:
        exchange(tmp_path / "one", tmp_path / "other")

    found = (raised.value.errno, raised.value.strerror, raised.value.filename)
    assert found == (errno.ENOENT, os.strerror(errno.ENOENT), str(tmp_path / "other"))
    assert (tmp_path / "one").read_bytes() == b"1"


def test_a_disk_that_knows_no_such_move_is_told_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "folder" / "below").mkdir(parents=True)
    with pytest.raises(CannotExchange, match="so nothing was changed") as raised:
        exchange(tmp_path / "folder", tmp_path / "folder" / "below")

    assert (raised.value.errno, raised.value.filename) == (errno.EINVAL, str(tmp_path / "folder" / "below"))
