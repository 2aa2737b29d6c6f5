"""The printed form: head, frames, ruled lines and labels, the same on every page of a register."""

from __future__ import annotations

from register_maker.pages.canvas import Canvas
from register_maker.pages.layout import (
    ACT_HEIGHT,
    HEIGHT,
    LABEL,
    LEFT,
    MARGIN_WIDTH,
    RIGHT,
    ROW_HEIGHT,
    TITLE_HEIGHT,
    WIDTH,
    act_box,
    row_top,
)
from register_maker.pages.lettering import Lettering
from register_maker.pages.page_job import Head

_SIDE = 640


def blank(head: Head, kind: str, letters: Lettering) -> Canvas:
    """The form for pages of one kind: `acts`, `cover`, or any other (a frame for text)."""
    canvas = Canvas(round(WIDTH * letters.scale), round(HEIGHT * letters.scale))
    if kind == "cover":
        _cover(canvas, head, letters)
        return canvas
    _head(canvas, head, letters)
    if kind == "acts":
        for slot in (0, 1):
            _act(canvas, slot, head, letters)
    else:
        _frame(canvas, LEFT, act_box(0).y, RIGHT - LEFT, act_box(1).y + ACT_HEIGHT - act_box(0).y, 4, letters.scale)
    return canvas


def _frame(canvas: Canvas, x: int, y: int, width: int, height: int, stroke: int, scale: float) -> None:
    left, top, wide, high = (round(each * scale) for each in (x, y, width, height))
    canvas.frame(left, top, wide, high, max(1, round(stroke * scale)))


def _line(canvas: Canvas, x: int, y: int, width: int, height: int, scale: float) -> None:
    canvas.fill(
        round(x * scale), round(y * scale), max(1, round(width * scale)), max(1, round(height * scale)), shade=200
    )


def _head(canvas: Canvas, head: Head, letters: Lettering) -> None:
    for order, (ar, fr) in enumerate(zip(head.ar, head.fr, strict=True)):
        y = 110 + order * 62
        letters.write(canvas, fr, "print", 9, (LEFT, y), _SIDE, "left")
        letters.write(canvas, ar, "print", 10, (RIGHT - _SIDE, y), _SIDE, "right")
    middle, width = LEFT + _SIDE + 20, RIGHT - LEFT - 2 * _SIDE - 40
    letters.write(canvas, head.title_ar, "print", 20, (middle, 130), width, "middle")
    letters.write(canvas, head.title_fr, "print", 13, (middle, 225), width, "middle")
    letters.write(canvas, head.year, "print", 12, (middle, 300), width, "middle")


def _act(canvas: Canvas, slot: int, head: Head, letters: Lettering) -> None:
    box, scale = act_box(slot), letters.scale
    arabic = head.language == "ar"
    _frame(canvas, box.x, box.y, box.width, box.height, 5, scale)
    _line(canvas, box.x + MARGIN_WIDTH, box.y, 4, box.height, scale)
    _line(canvas, box.x, box.y + TITLE_HEIGHT, box.width, 3, scale)
    if arabic:
        letters.write(canvas, "بيانات هامشية", "print", 11, (box.x + 20, box.y + 38), MARGIN_WIDTH - 40, "middle")
        letters.write(canvas, "Mentions marginales", "print", 8, (box.x + 20, box.y + 86), MARGIN_WIDTH - 40, "middle")
    else:
        letters.write(canvas, "Mentions marginales", "print", 10, (box.x + 20, box.y + 56), MARGIN_WIDTH - 40, "middle")
    left, width = box.x + MARGIN_WIDTH + 20, box.width - MARGIN_WIDTH - 40
    letters.write(canvas, "Acte n°", "print", 12, (left, box.y + 55), LABEL)
    letters.write(canvas, "رسم رقم" if arabic else "", "print", 14, (left + width - LABEL, box.y + 55), LABEL, "right")
    step, dot = max(4, round(14 * scale)), max(1, round(3 * scale))
    for order, row in enumerate(head.labels):
        y = row_top(slot, order)
        letters.write(canvas, row.fr, "print", 8, (left, y + ROW_HEIGHT // 2), LABEL)
        letters.write(canvas, row.ar, "print", 9.5, (left + width - LABEL, y + ROW_HEIGHT // 2), LABEL, "right")
        canvas.dotted(round(left * scale), round((y + ROW_HEIGHT - 6) * scale), round(width * scale), step, dot)


def _cover(canvas: Canvas, head: Head, letters: Lettering) -> None:
    _frame(canvas, 90, 90, WIDTH - 180, HEIGHT - 180, 14, letters.scale)
    _frame(canvas, 130, 130, WIDTH - 260, HEIGHT - 260, 4, letters.scale)
    _frame(canvas, 500, 900, WIDTH - 1000, 1300, 6, letters.scale)
    texts = [(head.title_ar, 34.0), (head.title_fr, 22.0), (head.year, 30.0)]
    texts += [(text, 15.0) for text in (head.ar[-1], head.fr[-1]) if text]
    for order, (text, points) in enumerate(texts):
        letters.write(canvas, text, "print", points, (540, 1080 + 240 * order), WIDTH - 1080, "middle")
