"""Reads the segments of a JPEG (ITU-T T.81; JFIF, ITU-T T.871; Exif) from its bytes, and finds where the image ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from mmap import mmap

from archive.delivery.facts.batch import Damage, Size
from archive.delivery.facts.page_facts import Resolution
from archive.delivery.image_files import tiff_tags

END = b"\xff\xd9"
_ALONE = {0x01, *range(0xD0, 0xD8)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
COMMON_FRAMES = (0xC0, 0xC1, 0xC2)
"""Baseline, extended and progressive, coded by Huffman: what every decoder knows."""
_SEQUENTIAL = (0xC0, 0xC1)
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends coded data: a marker that is no restart, fill bytes left behind (T.81, section B.1.1)."""
_BETWEEN = {0xC4, 0xCC, 0xDA, 0xDB, 0xDC, 0xDD, 0xFE, *range(0xE0, 0xF0)}
"""What may stand between two scans, each with its length: tables, restart interval, lines, comments, another scan."""
_WHOLE_BAND = b"\x00\x3f\x00"
"""Ss, Se, Ah and Al of a scan that is sequential (T.81, table B.3)."""
_UNITS = {0: "none", 1: "inch", 2: "cm"}
_COLOURS = {1: "grey", 3: "rgb", 4: "cmyk"}


@dataclass(slots=True)
class JpegSegments:
    """The segments, and where the image ends.

    `frame` is the marker of its process. `end` is the offset after the end marker, or, where another thing follows the last scan
    than that marker (`ended` is false), the offset of that thing. `slips` are the bytes, by their offset, that a decoder passes
    over though they are not what the specification asks; `remarks` names them.
    """

    size: Size | None = None
    frame: int = 0
    colour: str = ""
    resolutions: list[Resolution] = field(default_factory=list)
    damage: Damage | None = None
    end: int = 0
    ended: bool = False
    slips: dict[int, bytes] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def mended(self, content: bytes | mmap) -> bytes | None:
        """The image alone, as the specification writes it, for a decoder that takes a slip for damage; None where it is right."""
        if self.ended and not self.slips:
            return None
        whole = bytearray(content[: self.end])
        for at, right in self.slips.items():
            whole[at : at + len(right)] = right
        return bytes(whole) if self.ended else bytes(whole) + END


def read(content: bytes | mmap) -> JpegSegments:
    """Walk the segments to the first scan, then from scan to scan to what ends the last one."""
    found = JpegSegments()
    at = _to_first_scan(found, content)
    if found.damage is None and found.size is None:
        found.damage = Damage("BAD_STRUCTURE", "no frame header stands before the first scan")
    return found if found.damage else _to_end(found, content, at)


def _to_first_scan(found: JpegSegments, content: bytes | mmap) -> int:
    """Read what stands before the first coded data; the offset where they begin, unless there is damage."""
    at = 2
    while True:
        while content[at : at + 2] == b"\xff\xff":
            at += 1  # fill bytes (T.81, section B.1.1.2)
        if at + 4 > len(content):
            found.damage = Damage("TRUNCATED", "the file ends before the image begins")
            return at
        lead, marker = content[at], content[at + 1]
        if lead != 0xFF or marker == 0:
            found.damage = Damage("BAD_STRUCTURE", f"byte {at} is no marker")
            return at
        if marker in _ALONE:
            at += 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xD9 or length < 2:
            found.damage = Damage("BAD_STRUCTURE", f"the image ends at byte {at}, before it began")
            return at
        if at + 2 + length > len(content):
            found.damage = Damage("TRUNCATED", "the file ends inside its header")
            return at
        body = content[at + 4 : at + 2 + length]
        _segment(found, marker, body)
        if marker == 0xDA:
            _scan(found, at + 4, body)
            return at + 2 + length
        at += 2 + length


def _to_end(found: JpegSegments, content: bytes | mmap, at: int) -> JpegSegments:
    """From the first coded data on; a marker's bytes inside a segment, such as those of a comment, end nothing."""
    coded = True
    while marked := _AFTER_SCAN.search(content, at):
        if not coded and content[at] != 0xFF:
            found.end = at
            return found
        at, marker = marked.start(), content[marked.start() + 1]
        if marker == 0xD9:
            found.end, found.ended = at + 2, True
            return found
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if marker not in _BETWEEN or length < 2 or at + 2 + length > len(content):
            found.end = at  # something that is no part of this image: whether it is whole until here is for the decoder
            return found
        coded = marker == 0xDA
        if coded:
            _scan(found, at + 4, content[at + 4 : at + 2 + length])
        at += 2 + length
    found.end = len(content)
    found.damage = Damage("TRUNCATED", "there is no end marker")
    return found


def _scan(found: JpegSegments, at: int, body: bytes) -> None:
    """Note a sequential scan whose header says that it holds less than all: every decoder reads all of it."""
    band = 1 + 2 * body[0] if body else 0
    written = body[band : band + 3]
    if found.frame in _SEQUENTIAL and len(written) == 3 and written != _WHOLE_BAND:
        found.slips[at + band] = _WHOLE_BAND
        found.remarks.append(
            f"a sequential scan says Ss, Se, Ah/Al {written.hex(' ')}, not 00 3f 00 (ITU-T T.81, B.2.3)"
        )


def _segment(found: JpegSegments, marker: int, body: bytes) -> None:
    if marker in _FRAMES and len(body) >= 6 and found.size is None:
        height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
        found.size, found.frame = Size(width, height), marker
        found.colour = _COLOURS.get(body[5], f"{body[5]} components")
    elif marker == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 12:
        x, y = int.from_bytes(body[8:10], "big"), int.from_bytes(body[10:12], "big")
        unit = _UNITS.get(body[7], "none")
        scale = 2.54 if unit == "cm" else 1.0
        found.resolutions.append(Resolution("jfif", x * scale, y * scale, unit))
    elif marker == 0xE1 and body.startswith(b"Exif\0\0"):
        stated = tiff_tags.resolution_in(body[6:])
        if stated:
            found.resolutions.append(stated)
