"""How a JPEG is decoded to the mean of each square of 8 x 8 pixels, which is all that the look for ink takes.

The decoder reads every bit of every scan either way, and tells of what is wrong there; it is spared the transform of each square,
its colours and its pixels. Where the size is no multiple of 8, libvips leaves out the last row and column, and with them the last
coded units: so the decoder is handed a frame header with the size rounded up, where that does not change what is coded.
"""

from __future__ import annotations

from mmap import ACCESS_READ, mmap

SQUARE = 8
_LARGEST = 65500
"""The longest side that libjpeg takes."""
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xD8)}


def rounded_up(descriptor: int) -> tuple[int, bytes] | None:
    """Where the frame header states the size, and that size in whole squares; None where this would change the image."""
    with mmap(descriptor, 0, access=ACCESS_READ) as content:
        at = _frame(content)
        if at is None or at + 10 + 3 * content[at + 9] > len(content):
            return None
        sampling = [content[at + 11 + 3 * number] for number in range(content[at + 9])]
        stated = [int.from_bytes(content[at + offset : at + offset + 2], "big") for offset in (5, 7)]
    written = b""
    for size, factors in zip(stated, ([one & 15 for one in sampling], [one >> 4 for one in sampling]), strict=True):
        whole = _upwards(size, SQUARE) * SQUARE
        if not size or whole > _LARGEST or not all(factors):
            return None
        if any(_coded(size, one, max(factors)) != _coded(whole, one, max(factors)) for one in factors):
            return None
        written += whole.to_bytes(2, "big")
    return at + 5, written


def _frame(content: mmap) -> int | None:
    """Where the frame header begins; None when a scan or the end comes first."""
    at = 2
    while at + 10 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _ALONE:
            at += 2
        elif marker in _FRAMES:
            return at
        elif marker in (0x00, 0xD8, 0xD9, 0xDA):
            return None
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None


def _coded(size: int, factor: int, largest: int) -> int:
    """How many squares of a component are coded along a side, in a scan of its own (ITU-T T.81, sections A.1.1 and A.2.2)."""
    return _upwards(_upwards(size * factor, largest), SQUARE)


def _upwards(number: int, by: int) -> int:
    return -(-number // by)
