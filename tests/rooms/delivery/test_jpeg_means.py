"""A JPEG is decoded to the mean of each square: nothing that decoding every pixel finds is missed, the last row included."""

from __future__ import annotations

import os
from functools import cache
from itertools import product

import pytest
import pyvips

from archive.check.profile.delivery_profile import FileProfile
from archive.delivery.facts.mime import JPEG
from archive.delivery.image_files import images, jpeg_means
from archive.delivery.image_files.images import Decoded
from archive.delivery.image_files.tracked_file import Watched

CODINGS = list(product(("b-w", "srgb", "cmyk"), ("on", "off"), (False, True), (0, 3)))
SIDES = [(417, 601), (200, 264)]


@cache
def page(width: int, height: int, *, written: bool = True) -> pyvips.Image:
    """Paper with some noise, and lines of writing."""
    paper = pyvips.Image.gaussnoise(width, height, mean=225, sigma=4, seed=3).cast("uchar")
    for line in range(40, height - 40, 24) if written else ():
        paper = paper.insert((pyvips.Image.black(width // 2, 5) + 50).cast("uchar"), 40, line)
    return paper.copy_memory()


def coded(image: pyvips.Image, colour: str, subsample: str, progressive: bool, restart: int) -> bytes:
    bands = {"b-w": 1, "srgb": 3, "cmyk": 4}[colour]
    whole = image.bandjoin([image] * (bands - 1)) if bands > 1 else image
    written = whole.copy(interpretation=colour)
    return bytes(
        written.jpegsave_buffer(Q=85, subsample_mode=subsample, interlace=progressive, restart_interval=restart)
    )


def decoded(content: bytes) -> Decoded:
    descriptor = os.memfd_create("page")
    try:
        os.write(descriptor, content)
        os.lseek(descriptor, 0, os.SEEK_SET)
        return images.decode(descriptor, JPEG)
    finally:
        os.close(descriptor)


def rounded_up(content: bytes) -> tuple[int, bytes] | None:
    descriptor = os.memfd_create("page")
    try:
        os.write(descriptor, content)
        return jpeg_means.rounded_up(descriptor)
    finally:
        os.close(descriptor)


def to_pixels(content: bytes) -> Decoded:
    """The same, every pixel decoded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jpeg_means, "rounded_up", lambda descriptor: None)
        return decoded(content)


@pytest.mark.parametrize(("sides", "coding"), list(product(SIDES, CODINGS)))
def test_coded_data_that_are_too_short_by_a_few_bytes_are_found_in_every_way_of_coding(
    sides: tuple[int, int], coding: tuple[str, str, bool, int]
) -> None:
    whole = bytearray(coded(page(*sides), *coding))
    assert decoded(bytes(whole)).damage is None

    del whole[-14:-2]
    for found in (decoded(bytes(whole)), to_pixels(bytes(whole))):
        assert found.damage is not None
        assert found.damage.code in ("CORRUPT_DATA", "TRUNCATED")


@pytest.mark.parametrize("coding", CODINGS)
def test_size_mean_and_ink_are_those_of_all_pixels(coding: tuple[str, str, bool, int]) -> None:
    content = coded(page(417, 601), *coding)
    one, other = decoded(content), to_pixels(content)

    assert (one.size, one.damage) == (other.size, other.damage)
    assert (one.ink, one.mean) == (pytest.approx(other.ink, abs=0.005), pytest.approx(other.mean, abs=0.5))


@pytest.mark.parametrize("written", [True, False])
def test_a_page_is_blank_or_not_as_before(written: bool) -> None:
    content = coded(page(1240, 1754, written=written), "srgb", "on", False, 0)
    judged = [
        found.ink is not None and found.ink < FileProfile().blank_ink
        for found in (decoded(content), to_pixels(content))
    ]

    assert judged == [not written] * 2


def test_only_the_size_is_rounded_up_to_whole_squares() -> None:
    content = coded(page(417, 601), "srgb", "on", False, 0)
    at = content.index(b"\xff\xc0") + 5

    assert rounded_up(content) == (at, (608).to_bytes(2, "big") + (424).to_bytes(2, "big"))
    assert content[at : at + 4] == (601).to_bytes(2, "big") + (417).to_bytes(2, "big")


def test_where_rounding_up_would_change_what_is_coded_every_pixel_is_decoded() -> None:
    content = bytearray(coded(page(993, 601), "srgb", "off", False, 0))
    frame = content.index(b"\xff\xc0")
    content[frame + 11], content[frame + 14] = 0x31, 0x21

    assert rounded_up(bytes(content)) is None


def test_a_decoder_is_handed_what_stands_instead_wherever_a_reading_begins() -> None:
    descriptor = os.memfd_create("page")
    os.write(descriptor, bytes(range(100)) * 50)
    watched = Watched(descriptor)
    for at in (0, 3, 15, 17, 4094):
        watched.again(at, b"\xff\xfe\xfd\xfc")
        parts = iter(lambda: watched.read(5 if watched.at < 40 else 4096), b"")

        whole = b"".join(parts)
        assert whole == (bytes(range(100)) * 50)[:at] + b"\xff\xfe\xfd\xfc" + (bytes(range(100)) * 50)[at + 4 :]
    os.close(descriptor)
