"""Changes the tags of a TIFF that the maker wrote (TIFF 6.0, little endian, one directory), byte by byte."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Final

SHORT: Final = 3
_RATIONAL: Final = 5
_ENTRY: Final = 12


def directory(content: bytes) -> tuple[int, int]:
    """Where the directory begins, and how many entries it has."""
    (start,) = struct.unpack_from("<I", content, 4)
    (count,) = struct.unpack_from("<H", content, start)
    return start, count


def next_offset(content: bytes) -> int:
    """Where the offset of the next directory is written."""
    start, count = directory(content)
    return start + 2 + _ENTRY * count


def entries(content: bytes) -> Mapping[int, int]:
    """Where the entry of each tag begins."""
    start, count = directory(content)
    places = (start + 2 + _ENTRY * order for order in range(count))
    return {struct.unpack_from("<H", content, place)[0]: place for place in places}


def value(content: bytes, tag: int) -> int:
    """The only value of a tag of whole numbers, or the offset of its values."""
    place = entries(content)[tag]
    kind, count = struct.unpack_from("<HI", content, place + 2)
    (found,) = struct.unpack_from("<H" if kind == SHORT and count == 1 else "<I", content, place + 8)
    return int(found)


def numbers(content: bytes, tag: int) -> tuple[int, ...]:
    """All values of a tag of whole numbers."""
    place = entries(content)[tag]
    kind, count = struct.unpack_from("<HI", content, place + 2)
    letter, width = ("H", 2) if kind == SHORT else ("I", 4)
    at = place + 8 if width * count <= 4 else value(content, tag)
    return struct.unpack_from(f"<{count}{letter}", content, at)


def with_value(content: bytes, tag: int, number: int) -> bytes:
    """The same file with another only value in a tag of whole numbers."""
    changed = bytearray(content)
    place = entries(content)[tag]
    (kind,) = struct.unpack_from("<H", content, place + 2)
    struct.pack_into("<H" if kind == SHORT else "<I", changed, place + 8, number)
    return bytes(changed)


def with_ratio(content: bytes, tag: int, above: int, below: int) -> bytes:
    """The same file with another ratio in a tag; its values are put at the end, so that no other tag shares them."""
    changed = bytearray(content) + bytes(len(content) % 2)
    place = entries(content)[tag]
    struct.pack_into("<HHII", changed, place, tag, _RATIONAL, 1, len(changed))
    return bytes(changed + struct.pack("<II", above, below))


def without(content: bytes, *tags: int) -> bytes:
    """The same file without these tags; the directory becomes shorter where it stands."""
    start, count = directory(content)
    first = start + 2
    kept = [
        content[place : place + _ENTRY]
        for place in range(first, first + _ENTRY * count, _ENTRY)
        if struct.unpack_from("<H", content, place)[0] not in tags
    ]
    after = content[first + _ENTRY * count : first + _ENTRY * count + 4]
    body = struct.pack("<H", len(kept)) + b"".join(kept) + after
    gap = bytes(_ENTRY * (count - len(kept)))
    return content[:start] + body + gap + content[start + len(body) + len(gap) :]


def with_next(content: bytes, offset: int) -> bytes:
    """The same file whose directory is followed by one at that offset."""
    changed = bytearray(content)
    struct.pack_into("<I", changed, next_offset(content), offset)
    return bytes(changed)


def with_second_page(content: bytes) -> bytes:
    """The same file with a second directory that shows the same strips once more."""
    start, count = directory(content)
    padded = content + bytes(len(content) % 2)
    copied = content[start : start + 2 + _ENTRY * count] + bytes(4)
    return with_next(padded, len(padded)) + copied
