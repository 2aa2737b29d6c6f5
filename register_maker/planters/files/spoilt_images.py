"""Spoiled page images: what stands in the file does not decode, or is not what its name says."""

from __future__ import annotations

import struct
from typing import Final

import pyvips

from register_maker.planters.files import tiff
from register_maker.planters.files.pictures import as_jpeg, as_tiff, is_jp2, is_jpeg, is_tiff, opened, paged, tiffs
from register_maker.planters.kinds import Mark, OnFile, Spot

_GARBAGE: Final = bytes(range(1, 65))
_HUGE: Final = 30_000


def _truncated(spot: Spot) -> Mark:
    """The second half of an image is gone, and its digest is that of the rest."""
    content = spot.path.read_bytes()
    spot.path.write_bytes(content[: len(content) // 2])
    return Mark({"size": len(content) // 2, "whole": len(content)})


def _empty(spot: Spot) -> Mark:
    """A file without a byte, as a full disk leaves it."""
    spot.path.write_bytes(b"")
    return Mark()


def _corrupt(spot: Spot) -> Mark | None:
    """Part of the coded pixels is another file's bytes."""
    content = bytearray(spot.path.read_bytes())
    if is_jpeg(content):
        begin = content.find(b"\xff\xda") + 40
        middle = (begin + len(content)) // 2
        content[middle : middle + 6] = b"\xff\xc4\x00\x04\x12\x34"
    elif is_tiff(content) and len(content) > 400:
        # Lines of T.6 that end nowhere, in the longest strip; a JPEG inside a TIFF loses its marker.
        start, size = _longest_strip(bytes(content))
        content[start : start + size] = bytes(size)
    else:
        return None
    spot.path.write_bytes(content)
    return Mark()


def _longest_strip(content: bytes) -> tuple[int, int]:
    """Offset and length of the longest strip or tile of a TIFF."""
    found = tiff.entries(content)
    starts, sizes = (273, 279) if 273 in found else (324, 325)
    first, second = (tiff.numbers(content, tag) for tag in (starts, sizes))
    return max(zip(first, second, strict=True), key=lambda strip: strip[1])


def _bad_header(spot: Spot) -> Mark | None:
    """The directory of a TIFF does not say where the pixels are."""
    content = spot.path.read_bytes()
    if not is_tiff(content):
        return None
    spot.path.write_bytes(tiff.without(content, 273))
    return Mark()


def _headless(spot: Spot) -> Mark | None:
    """The header names no directory."""
    content = spot.path.read_bytes()
    if not is_tiff(content):
        return None
    spot.path.write_bytes(content[:4] + bytes(4) + content[8:])
    return Mark()


def _loop(spot: Spot) -> Mark | None:
    """The only directory says that it is followed by itself."""
    content = spot.path.read_bytes()
    if not is_tiff(content):
        return None
    start, _ = tiff.directory(content)
    spot.path.write_bytes(tiff.with_next(content, start))
    return Mark()


def _huge(spot: Spot) -> Mark | None:
    """The header promises more pixels than any page has."""
    content = spot.path.read_bytes()
    if is_tiff(content):
        changed = tiff.with_value(tiff.with_value(content, 256, _HUGE), 257, _HUGE)
    elif is_jpeg(content):
        at = next(at for mark in (b"\xff\xc0", b"\xff\xc2") if (at := content.find(mark)) > 0)
        changed = content[: at + 5] + struct.pack(">HH", _HUGE, _HUGE) + content[at + 9 :]
    else:
        return None
    spot.path.write_bytes(changed)
    return Mark()


def _text(spot: Spot) -> Mark:
    """A note stands where the image should be."""
    spot.path.write_bytes(f"The scan of {spot.file} follows with the next disk.\n".encode() * 8)
    return Mark()


def _png(spot: Spot) -> Mark:
    """The page was saved as PNG under the name of another kind of file."""
    image = pyvips.Image.black(620, 877) if is_jp2(spot.path.read_bytes()) else opened(spot.path)
    spot.path.write_bytes(image.pngsave_buffer(keep="none"))
    return Mark(follows=(("WRONG_EXTENSION", spot.file),))


def _other_kind(spot: Spot) -> Mark | None:
    """A whole JPEG under the name of a TIFF, or a TIFF under that of a JPEG."""
    content = spot.path.read_bytes()
    if is_tiff(content):
        spot.path.write_bytes(as_jpeg(opened(spot.path)))
    elif is_jpeg(content):
        spot.path.write_bytes(as_tiff(opened(spot.path), "jpeg"))
    else:
        return None
    return Mark()


def _trailing(spot: Spot) -> Mark:
    """Bytes of another file stand behind the end of the image."""
    spot.path.write_bytes(spot.path.read_bytes() + _GARBAGE)
    return Mark({"bytes": len(_GARBAGE)})


PLANTERS: Final = (
    OnFile("TRUNCATED", _truncated, paged),
    OnFile("EMPTY_FILE", _empty, paged),
    OnFile("CORRUPT_DATA", _corrupt, paged),
    OnFile("BAD_HEADER", _bad_header, tiffs),
    OnFile("BAD_STRUCTURE", _headless, tiffs),
    OnFile("IFD_LOOP", _loop, tiffs),
    OnFile("TOO_MANY_PIXELS", _huge, paged),
    OnFile("NOT_AN_IMAGE", _text, paged),
    OnFile("UNSUPPORTED_FORMAT", _png, paged),
    OnFile("WRONG_EXTENSION", _other_kind, paged),
    OnFile("TRAILING_DATA", _trailing, paged),
)
