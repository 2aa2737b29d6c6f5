"""What any transcription becomes: the image that it is of, and its lines with boxes in that image's pixels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archive.delivery.facts.batch import Size
from archive.model.records.transcription import DeliveredLine
from archive.model.records.view import Box

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Transcribed:
    """One transcribed page: the image's file name and size as the document gives them, and its lines in document order.

    `astray` is the beginning of its text where no line has any: such text can be laid on no image.
    """

    image: str
    size: Size
    lines: tuple[DeliveredLine, ...]
    astray: str = ""


def transcribed(image: str, size: Size, found: Iterable[DeliveredLine], written: Iterable[str]) -> Transcribed:
    """The page with those of its lines that have text; `written` is all text of the document, wherever it stands."""
    lines = tuple(line for line in found if line.text)
    astray = "" if lines else " ".join(filter(None, (text.strip() for text in written)))[:_SHOWN]
    return Transcribed(image, size, lines, astray)


def bounded(left: int, top: int, right: int, bottom: int, size: Size) -> Box | None:
    """The box between these edges, clipped to the image; None where nothing of it lies inside."""
    left, right = (max(0, min(size.width, edge)) for edge in (left, right))
    top, bottom = (max(0, min(size.height, edge)) for edge in (top, bottom))
    return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None
