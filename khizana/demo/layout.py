"""Where things stand on a made page: A4 at 300 dots an inch, origin top left. Pure geometry."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, cos, floor, radians, sin
from typing import Final

from archive.model.view import Box

WIDTH: Final = 2480
HEIGHT: Final = 3508
LEFT: Final = 110
RIGHT: Final = 2370
MARGIN_WIDTH: Final = 530
FIRST_TOP: Final = 400
ACT_HEIGHT: Final = 1480
ACT_STEP: Final = 1560
TITLE_HEIGHT: Final = 110
ROW_HEIGHT: Final = 72
LABEL: Final = 270
"""How wide the printed labels are, on either side of the writing."""
MENTION_TOP: Final = 130
MENTION_HEIGHT: Final = 430
MOST_SKEW: Final = 0.35
"""In degrees. At the page's width this moves an edge by 14 pixels: less than half of the 80 between two acts."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page drawn at some scale (1 is A4 at 300 dpi) and laid on the scanner a little askew, `angle` in degrees."""

    scale: float
    angle: float

    @property
    def width(self) -> int:
        return round(WIDTH * self.scale)

    @property
    def height(self) -> int:
        return round(HEIGHT * self.scale)

    def on_image(self, box: Box) -> Box:
        """The upright rectangle around a box of the unscaled page, in pixels of the image."""
        corners = [
            self._turned(x * self.scale, y * self.scale)
            for x in (box.x, box.x + box.width)
            for y in (box.y, box.y + box.height)
        ]
        left, top = (floor(min(axis)) for axis in zip(*corners, strict=True))
        right, bottom = (ceil(max(axis)) for axis in zip(*corners, strict=True))
        return Box(left, top, right - left, bottom - top)

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        cosine, sine = cos(radians(self.angle)), sin(radians(self.angle))
        x, y = x - self.width / 2, y - self.height / 2
        return cosine * x - sine * y + self.width / 2, sine * x + cosine * y + self.height / 2


def act_box(slot: int) -> Box:
    """The frame of the upper (0) or lower (1) act of a page, its margin included."""
    return Box(LEFT, FIRST_TOP + slot * ACT_STEP, RIGHT - LEFT, ACT_HEIGHT)


def mention_box(slot: int, order: int) -> Box:
    """The part of an act's margin where its mention of that order, from 0, is written."""
    top = act_box(slot).y + MENTION_TOP + order * (MENTION_HEIGHT + 10)
    return Box(LEFT + 10, top, MARGIN_WIDTH - 20, MENTION_HEIGHT)


def row_top(slot: int, row: int) -> int:
    """The top of a row of an act's form."""
    return act_box(slot).y + TITLE_HEIGHT + row * ROW_HEIGHT
