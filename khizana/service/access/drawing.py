"""The child that draws thumbnails: damaged and hostile images are opened here, under limits, never in the reporting process.

A request carries the descriptor of an open file; the answer is JSON with width and height in pixels and the thumbnail as
base64, or `null`. It shows what a lenient viewer would show of a damaged file. A page is reduced so far that no name on it can
be read.
"""

from __future__ import annotations

import base64
import io
import json
import os
from collections.abc import Sequence
from typing import Any

from archive.child_processes.limits import Limits, allow_seconds
from archive.child_processes.serving import serve

SIDE = 280
"""The longest side in pixels: about 24 dots an inch of an A4 page."""

LARGEST = 9_000
"""The most bytes that a thumbnail may have."""

_QUALITIES = (55, 35, 20, 10)
_MOST_PIXELS = 200_000_000
_SECONDS = 30
LIMITS = Limits(memory=4 << 30, written=1 << 16)
_JPEG_2000 = b"\x00\x00\x00\x0cjP  "


def is_jpeg_2000(descriptor: int) -> bool:
    """Whether an open file begins as a JP2 does (ISO/IEC 15444-1, annex I.5.1)."""
    return os.pread(descriptor, len(_JPEG_2000), 0) == _JPEG_2000


def drawn(descriptor: int) -> dict[str, Any] | None:
    """One thumbnail; None when there is nothing that could be shown."""
    import pyvips

    try:
        if is_jpeg_2000(descriptor):
            image, width, height = _jpeg_2000(descriptor)
        else:
            image, width, height = _other(descriptor)
        if image is None:
            return None
        image = image.colourspace("b-w" if image.bands == 1 else "srgb")
        for quality in _QUALITIES:
            content: bytes = image.jpegsave_buffer(Q=quality, optimize_coding=True, keep="none", background=[255])
            if len(content) <= LARGEST:
                return {"width": width, "height": height, "jpeg": base64.b64encode(content).decode("ascii")}
    except (pyvips.Error, OSError, SyntaxError, ValueError, MemoryError):
        return None
    return None


def _other(descriptor: int) -> tuple[Any, int, int]:
    """TIFF, JPEG and whatever else libvips trusts, as much of it as can be decoded, not rotated."""
    import pyvips

    header = pyvips.Image.new_from_source(pyvips.Source.new_from_descriptor(descriptor), "", fail_on="none")
    width, height = header.width, header.height
    if width * height > _MOST_PIXELS:
        return None, width, height
    source = pyvips.Source.new_from_descriptor(descriptor)
    limits: dict[str, Any] = {"height": SIDE, "size": "down", "no_rotate": True, "fail_on": "none"}
    return pyvips.Image.thumbnail_source(source, SIDE, **limits), width, height


def _jpeg_2000(descriptor: int) -> tuple[Any, int, int]:
    import pyvips
    from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile

    with os.fdopen(os.dup(descriptor), "rb") as stream:
        stream.seek(0)
        image = Jpeg2KImageFile(stream)
        width, height = image.size
        if width * height > _MOST_PIXELS:
            return None, width, height
        image.thumbnail((SIDE, SIDE))
        written = io.BytesIO()
        image.convert("L" if len(image.getbands()) < 3 else "RGB").save(written, "PPM")
    return pyvips.Image.new_from_buffer(written.getvalue(), ""), width, height


def answer(_: bytes, descriptors: Sequence[int]) -> bytes:
    """The thumbnail of one open file."""
    allow_seconds(_SECONDS)
    return json.dumps(drawn(descriptors[0])).encode("ascii")


def main() -> None:
    """Draw each file that is handed in."""
    import pyvips

    pyvips.cache_set_max(0)
    serve(answer, LIMITS)


if __name__ == "__main__":
    main()
