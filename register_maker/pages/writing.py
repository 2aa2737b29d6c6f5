"""What the officer wrote on a page: values on the lines, mentions in the margin, a signature, a stamp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin

from archive.model.records.view import Box
from register_maker.chance import Chance
from register_maker.pages.canvas import Canvas
from register_maker.pages.layout import (
    HEIGHT,
    LABEL,
    LEFT,
    MARGIN_WIDTH,
    RIGHT,
    ROW_HEIGHT,
    WIDTH,
    act_box,
    mention_box,
    row_top,
)
from register_maker.pages.lettering import Lettering
from register_maker.pages.page_job import Block, Page
from register_maker.pages.rows import Row
from register_maker.pages.transcript import Line, around

_TABLE_TOP = 460
_TABLE_STEP = 76
_STATEMENT_TOP = 700
_STATEMENT_STEP = 150


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes on a canvas, and remembers which line stands where."""

    canvas: Canvas
    letters: Lettering
    lines: list[Line] = field(default_factory=list)

    def remember(self, region: str, parts: Sequence[tuple[str, Box | None]]) -> None:
        """One row, of the parts that were written."""
        there = [(text, box) for text, box in parts if box]
        if there:
            self.lines.append(Line(region, " ".join(text for text, _ in there), around([box for _, box in there])))


def written(page: Page, letters: Lettering) -> tuple[Canvas, Sequence[Line]]:
    """All the ink of a page that is not printed on its form, and the lines that can be read."""
    canvas = Canvas(round(WIDTH * letters.scale), round(HEIGHT * letters.scale))
    pen = Pen(canvas, letters)
    chance = Chance.of(page.seed, "writing")
    if page.number is not None:
        box = letters.write(canvas, f"{page.number}", "print", 15, (LEFT + 1080, 355), 100, "middle")
        pen.remember("page-number", [(f"{page.number}", box)])
    for block in page.blocks:
        _block(pen, block, page.head.language, chance)
    top, step = (_TABLE_TOP, _TABLE_STEP) if page.kind == "table" else (_STATEMENT_TOP, _STATEMENT_STEP)
    for order, row in enumerate(page.lines):
        _text(pen, top + order * step, row)
    if page.kind in ("opening", "closing"):
        _signature(canvas, LEFT + 260, 2900, letters.scale, chance)
        _stamp(canvas, (LEFT + 760, 2930, 190), page.head.language, letters)
    return canvas, pen.lines


def _block(pen: Pen, block: Block, language: str, chance: Chance) -> None:
    canvas, letters = pen.canvas, pen.letters
    name = f"act{block.slot + 1}"
    box = act_box(block.slot)
    left, right = box.x + MARGIN_WIDTH + 20, box.x + box.width - 20
    number = letters.write(canvas, f"{block.number}", "print", 16, (left, box.y + 55), right - left, "middle")
    pen.remember(name, [(f"{block.number}", number)])
    for order, row in enumerate(block.rows):
        y = row_top(block.slot, order) + ROW_HEIGHT // 2
        _row(pen, name, row, (left + LABEL, right - LABEL), y, chance)
    for order, text in enumerate(block.margin):
        note = mention_box(block.slot, order)
        inked = letters.paragraph(canvas, text, "arabic", 9, (note.x, note.y), note.width, note.height)
        pen.remember(f"{name}-mention{order + 1}", [(text, inked)])
    _signature(canvas, left + 60, box.y + box.height - 95, letters.scale, chance)
    _stamp(canvas, (left + 440, box.y + box.height - 105, 90), language, letters)


def _row(pen: Pen, region: str, row: Row, room: tuple[int, int], y: int, chance: Chance) -> None:
    """The values of one line: Latin from the left, Arabic from the right, each at most half a line when there are both.

    What is stained cannot be read, so it is not remembered.
    """
    canvas, letters = pen.canvas, pen.letters
    width = room[1] - room[0] - 20
    share = width // 2 - 10 if row.latin and row.arabic else width
    shift = chance.randint(-4, 4)
    latin = letters.write(canvas, row.latin, "latin", 15, (room[0] + 10, y + shift), share, "left")
    arabic = letters.write(canvas, row.arabic, "arabic", 12, (room[1] - 10 - share, y + shift), share, "right")
    if row.stained:
        _stain(canvas, room[1] - 420, y, letters.scale, chance)
    else:
        pen.remember(region, [(row.arabic, arabic), (row.latin, latin)])


def _text(pen: Pen, y: int, row: Row) -> None:
    """One line of an opening or closing statement or of the table of names, where `arabic` may have a second column."""
    canvas, letters = pen.canvas, pen.letters
    left, right = LEFT + 60, RIGHT - 60
    half = (right - left) // 2 - 20
    share = half if row.fr or row.ar else right - left
    first = letters.write(canvas, row.latin, "latin", 18, (left, y), share)
    second = letters.write(canvas, row.fr, "latin", 18, (right - half, y), half)
    third = letters.write(canvas, row.arabic, "arabic", 15, (right - share, y), share, "right")
    fourth = letters.write(canvas, row.ar, "arabic", 15, (left, y), half, "right")
    pen.remember("text", [(row.latin, first), (row.fr, second), (row.arabic, third), (row.ar, fourth)])


def _stain(canvas: Canvas, x: int, y: int, scale: float, chance: Chance) -> None:
    """A blot over writing that nobody can read any more."""
    for _ in range(46):
        left, top = x + chance.randint(0, 400), y + chance.randint(-30, 18)
        size = chance.randint(14, 44)
        canvas.fill(round(left * scale), round(top * scale), round(size * 1.6 * scale), round(size * scale / 2), 235)


def _signature(canvas: Canvas, x: int, y: int, scale: float, chance: Chance) -> None:
    """A flourish that starts at (x, y): a sum of two waves, never a letter."""
    fast, slow, wide = chance.uniform(5, 8), chance.uniform(1, 2.2), chance.randint(260, 380)
    stroke = max(1, round(5 * scale))
    for step in range(900):
        along = step / 900
        height = 34 * sin(2 * pi * fast * along) * (1 - along) + 22 * cos(2 * pi * slow * along)
        left = x + wide * along + 26 * cos(2 * pi * fast * along)
        canvas.fill(round(left * scale), round((y + height) * scale), stroke, stroke)


def _stamp(canvas: Canvas, circle: tuple[int, int, int], language: str, letters: Lettering) -> None:
    """A round stamp of two rings about a middle point (x, y, radius), with the words of the office inside."""
    scale = letters.scale
    x, y, radius = circle
    words = "الحالة المدنية" if language == "ar" else "ÉTAT CIVIL"
    stroke = max(1, round(4 * scale))
    for ring in (radius, radius - 14):
        steps = 8 * ring
        for step in range(steps):
            turn = 2 * pi * step / steps
            canvas.fill(
                round((x + ring * cos(turn)) * scale), round((y + ring * sin(turn)) * scale), stroke, stroke, 190
            )
    letters.write(canvas, words, "print", radius / 11, (x - radius + 24, y), 2 * radius - 48, "middle")
