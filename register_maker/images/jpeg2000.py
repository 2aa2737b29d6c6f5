"""Saves a page as JPEG 2000 (ISO/IEC 15444-1) with its resolution, which no library that we have writes."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Final

import pyvips
from PIL import Image

_RATE: Final = 24
_ABOVE, _BELOW, _POWER = 15_000, 127, 2
"""300 dots an inch are exactly 15,000 / 127 x 10^2 samples a metre."""
_HEAD: Final = 8


def jp2(image: pyvips.Image) -> bytes:
    """The page, compressed to a 24th, at 300 dots an inch."""
    mode = "L" if image.bands == 1 else "RGB"
    page = Image.frombytes(mode, (image.width, image.height), image.write_to_memory())
    out = BytesIO()
    page.save(out, "JPEG2000", irreversible=True, quality_mode="rates", quality_layers=[_RATE], no_jp2=False)
    return with_resolution(out.getvalue(), _ABOVE, _BELOW, _POWER)


def with_resolution(content: bytes, above: int, below: int, power: int) -> bytes:
    """The same file with a resolution box of capture (annex I.5.3.7) at the end of its header box: above / below x 10^power."""
    start, end = _box(content, b"jp2h")
    resolution = _boxed(b"res ", _boxed(b"resc", struct.pack(">4H2b", above, below, above, below, power, power)))
    header = _boxed(b"jp2h", content[start + _HEAD : end] + resolution)
    return content[:start] + header + content[end:]


def _boxed(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", _HEAD + len(body)) + kind + body


def _box(content: bytes, wanted: bytes) -> tuple[int, int]:
    """Where the first box of a kind begins and ends, at the outermost level."""
    at = 0
    while content[at + 4 : at + 8] != wanted:
        at += int(struct.unpack_from(">I", content, at)[0])
    return at, at + int(struct.unpack_from(">I", content, at)[0])
