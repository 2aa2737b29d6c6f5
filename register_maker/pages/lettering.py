"""Sets text with three fonts of our choice alone; pango shapes Arabic and orders it right to left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pyvips

from archive.model.records.view import Box
from register_maker.pages.canvas import Canvas
from register_maker.pages.fonts import FAMILIES

Use = Literal["print", "arabic", "latin"]
Side = Literal["left", "right", "middle"]
_DPI: Final = 300
_MARKUP: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(frozen=True, slots=True)
class Lettering:
    """Writes on canvases at some scale; `files` maps each use to its font file."""

    files: dict[str, str]
    scale: float

    def mask(self, text: str, use: Use, points: float, width: int, *, lines: bool = False) -> pyvips.Image:
        """The ink of a text no wider than `width` unscaled pixels: smaller letters, or several lines, where it would be."""
        room = max(1, round(width * self.scale))
        dpi = round(_DPI * self.scale)
        ink = self._set(text, use, points, dpi, room if lines else 0)
        if ink.width > room:
            ink = self._set(text, use, points, max(8, dpi * room // (ink.width + 1)), 0)
        return ink

    def _set(self, text: str, use: Use, points: float, dpi: int, width: int) -> pyvips.Image:
        options: dict[str, object] = {"width": width, "align": "low", "wrap": "word"} if width else {}
        return pyvips.Image.text(
            text.translate(_MARKUP), font=f"{FAMILIES[use]} {points}", fontfile=self.files[use], dpi=dpi, **options
        )

    def write(
        self, canvas: Canvas, text: str, use: Use, points: float, at: tuple[int, int], width: int, side: Side = "left"
    ) -> Box | None:
        """Write one line in a strip that begins at `at` (unscaled; the middle of the line) and is `width` wide.

        The answer is where its ink lies, in pixels; None where there is nothing to write.
        """
        if not text.strip():
            return None
        ink = self.mask(text, use, points, width)
        x, y = round(at[0] * self.scale), round(at[1] * self.scale)
        spare = round(width * self.scale) - ink.width
        x += {"left": 0, "right": spare, "middle": spare // 2}[side]
        canvas.lay(ink, x, y - ink.height // 2)
        return Box(x, y - ink.height // 2, ink.width, ink.height)

    def paragraph(
        self, canvas: Canvas, text: str, use: Use, points: float, at: tuple[int, int], width: int, height: int
    ) -> Box:
        """Write a text in lines below `at`, in a box of that width and height, in smaller letters until it fits; where."""
        room = round(height * self.scale)
        ink = self.mask(text, use, points, width, lines=True)
        while (ink.height > room or ink.width > width * self.scale) and points > 5:
            points -= 1
            ink = self.mask(text, use, points, width, lines=True)
        x = round((at[0] + width) * self.scale) - ink.width if use == "arabic" else round(at[0] * self.scale)
        y = round(at[1] * self.scale)
        canvas.lay(ink, x, y)
        return Box(x, y, ink.width, ink.height)
