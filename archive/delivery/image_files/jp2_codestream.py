"""Where a JPEG 2000 codestream ends, by its own markers (ISO/IEC 15444-1, annex A), whatever the box around it says."""

from __future__ import annotations

from mmap import mmap

END = b"\xff\xd9"
_START, _TILE_PART, _END = 0xFF4F, 0xFF90, 0xFFD9
_MOST_PARTS = 1_000_000


def end_of(content: bytes | mmap, start: int, limit: int) -> int | None:
    """The offset after the end marker; None where there is none, or the markers do not lead to it."""
    at = start + 2
    if _marker(content, start, limit) != _START:
        return None
    for _ in range(_MOST_PARTS):
        marker = _marker(content, at, limit)
        if marker == _END:
            return at + 2
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if marker is None or marker < 0xFF00 or length < 2:
            return None
        if marker != _TILE_PART:
            at += 2 + length
            continue
        part = int.from_bytes(content[at + 6 : at + 10], "big")
        if part:
            at += part
            continue
        # Psot 0: the last tile-part reaches to the end marker, which cannot stand in coded data (section A.4.2, B.10.1)
        end = content.find(END, at + 2 + length, limit)
        return end + 2 if end >= 0 else None
    return None


def _marker(content: bytes | mmap, at: int, limit: int) -> int | None:
    return int.from_bytes(content[at : at + 2], "big") if at + 2 <= limit else None
