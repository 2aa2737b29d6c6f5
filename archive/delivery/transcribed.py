"""What any transcription becomes: the image that it is of, and its lines with boxes in that image's pixels."""

from __future__ import annotations

from dataclasses import dataclass

from archive.delivery.batch import Size
from archive.model.transcription import DeliveredLine
from archive.model.view import Box


@dataclass(frozen=True, slots=True)
class Transcribed:
    """One transcribed page: the image's file name and size as the document gives them, and its lines in document order."""

    image: str
    size: Size
    lines: tuple[DeliveredLine, ...]


def bounded(left: int, top: int, right: int, bottom: int, size: Size) -> Box | None:
    """The box between these edges, clipped to the image; None where nothing of it lies inside."""
    left, right = (max(0, min(size.width, edge)) for edge in (left, right))
    top, bottom = (max(0, min(size.height, edge)) for edge in (top, bottom))
    return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None
