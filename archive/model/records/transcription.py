"""A line of a transcription, with its place in a stored image."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model.records.view import Box, Region


@dataclass(frozen=True, slots=True)
class DeliveredLine:
    """A line as PAGE XML or ALTO gives it; `box` bounds its outline in pixels of the image, None where it has none."""

    name: str
    text: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class Line:
    """The same line, placed in a stored image."""

    name: str
    text: str
    region: Region
