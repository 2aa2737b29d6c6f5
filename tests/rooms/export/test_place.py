"""Reports are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from khizana.file_writing import write, write_all


def test_writes_files_that_belong_together(tmp_path: Path) -> None:
    written = write_all(tmp_path / "new" / "folder", {"a.html": b"one", "b.json": b"two"})

    assert [path.read_bytes() for path in written] == [b"one", b"two"]
    assert sorted(os.listdir(tmp_path / "new" / "folder")) == ["a.html", "b.json"]


def test_replaces_what_stood_there(tmp_path: Path) -> None:
    write(tmp_path / "a.html", b"the longer old one")
    write(tmp_path / "a.html", b"new")

    assert (tmp_path / "a.html").read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a.html"]


def test_leaves_alone_what_is_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "a.html", b"same")
    before = path.stat()
    write(tmp_path / "a.html", b"same")

    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_clears_what_a_killed_run_left(tmp_path: Path) -> None:
    (tmp_path / ".a.html.new").write_bytes(b"half")
    write(tmp_path / "a.html", b"whole")

    assert os.listdir(tmp_path) == ["a.html"]
    assert (tmp_path / "a.html").read_bytes() == b"whole"


def test_a_report_that_cannot_be_written_whole_shows_none_of_its_files(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_all(tmp_path, {"a.html": b"one", "b.html": "no bytes"})  # type: ignore[dict-item]

    assert os.listdir(tmp_path) == []


def test_writes_where_the_file_system_knows_no_file_without_a_name(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.html": b"whole"}, unnamed=os.O_DIRECTORY)  # EISDIR, as such a system answers

    assert os.listdir(tmp_path) == ["a.html"]
    assert (tmp_path / "a.html").read_bytes() == b"whole"
