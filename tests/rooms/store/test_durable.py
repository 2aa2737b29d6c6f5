"""What was written is put on disk before it is shown, with one call or file by file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.store.folder_store.durable import flush, flush_each, reports_errors
from archive.store.folder_store.folder import FolderStore
from archive.store.port import NotStored


def one_by_one(_: int, folders: list[int]) -> None:
    """As where syncfs(2) cannot be trusted."""
    for folder in folders:
        flush_each(folder)


@pytest.mark.parametrize("way", [flush, one_by_one])
def test_flushes_a_sealed_tree_and_leaves_it_as_it_is(tmp_path: Path, way: Callable[[int, list[int]], None]) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/file").write_bytes(b"content")
    for path, mode in (("a/b/file", 0o444), ("a/b", 0o555), ("a", 0o555)):
        (tmp_path / path).chmod(mode)
    descriptor = os.open(tmp_path, os.O_RDONLY | os.O_DIRECTORY)
    before = os.listdir("/proc/self/fd")
    try:
        way(descriptor, [descriptor])
        after = os.listdir("/proc/self/fd")
    finally:
        os.close(descriptor)

    assert (tmp_path / "a/b/file").read_bytes() == b"content"
    assert len(after) == len(before)


@pytest.mark.parametrize(
    ("system", "release", "trusted"),
    [
        ("Linux", "6.18.44-fc", True),
        ("Linux", "5.8.0", True),
        ("Linux", "5.7.19", False),
        ("Linux", "4.19.0-27-amd64", False),
        ("Linux", "unknown", False),
        ("Darwin", "23.1.0", False),
    ],
)
def test_trusts_one_call_only_where_it_reports_failed_writes(system: str, release: str, trusted: bool) -> None:
    assert reports_errors(system, release) is trusted


def test_a_writer_that_dies_just_before_the_move_shows_nothing(tmp_path: Path) -> None:
    store = FolderStore.create(tmp_path / "store")
    package = "ma_o_dahir1950_birth_1999_p1_office-v1"
    child = os.fork()
    if child == 0:  # all is written and durable; the power goes before the name is given
        staging = store.stage(package)
        staging.write("data/file", [b"content"])
        descriptor = os.open(tmp_path / "store/staging", os.O_RDONLY | os.O_DIRECTORY)
        flush(descriptor, [descriptor])
        os._exit(0)
    os.waitpid(child, 0)
    left = len(list((tmp_path / "store/staging").iterdir()))
    with pytest.raises(NotStored):
        store.open(package, "data/file")
    with store.stage(package) as staging:
        staging.write("data/file", [b"content"])
        staging.seal()

    assert left == 1
    assert list(store.packages()) == [package]
    assert list((tmp_path / "store/staging").iterdir()) == []
