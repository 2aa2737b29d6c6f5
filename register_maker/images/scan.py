"""Makes a page look scanned: paper of a tone and grain, a little askew; then writes it in the register's format."""

from __future__ import annotations

import struct
from math import cos, radians, sin
from pathlib import Path
from typing import Final, assert_never

import pyvips

from register_maker.images.jpeg2000 import jp2
from register_maker.pages.canvas import Canvas
from register_maker.pages.layout import Sheet
from register_maker.volumes.plan import Format

_DOTS_A_MILLIMETRE: Final = 300 / 25.4
_PAPER: Final = (244, 238, 222)
_PRINT: Final = (62, 56, 54)
_WRITING: Final = (30, 42, 104)
_TABLE: Final = (196, 192, 184)
_GRAIN: Final = 2.2
_TILE: Final = 512
_THRESHOLD: Final = 165
_QUALITY: Final = 72
_JFIF: Final = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x01" + struct.pack(">HH", 300, 300) + b"\x00\x00"
"""The JFIF segment (ITU-T T.871, section 10.1), which libvips leaves out: 300 by 300 dots an inch."""


def colours(form: Format) -> int:
    """How many bands the paper of a format has: a bilevel scan begins as grey."""
    return 1 if form is Format.G4 else 3


def paper(printed: Canvas, form: Format, seed: int) -> pyvips.Image:
    """The empty form on its paper, in memory."""
    bands = colours(form)
    tile = pyvips.Image.gaussnoise(_TILE, _TILE, mean=0, sigma=_GRAIN, seed=seed).copy_memory()
    across, down = -(-printed.width // _TILE), -(-printed.height // _TILE)
    grain = tile.replicate(across, down).crop(0, 0, printed.width, printed.height)
    toned = (grain + list(_PAPER[:bands])).cast("uchar").copy(interpretation="srgb" if bands == 3 else "b-w")
    return _inked(toned, printed, _PRINT).copy_memory()


def _inked(below: pyvips.Image, canvas: Canvas, colour: tuple[int, int, int]) -> pyvips.Image:
    inked = canvas.image().ifthenelse(list(colour[: below.bands]), below, blend=True)
    return inked.copy(interpretation=below.interpretation)


def scanned(empty: pyvips.Image, writing: Canvas, sheet: Sheet) -> pyvips.Image:
    """The page with its writing, turned about its middle as `Sheet.on_image` turns boxes."""
    inked = _inked(empty, writing, _WRITING)
    cosine, sine = cos(radians(sheet.angle)), sin(radians(sheet.angle))
    middle_x, middle_y = sheet.width / 2, sheet.height / 2
    return inked.affine(
        [cosine, -sine, sine, cosine],
        oarea=[0, 0, sheet.width, sheet.height],
        odx=middle_x - cosine * middle_x + sine * middle_y,
        ody=middle_y - sine * middle_x - cosine * middle_y,
        background=list(_TABLE[: inked.bands]),
        interpolate=pyvips.Interpolate.new("bilinear"),
    ).cast("uchar")


def save(image: pyvips.Image, path: str, form: Format) -> None:
    """Write the page with its resolution of 300 dots an inch and the unit, without metadata of the tool."""
    image = image.copy(xres=_DOTS_A_MILLIMETRE, yres=_DOTS_A_MILLIMETRE)
    match form:
        case Format.G4:
            bilevel = (image > _THRESHOLD).copy(xres=_DOTS_A_MILLIMETRE, yres=_DOTS_A_MILLIMETRE)
            bilevel.tiffsave(path, compression="ccittfax4", bitdepth=1, resunit="inch", keep="none")
        case Format.TIFF_JPEG:
            image.tiffsave(path, compression="jpeg", Q=_QUALITY, resunit="inch", keep="none")
        case Format.JPEG | Format.PDF:
            Path(path).write_bytes(with_jfif(image.jpegsave_buffer(Q=_QUALITY, keep="none")))
        case Format.JP2:
            Path(path).write_bytes(jp2(image))
        case _:
            assert_never(form)


def with_jfif(content: bytes) -> bytes:
    """A JPEG with the segment that libvips leaves out."""
    return content[:2] + _JFIF + content[2:]
