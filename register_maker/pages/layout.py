"""Where things stand on a made page: A4 at 300 dots an inch, origin top left. Pure geometry."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, cos, floor, radians, sin
from typing import Final

from archive.model.records.view import Box

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
        left, top, right, bottom = (side * self.scale for side in (box.x, box.y, box.x + box.width, box.y + box.height))
        return self._around(left, top, right, bottom)

    def turned(self, box: Box) -> Box:
        """The same of a box in pixels of the page before it was turned, kept inside the image and a pixel wider for its blur."""
        found = self._around(box.x - 1, box.y - 1, box.x + box.width + 1, box.y + box.height + 1)
        left, top = max(0, found.x), max(0, found.y)
        right, bottom = min(self.width, found.x + found.width), min(self.height, found.y + found.height)
        return Box(left, top, right - left, bottom - top)

    def _around(self, left: float, top: float, right: float, bottom: float) -> Box:
        corners = [self._turned(x, y) for x in (left, right) for y in (top, bottom)]
        first_x, first_y = (floor(min(axis)) for axis in zip(*corners, strict=True))
        last_x, last_y = (ceil(max(axis)) for axis in zip(*corners, strict=True))
        return Box(first_x, first_y, last_x - first_x, last_y - first_y)

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
