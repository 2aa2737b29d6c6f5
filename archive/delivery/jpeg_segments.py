"""Reads the segments of a JPEG (ITU-T T.81; JFIF, ITU-T T.871; Exif) from its bytes, and finds where the image ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from mmap import mmap

from archive.delivery import tiff_tags
from archive.delivery.batch import Damage, Size
from archive.delivery.page_facts import Resolution

_END = b"\xff\xd9"
_ALONE = {0x01, *range(0xD0, 0xD8)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
COMMON_FRAMES = (0xC0, 0xC1, 0xC2)
"""Baseline, extended and progressive, coded by Huffman: what every decoder knows."""
_UNITS = {0: "none", 1: "inch", 2: "cm"}
_COLOURS = {1: "grey", 3: "rgb", 4: "cmyk"}


@dataclass(slots=True)
class JpegSegments:
    """What stands before the first scan; `frame` is the marker of its process; `end` the offset after the end marker."""

    size: Size | None = None
    frame: int = 0
    precision: int = 8
    colour: str = ""
    resolutions: list[Resolution] = field(default_factory=list)
    damage: Damage | None = None
    end: int = 0


def read(content: bytes | mmap) -> JpegSegments:
    """Walk the segments to the first scan, then look for the end marker, which cannot stand in coded data."""
    found = JpegSegments()
    at = 2
    while True:
        while content[at : at + 2] == b"\xff\xff":
            at += 1  # fill bytes (T.81, section B.1.1.2)
        if at + 4 > len(content):
            found.damage = Damage("TRUNCATED", "the file ends before the image begins")
            return found
        lead, marker = content[at], content[at + 1]
        if lead != 0xFF or marker == 0:
            found.damage = Damage("BAD_STRUCTURE", f"byte {at} is no marker")
            return found
        if marker in _ALONE:
            at += 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xD9 or length < 2:
            found.damage = Damage("BAD_STRUCTURE", f"the image ends at byte {at}, before it began")
            return found
        if at + 2 + length > len(content):
            found.damage = Damage("TRUNCATED", "the file ends inside its header")
            return found
        _segment(found, marker, content[at + 4 : at + 2 + length])
        at += 2 + length
        if marker == 0xDA:
            break
    end = content.find(_END, at)
    found.end = end + 2 if end >= 0 else len(content)
    if end < 0:
        found.damage = Damage("TRUNCATED", "there is no end marker")
    elif found.size is None:
        found.damage = Damage("BAD_STRUCTURE", "no frame header stands before the first scan")
    return found


def _segment(found: JpegSegments, marker: int, body: bytes) -> None:
    if marker in _FRAMES and len(body) >= 6 and found.size is None:
        height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
        found.size, found.frame, found.precision = Size(width, height), marker, body[0]
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
