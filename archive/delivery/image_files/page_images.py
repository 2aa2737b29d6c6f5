"""Measures a page image: its own statements read by us, its pixels decoded to the last by a decoder."""

from __future__ import annotations

from mmap import ACCESS_READ, mmap

from archive.delivery.facts.batch import Damage, Size
from archive.delivery.facts.measured import Measured, Opened
from archive.delivery.facts.mime import JPEG, TIFF
from archive.delivery.facts.page_facts import ImageFacts
from archive.delivery.facts.resource_limits import MOST_PIXELS
from archive.delivery.image_files import images, jp2_boxes, jpeg2000, jpeg_images, jpeg_segments, tiff_tags
from archive.delivery.image_files.images import Decoded

_THUMBNAIL = 4
"""A later directory is a reduced copy when each side is at most this part of the first one's, said or not."""


def measure_image(opened: Opened) -> Measured:
    """Structure first, then the header's size, then every pixel: the first fault is the damage."""
    with mmap(opened.descriptor, 0, access=ACCESS_READ) as content:
        if opened.mime == TIFF:
            return _tiff(opened, content)
        return _jpeg(opened, content) if opened.mime == JPEG else _jp2(opened, content)


def _tiff(opened: Opened, content: mmap) -> Measured:
    tags = tiff_tags.read(content)
    sizes = [directory.size for directory in tags.directories]
    if not sizes:
        return Measured((), tags.damage)
    first = tags.directories[0]
    pages = [one for one in tags.directories[1:] if not _is_thumbnail(one, first)]
    damage = tags.damage or next((wrong for wrong in map(_impossible, sizes) if wrong), None)
    decoded = Decoded(sizes[0], damage) if damage else images.decode(opened.descriptor, TIFF)
    facts = ImageFacts(
        first.colour,
        1 + len(pages),
        len(sizes) - 1 - len(pages),
        tuple(one for one in (first.resolution,) if one),
        opened.size - tags.end if not tags.damage else 0,
        decoded.mean,
        decoded.ink,
        decoded.remarks,
    )
    return Measured(_leaf(decoded.size), decoded.damage, image=facts)


def _is_thumbnail(directory: tiff_tags.Directory, first: tiff_tags.Directory) -> bool:
    """Whether it says so, or is a fraction of the first page in both directions."""
    small = all(
        0 < side * _THUMBNAIL <= whole
        for side, whole in zip(
            (directory.size.width, directory.size.height), (first.size.width, first.size.height), strict=True
        )
    )
    return directory.reduced or small


def _jpeg(opened: Opened, content: mmap) -> Measured:
    segments = jpeg_segments.read(content)
    damage = segments.damage or (_impossible(segments.size) if segments.size else None)
    decoded, trailing = Decoded(segments.size, damage), 0
    if not damage:
        decoded, trailing = jpeg_images.decoded(opened.descriptor, segments, content)
        damage = jpeg_images.unsupported(segments, decoded.damage)
    facts = ImageFacts(
        segments.colour,
        resolutions=tuple(segments.resolutions),
        trailing=trailing,
        mean=decoded.mean,
        ink=decoded.ink,
        remarks=tuple(segments.remarks),
    )
    return Measured(_leaf(decoded.size), damage, image=facts)


def _jp2(opened: Opened, content: mmap) -> Measured:
    boxes = jp2_boxes.read(content)
    damage = boxes.damage or (_impossible(boxes.size) if boxes.size else None)
    squares = None
    size = boxes.size
    if not damage:
        with open(opened.descriptor, "rb", closefd=False) as stream:
            size, damage, squares = jpeg2000.decode(stream, MOST_PIXELS)
    mean, ink = images.look_at_grey(squares.content, squares.width, squares.height) if squares else (None, None)
    facts = ImageFacts(
        boxes.colour,
        resolutions=tuple(boxes.resolutions),
        trailing=opened.size - boxes.end if boxes.end else 0,
        mean=mean,
        ink=ink,
    )
    return Measured(_leaf(size), damage, image=facts)


def _impossible(size: Size) -> Damage | None:
    """What the header's size alone refuses, before any pixel is decoded."""
    if size.width <= 0 or size.height <= 0:
        return Damage("BAD_HEADER", "the image has no area")
    if size.width * size.height > MOST_PIXELS:
        return Damage("TOO_MANY_PIXELS", f"{size.width} x {size.height}")
    return None


def _leaf(size: Size | None) -> tuple[Size, ...]:
    return (size,) if size else ()
