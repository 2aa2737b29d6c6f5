"""Reads the boxes of a JP2 file (ISO/IEC 15444-1, annex I): size, colour, resolution, and where the file ends."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from mmap import mmap

from archive.delivery.facts.batch import Damage, Size
from archive.delivery.facts.page_facts import Resolution
from archive.delivery.image_files import jp2_codestream

_INCHES_A_METRE = 39.37007874
_MOST_BOXES = 10_000
_ENUMERATED = {12: "cmyk", 14: "lab", 16: "rgb", 17: "grey", 18: "rgb"}
_BY_COMPONENTS = {1: "grey", 2: "grey with alpha", 3: "rgb", 4: "rgb with alpha"}
_BRAND = b"jp2 "
_BOXES = {
    "jP  ",
    "ftyp",
    "jp2h",
    "jp2c",
    "jp2i",
    "xml ",
    "uuid",
    "uinf",
    "asoc",
    "free",
    "mdat",
    "rreq",
    "jpch",
    "jplh",
}
"""The boxes that a file of this family has at its top (ISO/IEC 15444-1, table I.2; 15444-2, table M.13)."""


@dataclass(slots=True)
class Jp2Boxes:
    """What the header boxes say; `end` is the offset after the last box, or after the codestream where its box is longer."""

    size: Size | None = None
    components: int = 0
    bits: int = 0
    colour: str = ""
    resolutions: list[Resolution] = field(default_factory=list)
    codestream: bool = False
    damage: Damage | None = None
    end: int = 0


def read(content: bytes | mmap) -> Jp2Boxes:
    """Walk the boxes of a file; whatever follows the last one is not counted in `end`."""
    found = Jp2Boxes()
    for kind, start, end in _boxes(content, 0, len(content)):
        if end > len(content):
            if not found.codestream or kind in _BOXES:
                found.damage = Damage("TRUNCATED", f"box {kind} ends {end - len(content)} bytes behind the file")
            return found
        if kind == "ftyp":
            _brand(found, bytes(content[start:end]))
            if found.damage:
                return found
        elif kind == "jp2h":
            _header(found, content, start, end)
        elif kind == "jp2c":
            found.codestream = True
            if found.size is None:
                found.damage = Damage("BAD_STRUCTURE", "no image header stands before the codestream")
                return found
            ended = jp2_codestream.end_of(content, start, end)
            if ended is None and content[end - 2 : end] != jp2_codestream.END:
                found.damage = Damage("TRUNCATED", "the codestream has no end marker")
                return found
            if ended is not None and ended < end:
                found.end = ended
                return found
        found.end = end
    if not found.codestream:
        found.damage = Damage("TRUNCATED" if found.size else "BAD_HEADER", "there is no codestream")
    return found


def _brand(found: Jp2Boxes, body: bytes) -> None:
    """The file type box says which readers may read the file (section I.5.2): JP2 must be among them."""
    brands = [body[:4], *(body[at : at + 4] for at in range(8, len(body), 4))]
    if _BRAND not in brands:
        named = body[:4].decode("ascii", "replace")
        found.damage = Damage("UNSUPPORTED_FORMAT", f"the file says that it is {named!r} and can not be read as JP2")


def _boxes(content: bytes | mmap, at: int, limit: int) -> Iterator[tuple[str, int, int]]:
    """Type, start of content and end of each box (section I.4); a length of 0 reaches to the end of the file.

    Bytes that can begin no box end the walk.
    """
    for _ in range(_MOST_BOXES):
        if at + 8 > limit:
            return
        length, start = int.from_bytes(content[at : at + 4], "big"), at + 8
        kind = bytes(content[at + 4 : at + 8])
        if length == 1 and at + 16 <= limit:
            length, start = int.from_bytes(content[at + 8 : at + 16], "big"), at + 16
        end = limit if length == 0 else at + length
        if end < start or not all(32 <= byte < 127 for byte in kind):
            return
        yield kind.decode("ascii"), start, end
        at = end


def _header(found: Jp2Boxes, content: bytes | mmap, start: int, end: int) -> None:
    for kind, inside, after in _boxes(content, start, end):
        body = bytes(content[inside : min(after, end)])
        if kind == "ihdr" and len(body) >= 11:
            height, width, found.components, depth = struct.unpack(">IIHB", body[:11])
            found.size, found.bits = Size(width, height), (depth & 0x7F) + 1
        elif kind == "colr" and not found.colour:
            found.colour = _colour(found, body)
        elif kind == "pclr":
            found.colour = "palette"
        elif kind == "res ":
            found.resolutions.extend(_resolutions(body))


def _colour(found: Jp2Boxes, body: bytes) -> str:
    """By the enumerated colour space (section I.5.3.3), or by the number of components where a profile is given."""
    if found.components == 1 and found.bits == 1:
        return "bilevel"
    by_components = _BY_COMPONENTS.get(found.components, f"{found.components} components")
    if len(body) >= 7 and body[0] == 1:
        named = _ENUMERATED.get(int.from_bytes(body[3:7], "big"), "")
        colours = {"grey": 1, "rgb": 3}.get(named)
        return by_components if colours and found.components != colours else named or by_components
    return by_components


def _resolutions(body: bytes) -> Iterator[Resolution]:
    """The capture and display resolutions, in samples a metre, vertical first (section I.5.3.7)."""
    for kind, start, end in _boxes(body, 0, len(body)):
        if kind in ("resc", "resd") and len(body[start:end]) >= 10:
            vertical, below, horizontal, beneath, up, right = struct.unpack(">HHHHbb", body[start : start + 10])
            if below and beneath:
                x, y = horizontal / beneath * 10.0**right, vertical / below * 10.0**up
                yield Resolution(kind, x / _INCHES_A_METRE, y / _INCHES_A_METRE, "metre")
