"""A small sRGB profile of our own (ICC.1:2001-04, version 2.1), with a fixed date, so that a made PDF names its colours."""

from __future__ import annotations

import struct
from typing import Final

_DATE: Final = (2025, 1, 1, 0, 0, 0)
_WHITE: Final = (0.9642, 1.0, 0.8249)
_COLUMNS: Final = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_POINTS: Final = 256


def srgb() -> bytes:
    """The profile: sRGB primaries adapted to D50, the transfer curve of IEC 61966-2-1 in 256 points."""
    curve = _curve()
    tags: list[tuple[bytes, bytes]] = [(b"desc", _description("sRGB made by Khizana")), (b"cprt", _text("CC0"))]
    tags.append((b"wtpt", _xyz(_WHITE)))
    tags += [(name, _xyz(column)) for name, column in _COLUMNS.items()]
    tags += [(name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")]
    start = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, content in tags:
        table += struct.pack(">4sII", name, start + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    return _header(start + len(body)) + table + body


def _header(size: int) -> bytes:
    white = b"".join(_fixed(part) for part in _WHITE)
    fields = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    fields += struct.pack(">6H", *_DATE) + b"acsp" + bytes(24) + struct.pack(">I", 0) + white
    return fields + bytes(128 - len(fields))


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(_fixed(value) for value in values)


def _text(written: str) -> bytes:
    return b"text\0\0\0\0" + written.encode("ascii") + b"\0"


def _description(written: str) -> bytes:
    """textDescriptionType: ASCII, and neither Unicode nor Macintosh text (ICC.1:2001-04, section 6.5.17)."""
    ascii_text = written.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(ascii_text)) + ascii_text + bytes(4 + 4 + 2 + 1 + 67)


def _curve() -> bytes:
    points = []
    for step in range(_POINTS):
        value = step / (_POINTS - 1)
        linear = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        points.append(round(linear * 65535))
    return b"curv\0\0\0\0" + struct.pack(f">I{_POINTS}H", _POINTS, *points)
