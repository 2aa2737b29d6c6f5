"""Draws a page as plain as can be, a right TIFF at 300 dots an inch, so that the example delivery needs no scanner."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

DOTS_PER_INCH = 300
_PAPER, _INK = b"\xf4", b"\x30"
_BORDER = 6
_SHORT, _LONG, _RATIONAL = 3, 4, 5


def page(width: int, height: int, boxes: Sequence[Sequence[int]]) -> bytes:
    """An 8-bit grey TIFF (Adobe deflate, one strip) with the outline of each box [x, y, width, height] in pixels."""
    rows = [bytearray(_PAPER * width)] * height
    for x, y, wide, high in boxes:
        for line in range(y, y + high):
            row = bytearray(rows[line])
            if line < y + _BORDER or line >= y + high - _BORDER:
                row[x : x + wide] = _INK * wide
            else:
                row[x : x + _BORDER] = row[x + wide - _BORDER : x + wide] = _INK * _BORDER
            rows[line] = row
    return _tiff(width, height, zlib.compress(b"".join(rows)))


def _tiff(width: int, height: int, strip: bytes) -> bytes:
    """TIFF 6.0, little endian: header, strip, resolution, then the only directory."""
    start = 8
    resolution = start + len(strip) + len(strip) % 2
    tags = (
        (256, _LONG, width),
        (257, _LONG, height),
        (258, _SHORT, 8),
        (259, _SHORT, 8),
        (262, _SHORT, 1),
        (273, _LONG, start),
        (277, _SHORT, 1),
        (278, _LONG, height),
        (279, _LONG, len(strip)),
        (282, _RATIONAL, resolution),
        (283, _RATIONAL, resolution),
        (296, _SHORT, 2),
    )
    directory = struct.pack("<H", len(tags))
    directory += b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    header = struct.pack("<2sHI", b"II", 42, resolution + 8)
    padding = bytes(len(strip) % 2)
    return header + strip + padding + struct.pack("<II", DOTS_PER_INCH, 1) + directory + bytes(4)
