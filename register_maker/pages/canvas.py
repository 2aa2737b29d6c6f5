"""Ink on a page: one byte a pixel, 0 for none and 255 for black. Rows are copied as slices, which is quick enough."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyvips


@dataclass(frozen=True, slots=True)
class Canvas:
    """A page of ink, of a width and height in pixels."""

    width: int
    height: int
    ink: bytearray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ink", bytearray(self.width * self.height))

    def lay(self, mask: pyvips.Image, x: int, y: int) -> None:
        """Put the ink of a one-band image on the page, its top left corner at (x, y); what lies outside is cut."""
        left, top = max(0, x), max(0, y)
        width = min(mask.width, self.width - x) - (left - x)
        if width <= 0:
            return
        content = mask.write_to_memory()
        for row in range(top, min(y + mask.height, self.height)):
            source = (row - y) * mask.width + left - x
            target = row * self.width + left
            both = int.from_bytes(self.ink[target : target + width]) | int.from_bytes(content[source : source + width])
            self.ink[target : target + width] = both.to_bytes(width)

    def fill(self, x: int, y: int, width: int, height: int, shade: int = 255) -> None:
        """Blacken a rectangle."""
        left, right = max(0, x), min(self.width, x + width)
        if right <= left:
            return
        line = bytes([shade]) * (right - left)
        for row in range(max(0, y), min(self.height, y + height)):
            start = row * self.width
            self.ink[start + left : start + right] = line

    def frame(self, x: int, y: int, width: int, height: int, stroke: int) -> None:
        """The outline of a rectangle, its strokes inside."""
        self.fill(x, y, width, stroke)
        self.fill(x, y + height - stroke, width, stroke)
        self.fill(x, y, stroke, height)
        self.fill(x + width - stroke, y, stroke, height)

    def dotted(self, x: int, y: int, width: int, step: int, stroke: int) -> None:
        """A ruled line of dots."""
        for left in range(x, x + width, step):
            self.fill(left, y, stroke, stroke)

    def image(self) -> pyvips.Image:
        """The ink as a one-band image."""
        return pyvips.Image.new_from_memory(self.ink, self.width, self.height, 1, "uchar")
