"""What a page image is, by its register and its first bytes, and the same page written again in another way."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyvips

from register_maker.images.scan import with_jfif
from register_maker.volumes.plan import Format, Volume

_DOTS_A_MILLIMETRE: Final = 300 / 25.4
_TIFFS: Final = (Format.G4, Format.TIFF_JPEG)


def paged(volume: Volume) -> bool:
    """Registers with one image a page."""
    return volume.form is not Format.PDF


def tiffs(volume: Volume) -> bool:
    return volume.form in _TIFFS


def g4(volume: Volume) -> bool:
    return volume.form is Format.G4


def jpegs(volume: Volume) -> bool:
    return volume.form is Format.JPEG


def bound(volume: Volume) -> bool:
    """Registers in one PDF."""
    return volume.form is Format.PDF


def is_tiff(content: bytes | bytearray) -> bool:
    return content[:4] == b"II*\0"


def is_jpeg(content: bytes | bytearray) -> bool:
    return content[:3] == b"\xff\xd8\xff"


def is_jp2(content: bytes | bytearray) -> bool:
    return content[4:8] == b"jP  "


def opened(path: Path) -> pyvips.Image:
    """The page of a TIFF or JPEG, in memory."""
    return pyvips.Image.new_from_file(str(path)).copy_memory()


def as_jpeg(image: pyvips.Image) -> bytes:
    """The page as a JPEG of 300 dots an inch."""
    return with_jfif(image.jpegsave_buffer(Q=72, keep="none"))


def as_tiff(image: pyvips.Image, compression: str = "lzw") -> bytes:
    """The page as a TIFF of 300 dots an inch."""
    stated = image.copy(xres=_DOTS_A_MILLIMETRE, yres=_DOTS_A_MILLIMETRE)
    return bytes(stated.tiffsave_buffer(compression=compression, resunit="inch", keep="none"))


def as_bilevel(image: pyvips.Image) -> bytes:
    """A page of one band as a bilevel TIFF coded by ITU-T T.6."""
    stated = (image > 127).copy(xres=_DOTS_A_MILLIMETRE, yres=_DOTS_A_MILLIMETRE)
    return bytes(stated.tiffsave_buffer(compression="ccittfax4", bitdepth=1, resunit="inch", keep="none"))
