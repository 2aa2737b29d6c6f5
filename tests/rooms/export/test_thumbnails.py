"""Small pictures, also of what is damaged; and no image can hurt whoever draws it."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pyvips

from archive.delivery.folder import FolderSource
from khizana.export.thumbnails import Thumbnail, thumbnails
from khizana.service.access.drawing import LARGEST, SIDE


def noise(path: Path, width: int, height: int) -> None:
    image = pyvips.Image.gaussnoise(width, height, sigma=80, mean=128).cast("uchar")
    image.write_to_file(str(path))


def drawn(root: Path, *names: str) -> list[Thumbnail | None]:
    return thumbnails(FolderSource(root), names)


def test_a_large_page_becomes_a_few_kilobytes(tmp_path: Path) -> None:
    noise(tmp_path / "a.tif", 2480, 3508)
    (thumbnail,) = drawn(tmp_path, "a.tif")

    assert thumbnail is not None
    assert (thumbnail.width, thumbnail.height) == (2480, 3508)
    assert len(thumbnail.jpeg) <= LARGEST
    assert pyvips.Image.new_from_buffer(thumbnail.jpeg, "").height == SIDE


def test_a_page_is_not_turned_so_that_boxes_fit(tmp_path: Path) -> None:
    image = pyvips.Image.black(300, 100).copy()
    image.set_type(pyvips.GValue.gint_type, "orientation", 6)
    image.write_to_file(str(tmp_path / "a.jpg"))
    (thumbnail,) = drawn(tmp_path, "a.jpg")

    assert thumbnail is not None
    assert (thumbnail.width, thumbnail.height) == (300, 100)
    assert pyvips.Image.new_from_buffer(thumbnail.jpeg, "").width == SIDE


def test_of_a_cut_image_is_shown_what_there_is(tmp_path: Path) -> None:
    noise(tmp_path / "a.jpg", 800, 800)
    content = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(content[: len(content) // 2])
    (thumbnail,) = drawn(tmp_path, "a.jpg")

    assert thumbnail is not None


def test_what_is_no_image_or_not_there_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(b"no image")
    (tmp_path / "empty.tif").write_bytes(b"")
    noise(tmp_path / "b.png", 40, 40)
    found = drawn(tmp_path, "a.tif", "gone.tif", "empty.tif", "b.png")

    assert [one is not None for one in found] == [False, False, False, True]


def test_more_pixels_than_any_page_has_are_not_decoded(tmp_path: Path) -> None:
    noise(tmp_path / "a.jpg", 64, 64)
    content = bytearray((tmp_path / "a.jpg").read_bytes())
    start = content.index(b"\xff\xc0") + 5
    content[start : start + 4] = struct.pack(">HH", 60000, 60000)
    (tmp_path / "bomb.jpg").write_bytes(content)

    assert drawn(tmp_path, "bomb.jpg") == [None]


FRAIL = """
import os, signal, time
from archive.child_processes.serving import serve
from khizana.service.access import drawing
def answer(content, descriptors):
    head = os.pread(descriptors[0], 6, 0)
    if head == b"DEADLY":
        os.kill(os.getpid(), signal.SIGSEGV)
    if head == b"ENDLES":
        time.sleep(600)
    return drawing.answer(content, descriptors)
serve(answer)
"""
"""The real child, but for two files over which it dies or hangs."""


def test_a_child_that_dies_over_one_image_still_shows_the_others(tmp_path: Path) -> None:
    noise(tmp_path / "a.png", 40, 40)
    (tmp_path / "deadly.tif").write_bytes(b"DEADLY")
    names = ["a.png", "deadly.tif", "deadly.tif", "a.png"]
    found = thumbnails(FolderSource(tmp_path), names, [sys.executable, "-c", FRAIL])

    assert [one is not None for one in found] == [True, False, False, True]


def test_a_child_that_hangs_over_one_image_still_shows_the_others(tmp_path: Path) -> None:
    noise(tmp_path / "a.png", 40, 40)
    (tmp_path / "endless.tif").write_bytes(b"ENDLESS")
    names = ["a.png", "endless.tif", "a.png"]
    found = thumbnails(FolderSource(tmp_path), names, [sys.executable, "-c", FRAIL], seconds=2)

    assert [one is not None for one in found] == [True, False, True]
