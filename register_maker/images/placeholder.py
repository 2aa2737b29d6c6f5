"""What stands for a page when none is drawn: the empty frames of a form at a quarter of the size, as a small real TIFF.

No font is needed: register and page are written in seven-segment figures, so that no two files are alike. The strips of a
page (ITU-T T.6) are encoded once and put together, which makes some ten thousand pages a second.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field
from typing import Final

from register_maker.pages.canvas import Canvas
from register_maker.pages.layout import HEIGHT, LEFT, MARGIN_WIDTH, RIGHT, WIDTH, act_box

SCALE: Final = 0.25
DEVICE: Final = "none: no images drawn, the files are empty forms"
_WIDE: Final = round(WIDTH * SCALE)
_HIGH: Final = round(HEIGHT * SCALE)
_ROWS: Final = 32
_SEGMENTS: Final = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg")
_STROKES: Final = {
    "a": (2, 0, 8, 2), "b": (10, 2, 2, 8), "c": (10, 12, 2, 8), "d": (2, 20, 8, 2),
    "e": (0, 12, 2, 8), "f": (0, 2, 2, 8), "g": (2, 10, 8, 2),
}  # fmt: skip
_SHORT, _LONG, _RATIONAL = 3, 4, 5


@dataclass(frozen=True, slots=True)
class Placeholders:
    """Puts pages together from strips; `strips` keeps those that were encoded."""

    strips: dict[str, bytes] = field(default_factory=dict)
    bodies: dict[int, tuple[bytes, ...]] = field(default_factory=dict)

    def page(self, register: str, number: int, acts: int) -> bytes:
        """The TIFF for a page of a register that bears that many acts; number 0 for a cover."""
        code = str(int.from_bytes(hashlib.sha256(register.encode("utf-8")).digest()[:5]))
        if acts not in self.bodies:
            self.bodies[acts] = _body(acts)
        return _tiff((self._figures(code), self._figures(str(number)), *self.bodies[acts]))

    def _figures(self, digits: str) -> bytes:
        if digits not in self.strips:
            canvas = Canvas(_WIDE, _ROWS)
            left = (_WIDE - 18 * len(digits)) // 2
            for order, digit in enumerate(digits):
                for stroke in _SEGMENTS[int(digit)]:
                    x, y, width, height = _STROKES[stroke]
                    canvas.fill(left + 18 * order + x, 6 + y, width, height)
            self.strips[digits] = _encoded(canvas)[0]
        return self.strips[digits]


def _body(acts: int) -> tuple[bytes, ...]:
    """The strips below the figures: a frame for each act, with its margin, or one frame where there is no act."""
    canvas = Canvas(_WIDE, _HIGH)
    boxes = [act_box(slot) for slot in range(acts)]
    for box in boxes:
        left, top, width, height = (round(side * SCALE) for side in (box.x, box.y, box.width, box.height))
        canvas.frame(left, top, width, height, 2)
        canvas.fill(left + round(MARGIN_WIDTH * SCALE), top, 2, height)
    if not boxes:
        bottom = act_box(1).y + act_box(1).height
        left, top, width, height = (
            round(side * SCALE) for side in (LEFT, act_box(0).y, RIGHT - LEFT, bottom - act_box(0).y)
        )
        canvas.frame(left, top, width, height, 2)
    return tuple(_encoded(canvas)[2:])


def _encoded(canvas: Canvas) -> list[bytes]:
    """The strips of a page of ink, each of `_ROWS` rows, coded by T.6."""
    found = []
    paper = canvas.image() < 128
    for top in range(0, canvas.height, _ROWS):
        strip = paper.crop(0, top, canvas.width, min(_ROWS, canvas.height - top))
        found.append(_only_strip(strip.tiffsave_buffer(compression="ccittfax4", bitdepth=1, keep="none")))
    return found


def _only_strip(tiff: bytes) -> bytes:
    (directory,) = struct.unpack_from("<I", tiff, 4)
    (count,) = struct.unpack_from("<H", tiff, directory)
    entries = (struct.unpack_from("<HHII", tiff, directory + 2 + 12 * order) for order in range(count))
    values = {tag: value & 0xFFFF if kind == _SHORT else value for tag, kind, _, value in entries}
    return tiff[values[273] : values[273] + values[279]]


def _tiff(strips: tuple[bytes, ...]) -> bytes:
    """TIFF 6.0, little endian: header, the only directory, its values, the strips."""
    directory = 8
    values = directory + 2 + 12 * 13 + 4
    resolution = values + 8 * len(strips)
    first = resolution + 8
    offsets, position = [], first
    for strip in strips:
        offsets.append(position)
        position += len(strip)
    entries = (
        (256, _SHORT, 1, _WIDE),
        (257, _SHORT, 1, _HIGH),
        (258, _SHORT, 1, 1),
        (259, _SHORT, 1, 4),
        (262, _SHORT, 1, 1),
        (273, _LONG, len(strips), values),
        (274, _SHORT, 1, 1),
        (277, _SHORT, 1, 1),
        (278, _SHORT, 1, _ROWS),
        (279, _LONG, len(strips), values + 4 * len(strips)),
        (282, _RATIONAL, 1, resolution),
        (283, _RATIONAL, 1, resolution),
        (296, _SHORT, 1, 2),
    )
    head = b"II*\0" + struct.pack("<IH", directory, len(entries))
    head += b"".join(struct.pack("<HHII", *entry) for entry in entries) + bytes(4)
    lengths = [len(strip) for strip in strips]
    tables = struct.pack(f"<{2 * len(strips)}I", *offsets, *lengths) + struct.pack("<II", 300, 1)
    return head + tables + b"".join(strips)
