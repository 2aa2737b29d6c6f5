"""Decodes JPEG 2000 with Pillow, because the libvips that we are given has no loader for it."""

from __future__ import annotations

from typing import BinaryIO

from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile

from archive.delivery.batch import Damage, Size

_END_OF_CODESTREAM = b"\xff\xd9"


def decode(stream: BinaryIO, most_pixels: int) -> tuple[Size | None, Damage | None]:
    """The size in pixels, and what stands in the way of decoding them; the header is judged before any pixel."""
    stream.seek(0)
    try:
        image = Jpeg2KImageFile(stream)
    except (OSError, SyntaxError, ValueError) as error:
        return None, Damage("BAD_HEADER", str(error))
    size = Size(*image.size)
    if size.width * size.height > most_pixels:
        return size, Damage("TOO_MANY_PIXELS", f"{size.width} x {size.height}")
    try:
        image.load()
    except (OSError, SyntaxError, ValueError) as error:
        stream.seek(-2, 2)
        ended = stream.read(2) == _END_OF_CODESTREAM
        return size, Damage("CORRUPT_DATA" if ended else "TRUNCATED", str(error))
    return size, None
