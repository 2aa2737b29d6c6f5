"""The child that cuts regions out of one stored image: it opens it under limits, never in the process that hands out.

A request carries the descriptor of an open file, the page in that file from 1, the width and height that the page must have,
and the boxes, four numbers each. The answer has a cut for each box, as PNG in base64; or nothing but the `problem`.
"""

from __future__ import annotations

import base64
import io
import json
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from archive.child_processes.limits import allow_seconds
from archive.child_processes.serving import serve
from khizana.service.access.drawing import LIMITS, is_jpeg_2000

Corners = tuple[int, int, int, int]
Cut = Callable[[Corners], bytes]

_PDF = b"%PDF-"
_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
_SECONDS = 30


class Unlike(ValueError):
    """The image is not of the size in which its boxes were measured."""


def cuts(descriptor: int, leaf: int, size: tuple[int, int], boxes: list[Corners]) -> Iterator[bytes]:
    """Each box of one page as PNG, in the pixels as they are stored, before any EXIF rotation."""
    if is_jpeg_2000(descriptor):
        cut = _of_jpeg_2000(descriptor, size)
    elif os.pread(descriptor, 1024, 0).find(_PDF) >= 0:
        cut = _of_pdf(descriptor, leaf, size)
    else:
        cut = _of_image(descriptor, leaf, size)
    return map(cut, boxes)


def _of_image(descriptor: int, leaf: int, size: tuple[int, int]) -> Cut:
    """TIFF and JPEG. Any damage stops it: what is handed out is what was checked."""
    import pyvips

    source = pyvips.Source.new_from_descriptor(descriptor)
    options: dict[str, Any] = {"page": leaf - 1} if leaf > 1 else {}
    image = pyvips.Image.new_from_source(source, "", fail_on="error", **options)
    _must_be(size, (image.width, image.height))

    def cut(box: Corners) -> bytes:
        return bytes(image.crop(*box).pngsave_buffer(keep="icc"))

    return cut


def _of_jpeg_2000(descriptor: int, size: tuple[int, int]) -> Cut:
    from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile

    with os.fdopen(os.dup(descriptor), "rb") as stream:
        stream.seek(0)
        image = Jpeg2KImageFile(stream)
        _must_be(size, image.size)
        image.load()
    profile = image.info.get("icc_profile")
    return lambda box: _png(image, box, icc_profile=profile)


def _of_pdf(descriptor: int, leaf: int, size: tuple[int, int]) -> Cut:
    """A page of a PDF, drawn at 300 dots an inch and not turned, as its boxes were measured."""
    import pypdfium2

    with os.fdopen(os.dup(descriptor), "rb") as stream:
        stream.seek(0)
        page = pypdfium2.PdfDocument(stream.read())[leaf - 1]
        page.set_rotation(0)
        # PDFium draws in points and knows no UserUnit; the width that was measured tells the scale.
        scale = _DOTS_PER_INCH / _POINTS_PER_INCH
        if abs(page.get_width() * scale - size[0]) > 1:
            scale = size[0] / page.get_width()
        image = page.render(scale=scale).to_pil()
    if any(abs(found - wanted) > 1 for found, wanted in zip(image.size, size, strict=True)):
        _must_be(size, image.size)
    return lambda box: _png(image, box, dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))


def _png(image: Any, box: Corners, **options: Any) -> bytes:
    x, y, width, height = box
    written = io.BytesIO()
    image.crop((x, y, x + width, y + height)).save(written, "PNG", **options)
    return written.getvalue()


def _must_be(wanted: tuple[int, int], found: tuple[int, int]) -> None:
    if found != wanted:
        raise Unlike(f"it has {found[0]} x {found[1]} pixels, and {wanted[0]} x {wanted[1]} were recorded")


def answer(content: bytes, descriptors: Sequence[int]) -> bytes:
    """The cuts of one open file, or why there are none."""
    asked = json.loads(content)
    width, height = asked["size"]
    boxes: list[Corners] = [(box[0], box[1], box[2], box[3]) for box in asked["boxes"]]
    allow_seconds(_SECONDS)
    try:
        found = [
            base64.b64encode(png).decode("ascii") for png in cuts(descriptors[0], asked["leaf"], (width, height), boxes)
        ]
        return json.dumps({"cuts": found}).encode("ascii")
    except Exception as error:  # noqa: BLE001 - a hostile file may raise anything in a library that reads it
        return json.dumps({"problem": str(error)[:300] or type(error).__name__}).encode("ascii")


if __name__ == "__main__":
    serve(answer, LIMITS)
