"""The structure of an image is read as its format writes it: what is foreign is seen, and a slip is not taken for damage."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.check.file_verdict import FileVerdict, judged
from archive.check.profile.delivery_profile import DEFAULT
from archive.delivery.facts.measured import Role
from archive.delivery.loose_files import LooseFiles
from archive.delivery.measuring.isolation import Crew
from tests.rooms.check.test_file_verdicts import jpeg2000, right_jp2
from tests.rooms.delivery import by_hand
from tests.rooms.delivery.by_hand import box, segment, tiff
from tests.rooms.delivery.made_pages import page_jpeg, page_tiff

END = b"\xff\xd9"
VIDEO = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(range(1, 240)) * 30
COMMENT = segment(0xFE, b"a comment with \xff\xd9 in it")


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with Crew() as started:
        yield started


class Door:
    """Where a file is brought to be judged, under the default profile."""

    def __init__(self, crew: Crew, folder: Path) -> None:
        self.crew, self.folder = crew, folder

    def verdict(self, name: str, content: bytes) -> FileVerdict:
        (self.folder / name).write_bytes(content)
        with LooseFiles().open(str(self.folder / name)) as stream:
            return judged(self.crew.measure(stream, str(self.folder / name), Role.SINGLE), DEFAULT)

    def said(self, name: str, content: bytes) -> tuple[str, list[str]]:
        found = self.verdict(name, content)
        return str(found.answer), [one.code for one in found.findings]


@pytest.fixture
def door(crew: Crew, tmp_path: Path) -> Door:
    return Door(crew, tmp_path)


def before_scan(content: bytes, which: int, more: bytes) -> bytes:
    """A JPEG with more segments before its scan of that number."""
    parts = content.split(b"\xff\xda")
    return b"\xff\xda".join(parts[:which]) + more + b"\xff\xda" + b"\xff\xda".join(parts[which:])


def sos(content: bytes, band: bytes) -> bytes:
    """A grey sequential JPEG whose one scan says this of its band."""
    at = content.index(b"\xff\xda") + 7
    return content[:at] + band + content[at + 3 :]


@pytest.mark.parametrize("foreign", [VIDEO, page_jpeg()[:-2], b"\xff\xe1\x00\x08notend", VIDEO[:500]], ids=range(4))
@pytest.mark.parametrize("interlace", [False, True], ids=["sequential", "progressive"])
def test_bytes_between_the_last_scan_and_the_end_marker_are_seen(door: Door, foreign: bytes, interlace: bool) -> None:
    right = page_jpeg(interlace=interlace)
    if foreign.startswith(b"\xff\xe1"):
        foreign += VIDEO

    assert door.said("a.jpg", right[:-2] + foreign + END) == ("policy", ["TRAILING_DATA"])
    assert door.said("a.jpg", right) == ("valid", [])


def test_a_cut_image_is_not_called_whole_because_another_follows_it(door: Door) -> None:
    right = page_jpeg()

    answer, codes = door.said("a.jpg", right[: len(right) // 2] + page_jpeg())

    assert (answer, set(codes) & {"TRUNCATED", "CORRUPT_DATA"} != set()) == ("invalid", True)


@pytest.mark.parametrize("interlace", [False, True], ids=["sequential", "progressive"])
def test_bytes_that_nobody_can_explain_may_be_a_scan_that_lost_a_bit_and_are_damage(
    door: Door, interlace: bool
) -> None:
    content = page_jpeg(interlace=interlace)[:-2] + b"\x55\xaa" * 300 + END

    assert door.said("a.jpg", content) == ("invalid", ["BAD_STRUCTURE"])


def test_padding_is_told_from_what_nobody_can_explain(door: Door) -> None:
    right = page_jpeg()[:-2]

    assert door.said("a.jpg", right + b"\xff" * 900 + END) == ("valid", [])
    assert door.said("a.jpg", right + b"\0" * 900 + END) == ("policy", ["TRAILING_DATA"])


@pytest.mark.parametrize("scan", [1, 2, 4])
def test_the_bytes_of_a_marker_inside_a_segment_are_no_end(door: Door, scan: int) -> None:
    content = before_scan(page_jpeg(interlace=True), scan, COMMENT)

    assert door.said("a.jpg", content) == ("valid", [])
    assert door.said("a.jpg", content[:-2]) == ("invalid", ["TRUNCATED"])


def test_a_scan_header_that_readers_pass_over_is_a_remark_and_no_damage(door: Door) -> None:
    found = door.verdict("a.jpg", sos(page_jpeg(), bytes(3)))

    assert [(one.code, str(one.severity)) for one in found.findings] == [("STRUCTURE_REMARK", "warning")]
    assert "Ss, Se, Ah/Al 00 00 00" in str(found.findings[0].params["detail"])
    assert door.said("a.jpg", sos(page_jpeg(), bytes(3))[:-3000] + END)[0] == "invalid"


@pytest.mark.parametrize(
    ("tags", "named"),
    [
        ({305: (2, [*b"Scan\0ner\0"])}, "Software"),
        ({279: (4, [0])}, "StripByteCounts"),
    ],
    ids=["NUL inside", "no byte count"],
)
def test_a_slip_in_a_tag_of_intact_pixels_is_a_remark_that_names_the_tag(
    door: Door, tags: by_hand.Tags, named: str
) -> None:
    found = door.verdict("a.tif", tiff({259: (3, [1]), **tags}, content=by_hand.pixels()))

    assert [(one.code, str(one.severity)) for one in found.findings] == [("STRUCTURE_REMARK", "warning")]
    assert named in str(found.findings[0].params["detail"])


def test_a_tag_that_the_decoder_does_not_know_is_no_remark(door: Door) -> None:
    assert door.said("a.tif", tiff({65000: (3, [7])})) == ("valid", [])


def test_a_slip_in_a_tag_hides_no_damage_of_pixels(door: Door) -> None:
    spoilt = tiff({305: (2, [*b"Scan\0ner\0"])}, content=b"\0\0" + zlib.compress(by_hand.pixels())[2:])

    assert door.said("a.tif", spoilt) == ("invalid", ["CORRUPT_DATA"])


def test_the_words_of_the_decoder_reach_the_finding(door: Door) -> None:
    content = bytearray(page_tiff(compression="jpeg"))
    at = len(content) // 2
    content[at : at + 4] = b"\xff\x11\x22\0"
    (finding,) = door.verdict("a.tif", bytes(content)).findings

    assert (finding.code, "Corrupt JPEG data" in str(finding.params["detail"])) == ("CORRUPT_DATA", True)


def test_a_depth_that_no_reader_shows_is_unsupported_and_no_bad_header(door: Door) -> None:
    content = tiff({258: (3, [12]), 259: (3, [1])}, content=bytes(1000 * 800 * 12 // 8))

    assert door.said("a.tif", content) == ("policy", ["UNSUPPORTED_FORMAT"])


def boxed(content: bytes, length: int) -> bytes:
    """A JP2 whose codestream box says that it has this length; it is the last one."""
    at = content.index(b"jp2c") - 4
    return content[:at] + struct.pack(">I", length) + content[at + 4 :]


@pytest.mark.parametrize("text", [b"this is trailing text, surely", b"\0\0\0\x99uuid", b"x"])
def test_what_follows_a_jpeg_2000_codestream_is_seen(door: Door, text: bytes) -> None:
    right = right_jp2()
    longer = len(right) - right.index(b"jp2c") + 4 + len(text)
    expected = ("policy", ["TRAILING_DATA"])

    assert door.said("a.jp2", boxed(right, 0) + text) == expected
    assert door.said("a.jp2", boxed(right, longer) + text) == expected
    assert door.said("a.jp2", boxed(right, 0)) == ("valid", [])
    cut = ("invalid", ["TRUNCATED"]) if text.endswith(b"uuid") else expected
    assert door.said("a.jp2", right + text) == cut


def test_a_jpeg_2000_in_several_tiles_ends_where_its_codestream_does(door: Door) -> None:
    tiled = by_hand.jp2(jpeg2000(tile_size=(128, 128)), by_hand.resolution_box(b"resc", (11811, 1, 0), (11811, 1, 0)))

    assert door.said("a.jp2", tiled) == ("valid", [])
    assert door.said("a.jp2", tiled + box(b"xml ", b"<a/>")) == ("valid", [])


@pytest.mark.parametrize(
    ("brand", "compatible", "answer"),
    [(b"jpx ", b"jp2 ", "valid"), (b"jpm ", b"jpm ", "policy"), (b"mjp2", b"", "policy")],
)
def test_a_file_of_the_jpeg_2000_family_must_say_that_it_can_be_read_as_jp2(
    door: Door, brand: bytes, compatible: bytes, answer: str
) -> None:
    right = right_jp2()
    at = right.index(b"ftyp") - 4
    (length,) = struct.unpack_from(">I", right, at)
    content = right[:at] + box(b"ftyp", brand + bytes(4) + compatible) + right[at + length :]

    expected = [] if answer == "valid" else ["UNSUPPORTED_FORMAT"]
    assert door.said("a.jp2", content) == (answer, expected)
