"""Decodes JPEG 2000 with Pillow, because the libvips that we are given has no loader for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile

from archive.delivery.facts.batch import Damage, Size

_END_OF_CODESTREAM = b"\xff\xd9"
_SQUARE = 8
_GREYED = ("L", "LA", "RGB", "RGBA")


@dataclass(frozen=True, slots=True)
class Squares:
    """The grey of squares of 8 x 8 pixels, one byte each, row by row."""

    width: int
    height: int
    content: bytes


def decode(stream: BinaryIO, most_pixels: int) -> tuple[Size | None, Damage | None, Squares | None]:
    """The size in pixels, what stands in the way of decoding them, and how they look; the header is judged before any pixel."""
    stream.seek(0)
    try:
        image = Jpeg2KImageFile(stream)
    except (OSError, SyntaxError, ValueError) as error:
        return None, Damage("BAD_HEADER", str(error)), None
    size = Size(*image.size)
    if size.width * size.height > most_pixels:
        return size, Damage("TOO_MANY_PIXELS", f"{size.width} x {size.height}"), None
    try:
        image.load()
    except (OSError, SyntaxError, ValueError) as error:
        stream.seek(-2, 2)
        ended = stream.read(2) == _END_OF_CODESTREAM
        return size, Damage("CORRUPT_DATA" if ended else "TRUNCATED", str(error)), None
    return size, None, _squares(image)


def _squares(image: Jpeg2KImageFile) -> Squares | None:
    """None for pixels that have no grey of one byte."""
    if image.mode not in _GREYED:
        return None
    small = Image.Image.reduce(image, _SQUARE).convert("L")  # its own `reduce` is a number of resolution levels
    return Squares(small.width, small.height, small.tobytes())
