"""A delivery in a folder: what lies there is listed, nothing is followed, nothing leads outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive.delivery.facts.batch import Problem
from archive.delivery.folder import FolderSource
from archive.delivery.port import DeliveredFile, DeliveryUnreadable, NotDelivered


def listed(root: Path) -> list[tuple[str, str]]:
    """What is found, each with its problem's code or `file`."""
    entries = FolderSource(root).listing()
    return [(one.place, one.code) if isinstance(one, Problem) else (one.path, "file") for one in entries]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "outside.txt").write_text("secret")
    root = tmp_path / "delivery"
    (root / "images").mkdir(parents=True)
    (root / "images" / "2.tif").write_bytes(b"22")
    (root / "images" / "1.tif").write_bytes(b"1")
    (root / "manifest.json").write_bytes(b"{}")
    return root


def test_lists_every_file_in_order_of_path_with_its_size(root: Path) -> None:
    entries = list(FolderSource(root).listing())

    assert entries == [
        DeliveredFile("images/1.tif", 1),
        DeliveredFile("images/2.tif", 2),
        DeliveredFile("manifest.json", 2),
    ]


def test_names_a_link_and_does_not_follow_it(root: Path) -> None:
    (root / "images" / "3.tif").symlink_to(root.parent / "outside.txt")
    (root / "more").symlink_to(root / "images")

    assert ("images/3.tif", "UNSAFE_LINK") in listed(root)
    assert ("more", "UNSAFE_LINK") in listed(root)
    assert not any(path.startswith("more/") for path, _ in listed(root))


def test_names_a_pipe_and_does_not_wait_for_it(root: Path) -> None:
    os.mkfifo(root / "pipe")

    assert ("pipe", "SPECIAL_FILE") in listed(root)
    with pytest.raises(NotDelivered, match="regular file"):
        FolderSource(root).open("pipe")


@pytest.mark.parametrize("name", [b"caf\xe9.tif", b"a\\b.tif", b"c:d.tif", b"line\nfeed.tif"])
def test_refuses_names_that_are_not_safe_everywhere(root: Path, name: bytes) -> None:
    (root / os.fsdecode(name)).write_bytes(b"")

    codes = [code for _, code in listed(root)]
    assert codes.count("UNSAFE_PATH") == 1


@pytest.mark.parametrize(
    "path", ["../outside.txt", "images/../../outside.txt", "/etc/passwd", "", ".", "images//1.tif"]
)
def test_opens_nothing_outside_the_root(root: Path, path: str) -> None:
    with pytest.raises(NotDelivered):
        FolderSource(root).open(path)


def test_opens_nothing_through_a_link(root: Path) -> None:
    (root / "up").symlink_to(root.parent)
    (root / "direct.txt").symlink_to(root.parent / "outside.txt")
    source = FolderSource(root)

    for path in ("up/outside.txt", "direct.txt"):
        with pytest.raises(NotDelivered):
            source.open(path)


def test_reads_what_lies_there(root: Path) -> None:
    with FolderSource(root).open("images/2.tif") as stream:
        content = stream.read()

    assert content == b"22"


def test_leaves_no_descriptor_open_behind(root: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    source = FolderSource(root)
    list(source.listing())
    for path in ("images/1.tif", "manifest.json"):
        source.open(path).close()
    for path in ("images/9.tif", "images/1.tif/x", "nowhere/1.tif"):
        with pytest.raises(NotDelivered):
            source.open(path)

    assert len(os.listdir("/proc/self/fd")) == before


def test_says_which_folder_could_not_be_opened(tmp_path: Path) -> None:
    with pytest.raises(DeliveryUnreadable, match="nowhere"):
        list(FolderSource(tmp_path / "nowhere").listing())
