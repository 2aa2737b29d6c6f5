"""Page images that are whole and yet against the delivery profile: resolution, colour, blank, scanned twice."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final

import pyvips

from register_maker.planters.files import tiff
from register_maker.planters.files.pictures import (
    as_bilevel,
    as_jpeg,
    as_tiff,
    g4,
    is_jpeg,
    is_tiff,
    jpegs,
    opened,
    paged,
    tiffs,
)
from register_maker.planters.kinds import Claim, Mark, OnFile, Spot
from register_maker.volumes.plan import Volume

_X, _Y, _UNIT = 282, 283, 296
_NO_UNIT: Final = 1
_JFIF_UNIT: Final = 13
"""Where a JPEG that begins with a JFIF segment states the unit; two densities follow."""
_PAPER: Final = 245


def _stated(x: int, y: int) -> Callable[[Spot], Mark | None]:
    """Resolutions of a TIFF or JPEG, in dots an inch."""

    def plant(spot: Spot) -> Mark | None:
        content = spot.path.read_bytes()
        if is_tiff(content):
            changed = tiff.with_ratio(tiff.with_ratio(content, _X, x, 1), _Y, y, 1)
        elif is_jpeg(content):
            changed = content[: _JFIF_UNIT + 1] + struct.pack(">HH", x, y) + content[_JFIF_UNIT + 5 :]
        else:
            return None
        spot.path.write_bytes(changed)
        return Mark({"x": x, "y": y})

    return plant


def _silent(spot: Spot) -> Mark | None:
    """The scanner's software left the resolution out, or its unit."""
    content = spot.path.read_bytes()
    if is_tiff(content) and spot.chance.random() < 0.5:
        changed = tiff.without(content, _X, _Y, _UNIT)
    elif is_tiff(content):
        changed = tiff.with_value(content, _UNIT, _NO_UNIT)
    elif is_jpeg(content):
        changed = content[:_JFIF_UNIT] + b"\0\0\1\0\1" + content[_JFIF_UNIT + 5 :]
    else:
        return None
    spot.path.write_bytes(changed)
    return Mark()


def _conflict(spot: Spot) -> Mark | None:
    """Exif says 350 dots an inch where JFIF says 300: an editor added its own."""
    content = spot.path.read_bytes()
    if not is_jpeg(content):
        return None
    ratios = struct.pack("<4I", 350, 1, 350, 1)
    entries = struct.pack("<HHII", _X, 5, 1, 50) + struct.pack("<HHII", _Y, 5, 1, 58)
    entries += struct.pack("<HHII", _UNIT, 3, 1, 2)
    body = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 3) + entries + bytes(4) + ratios
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    after_jfif = 2 + 2 + struct.unpack(">H", content[4:6])[0]
    spot.path.write_bytes(content[:after_jfif] + segment + content[after_jfif:])
    return Mark({"jfif": 300, "exif": 350})


def _inked(spot: Spot) -> Mark | None:
    """The page was saved in the four colours of a printing press."""
    content = spot.path.read_bytes()
    if not (is_tiff(content) or is_jpeg(content)):
        return None
    page = opened(spot.path)
    grey = page.colourspace("b-w")
    none = pyvips.Image.black(page.width, page.height)
    cmyk = none.bandjoin([none, none, grey.invert()]).copy(interpretation="cmyk")
    spot.path.write_bytes(as_tiff(cmyk) if is_tiff(content) else as_jpeg(cmyk))
    return Mark()


def _two_pages(spot: Spot) -> Mark | None:
    """A second page was added to the file."""
    content = spot.path.read_bytes()
    if not is_tiff(content):
        return None
    spot.path.write_bytes(tiff.with_second_page(content))
    return Mark()


def _blank(spot: Spot) -> Mark | None:
    """The scanner took the empty back of a sheet for a page of acts."""
    content = spot.path.read_bytes()
    if not (is_tiff(content) or is_jpeg(content)):
        return None
    page = opened(spot.path)
    noise = pyvips.Image.gaussnoise(page.width, page.height, mean=_PAPER, sigma=2, seed=spot.chance.randrange(2**31))
    paper = _specked(noise.cast("uchar"), spot)
    if g4(spot.volume):
        spot.path.write_bytes(as_bilevel(paper))
    else:
        toned = paper.bandjoin([paper, paper - 6]).cast("uchar").copy(interpretation="srgb")
        spot.path.write_bytes(as_tiff(toned, "jpeg") if is_tiff(content) else as_jpeg(toned))
    return Mark()


def _specked(page: pyvips.Image, spot: Spot) -> pyvips.Image:
    """The page with a few grains of dust, so that no two are alike."""
    canvas = page.copy_memory()
    for _ in range(8):
        x, y = spot.chance.randrange(page.width), spot.chance.randrange(page.height)
        canvas = canvas.draw_rect([0] * page.bands, x, y, 1, 1, fill=True)
    return canvas


def _again(spot: Spot) -> Mark | None:
    """The image of the opening page was copied over that of a page of acts."""
    if spot.order < 2:
        return None
    first = spot.files[1]
    spot.path.write_bytes((spot.root / first).read_bytes())
    return Mark({"of": first})


def _small(spot: Spot) -> Mark | None:
    """A small copy for the screen was delivered in place of the page."""
    content = spot.path.read_bytes()
    if not (is_tiff(content) or is_jpeg(content)):
        return None
    page = opened(spot.path)
    small = _specked(page.resize(40 / page.width), spot)
    if g4(spot.volume):
        spot.path.write_bytes(as_bilevel(small.colourspace("b-w")))
    else:
        spot.path.write_bytes(as_tiff(small, "jpeg") if is_tiff(content) else as_jpeg(small))
    return Mark(follows=tuple(("BOX_OUTSIDE_IMAGE", place) for place in spot.standing))


def _tagged(volume: Volume) -> bool:
    return tiffs(volume) or jpegs(volume)


PLANTERS: Final = (
    OnFile("LOW_RESOLUTION", _stated(200, 200), _tagged),
    OnFile("UNEQUAL_RESOLUTION", _stated(300, 600), _tagged),
    OnFile("IMPLAUSIBLE_RESOLUTION", _stated(30_000, 30_000), _tagged),
    OnFile("NO_RESOLUTION", _silent, _tagged),
    OnFile("RESOLUTION_CONFLICT", _conflict, jpegs),
    OnFile("COLOUR_SPACE", _inked, _tagged),
    OnFile("MULTIPAGE", _two_pages, tiffs),
    OnFile("BLANK_PAGE", _blank, _tagged),
    OnFile("DUPLICATE_IMAGE", _again, paged),
    OnFile("TOO_FEW_PIXELS", _small, _tagged, Claim.VOLUME),
)
