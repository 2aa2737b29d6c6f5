"""The child that draws thumbnails: damaged and hostile images are opened here, under limits, never in the reporting process.

It is given its parent's process number and descriptors of open files, and answers one line for each file: JSON with width and
height in pixels and the thumbnail as base64, or `null`. It shows what a lenient viewer would show of a damaged file. A page is
reduced so far that no name on it can be read.
"""

from __future__ import annotations

import base64
import ctypes
import io
import json
import os
import resource
import signal
import sys
from typing import Any

SIDE = 280
"""The longest side in pixels: about 24 dots an inch of an A4 page."""

LARGEST = 9_000
"""The most bytes that a thumbnail may have."""

_QUALITIES = (55, 35, 20, 10)
_MOST_PIXELS = 200_000_000
_MEMORY = 4 << 30
_SECONDS = 30
_PR_SET_PDEATHSIG = 1
_JPEG_2000 = b"\x00\x00\x00\x0cjP  "


def confine(parent: int) -> None:
    """Limits on memory, processor time and files written; and an end when the parent ends, however it does."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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


def answer(descriptor: int) -> None:
    """Say the answer for one file, at once, so that nothing that was drawn is lost with the child."""
    sys.stdout.write(json.dumps(drawn(descriptor)) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Draw the descriptors named on the command line, in order."""
    parent, *descriptors = map(int, sys.argv[1:])
    confine(parent)
    import pyvips

    pyvips.cache_set_max(0)
    for descriptor in descriptors:
        answer(descriptor)


if __name__ == "__main__":
    main()
