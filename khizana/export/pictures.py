"""Which images a report shows, so that one sees what is wrong: those that findings are about, with the boxes that do not fit."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from archive.delivery.facts.batch import Batch
from archive.delivery.facts.mime import JP2, JPEG, TIFF
from archive.delivery.port import Source
from archive.model.finding import Severity
from archive.model.records.view import Box
from khizana.export.finding_location import Concern
from khizana.export.thumbnails import Thumbnail, thumbnails

MOST = 24
"""How many images one report shows."""

LARGEST = 200_000
"""How many bytes they may have together."""

BOXES = 12
"""How many boxes are drawn on one image."""

_BOX = re.compile(r"(-?[0-9]{1,9}),(-?[0-9]{1,9}),(-?[0-9]{1,9}),(-?[0-9]{1,9})")
_SHOWN = (TIFF, JPEG, JP2)


@dataclass(slots=True)
class Wanted:
    """An image to be shown: the codes of its findings and the boxes that they speak of, each once, in order."""

    codes: dict[str, None] = field(default_factory=dict)
    boxes: dict[Box, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """One image with its boxes, in pixels of the delivered image. `frame` holds the image and, cut at its own size, the boxes."""

    file: str
    codes: tuple[str, ...]
    width: int
    height: int
    data: str
    frame: Box
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """The images shown, and how many more have findings but no room, or nothing that could be drawn."""

    shown: tuple[Picture, ...]
    more: int


def pictures(concerns: Iterable[Concern], batch: Batch, source: Source) -> Pictures:
    """Thumbnails of the images that findings are about, the gravest first; information alone shows nothing."""
    wanted = _wanted(concerns, batch)
    asked = list(wanted)[:MOST]
    shown: list[Picture] = []
    size = 0
    for file, thumbnail in zip(asked, thumbnails(source, asked), strict=True):
        if thumbnail and size + len(thumbnail.jpeg) <= LARGEST:
            size += len(thumbnail.jpeg)
            shown.append(_picture(file, wanted[file], thumbnail))
    return Pictures(tuple(shown), len(wanted) - len(shown))


def _wanted(concerns: Iterable[Concern], batch: Batch) -> dict[str, Wanted]:
    images: dict[str, Wanted] = {}
    for concern in concerns:
        finding = concern.finding
        named = finding.params.get("file")
        file = named if isinstance(named, str) and named in batch.files else concern.file
        if finding.severity is Severity.INFORMATION or file not in batch.files:
            continue
        if batch.files[file].mime not in _SHOWN:
            continue
        image = images.setdefault(file, Wanted())
        image.codes[finding.code] = None
        box = _BOX.fullmatch(str(finding.params.get("box", "")))
        if box and len(image.boxes) < BOXES:
            image.boxes[Box(*map(int, box.groups()))] = None
    return images


def _picture(file: str, wanted: Wanted, thumbnail: Thumbnail) -> Picture:
    width, height = thumbnail.width, thumbnail.height
    boxes = tuple(_cut(box, width, height) for box in wanted.boxes)
    data = "data:image/jpeg;base64," + base64.b64encode(thumbnail.jpeg).decode("ascii")
    return Picture(file, tuple(wanted.codes), width, height, data, _frame(width, height, boxes), boxes)


def _cut(box: Box, width: int, height: int) -> Box:
    """A box that lies far away is drawn at the distance of one image, so that the image itself stays visible."""
    left, right = (max(-width, min(2 * width, x)) for x in (box.x, box.x + box.width))
    top, bottom = (max(-height, min(2 * height, y)) for y in (box.y, box.y + box.height))
    return Box(min(left, right), min(top, bottom), abs(right - left), abs(bottom - top))


def _frame(width: int, height: int, boxes: Sequence[Box]) -> Box:
    """What holds the image and all boxes."""
    left, top = min(0, *(box.x for box in boxes), 0), min(0, *(box.y for box in boxes), 0)
    right = max(width, *(box.x + box.width for box in boxes), 0)
    bottom = max(height, *(box.y + box.height for box in boxes), 0)
    return Box(left, top, right - left, bottom - top)
