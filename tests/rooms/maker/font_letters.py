"""Which letters a TrueType font has, read from its cmap table (OpenType 1.9, cmap, formats 4 and 12)."""

from __future__ import annotations

import struct
from pathlib import Path


def letters(font: Path) -> set[int]:
    """The code points that some glyph of the font is for."""
    content = font.read_bytes()
    (tables,) = struct.unpack_from(">H", content, 4)
    start = next(
        offset
        for name, _, offset, _ in (struct.unpack_from(">4sIII", content, 12 + 16 * order) for order in range(tables))
        if name == b"cmap"
    )
    (count,) = struct.unpack_from(">H", content, start + 2)
    found: set[int] = set()
    for order in range(count):
        (offset,) = struct.unpack_from(">I", content, start + 4 + 8 * order + 4)
        (version,) = struct.unpack_from(">H", content, start + offset)
        if version == 4:
            found |= _segments(content, start + offset)
        elif version == 12:
            found |= _groups(content, start + offset)
    return found


def _segments(content: bytes, start: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", content, start + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", content, start + 14)
    begins = struct.unpack_from(f">{count}H", content, start + 16 + doubled)
    return {code for first, last in zip(begins, ends, strict=True) for code in range(first, last + 1)} - {0xFFFF}


def _groups(content: bytes, start: int) -> set[int]:
    (count,) = struct.unpack_from(">I", content, start + 12)
    groups = (struct.unpack_from(">III", content, start + 16 + 12 * order) for order in range(count))
    return {code for first, last, _ in groups for code in range(first, last + 1)}
