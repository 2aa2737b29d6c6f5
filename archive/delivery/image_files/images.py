"""Decodes TIFF and JPEG to the last coded bit with libvips, every warning an error, untrusted loaders shut off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyvips

from archive.delivery.facts.batch import Damage, Size
from archive.delivery.facts.mime import JPEG, TIFF
from archive.delivery.facts.resource_limits import MOST_PIXELS
from archive.delivery.image_files import jpeg_means
from archive.delivery.image_files.decoder_words import heard
from archive.delivery.image_files.tracked_file import Watched

MOST_DIRECTORIES = 1000
_LOADERS = {TIFF: "tiffload_source", JPEG: "jpegload_source"}
_FAIL_ON = {TIFF: "error", JPEG: "warning"}
"""libtiff warns of slips in its tags too: which of its warnings are damage is told from when they come."""
_SQUARE = jpeg_means.SQUARE
_DARKER = 24
_FEWEST_SQUARES = 3 * _SQUARE
_COLOURED = ("b-w", "grey16", "srgb", "rgb", "rgb16")
# what libvips, libtiff and libjpeg say of data that end too early; "read error" alone follows whatever libtiff said
_CUT = re.compile(
    r"premature end of (?:JPEG )?(?:image|input)|[Cc]an ?not read|[Ff]ailed to read|bad seek|[Ss]eek error|"
    r"[Nn]ot enough data|Read error|end of file|EOF"
)
_NO_MEMORY = re.compile(r"out of memory|[Uu]nable to allocate|[Nn]o space for|Insufficient memory")
_UNKNOWN = re.compile(
    r"[Uu]nsupported(?! marker)|[Nn]ot supported|not configured|not implemented|compression scheme [0-9]+|"
    r"not a whole number of bytes"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """What decoding every page gave: the size of the first, damage, and how its pixels look (see ImageFacts).

    `read` is how far a JPEG was read when its last pixel was there; None where that is not known.
    """

    size: Size | None
    damage: Damage | None = None
    mean: float | None = None
    ink: float | None = None
    remarks: tuple[str, ...] = ()
    read: int | None = None


def _shut_untrusted() -> None:
    """No loader that libvips does not trust, and no cache that grows with the delivery."""
    pyvips.block_untrusted_set(True)
    pyvips.cache_set_max(0)


def version() -> str:
    """Such as `libvips 8.18.7`."""
    return "libvips " + ".".join(str(pyvips.version(part)) for part in range(3))


def decode(descriptor: int, mime: str) -> Decoded:
    """The size of the first image before any EXIF rotation, and what stands in the way of decoding all of them.

    The header is read first, so that an image of more than MOST_PIXELS is refused before a pixel is decoded.
    """
    _shut_untrusted()
    watched = Watched(descriptor)
    with heard() as words:
        decoded = _decode(descriptor, watched, mime, words)
    if watched.failed:
        raise watched.failed
    return replace(decoded, read=watched.at) if mime == JPEG else decoded


def _decode(descriptor: int, watched: Watched, mime: str, words: dict[str, None]) -> Decoded:
    """Page by page; what is said before the first pixel of a page is said of its tags, and what comes later of its pixels."""
    first = Decoded(None)
    of_tags: dict[str, None] = {}
    directories = 1
    directory = 0
    while directory < directories:
        pyvips.vips_lib.vips_error_clear()
        source = _source(descriptor, watched, mime)  # whoever reads through it does not keep it alive
        try:
            image = _open(source, mime, directory)
        except pyvips.Error as error:
            return Decoded(first.size, _damage(error, "BAD_HEADER", words))
        of_tags |= words
        size = first.size or Size(image.width, image.height)
        if image.width * image.height > MOST_PIXELS:
            return Decoded(size, Damage("TOO_MANY_PIXELS", f"{image.width} x {image.height}"))
        if "n-pages" in image.get_fields():
            directories = int(image.get("n-pages"))
        if directories > MOST_DIRECTORIES:
            return Decoded(size, Damage("BAD_HEADER", f"{directories} image directories"))
        try:
            means = _squares(watched) if mime == JPEG else None
            seen = _look(image, means[0] if means else None)
        except pyvips.Error as error:
            return Decoded(size, _damage(error, "CORRUPT_DATA", words))
        if of_pixels := "; ".join(one for one in words if one not in of_tags):
            return Decoded(size, Damage("TRUNCATED" if _CUT.search(of_pixels) else "CORRUPT_DATA", of_pixels))
        first = first if directory else Decoded(size, None, *seen)
        directory += 1
    return replace(first, remarks=tuple(of_tags))


def look_at_grey(pixels: bytes, width: int, height: int) -> tuple[float | None, float | None]:
    """Mean and ink of squares that were made elsewhere, one byte each."""
    return _judged(pyvips.Image.new_from_memory(pixels, width, height, 1, "uchar"))


def _source(descriptor: int, watched: Watched, mime: str) -> pyvips.Source:
    """A JPEG is read from front to end, and how far is watched; a TIFF from wherever its tags point."""
    if mime != JPEG:
        return pyvips.Source.new_from_descriptor(descriptor)
    source = pyvips.SourceCustom()
    source.on_read(watched.read)
    return source


def _open(source: pyvips.Source, mime: str, directory: int, **options: object) -> pyvips.Image:
    load = getattr(pyvips.Image, _LOADERS[mime])
    options |= {"page": directory} if directory else {}
    return load(source, access="sequential", fail_on=_FAIL_ON[mime], **options)


def _squares(watched: Watched) -> tuple[pyvips.Image, pyvips.Source] | None:
    """The mean of each square of a JPEG, with what it is read through; None where every pixel has to be decoded."""
    size = jpeg_means.rounded_up(watched.descriptor)
    if size is None:
        return None
    watched.again(*size)
    source = _source(watched.descriptor, watched, JPEG)
    return _open(source, JPEG, 0, shrink=_SQUARE), source


def _look(image: pyvips.Image, means: pyvips.Image | None) -> tuple[float | None, float | None]:
    """Decode all that is coded, in one pass that averages squares, and look at those; other colour spaces have no ink."""
    plain = image.interpretation in _COLOURED and image.format in ("uchar", "ushort")
    if not plain or min(image.width, image.height) < _FEWEST_SQUARES:
        (means or image).avg()
        _heed_the_end()
        return None, None
    squares = means or image.shrink(_SQUARE, _SQUARE, ceil=True)
    colours = 1 if squares.bands < 3 else 3
    grey = squares.extract_band(0, n=colours).bandmean() if squares.bands > 1 else squares
    scaled = grey if image.format == "uchar" else grey / 257
    decoded = scaled.cast("uchar").copy_memory()
    _heed_the_end()
    return _judged(decoded)


def _heed_the_end() -> None:
    """libvips asks for warnings of libjpeg before each strip of rows, and not after the last: pyvips.Error for those.

    They stand in its buffer of messages until it is asked to do something else. No variable holds what is raised: it would
    keep the image, whose last words would then be heard while another file is read.
    """
    said = str(pyvips.Error("the last rows").detail)
    if said.startswith("VipsJpeg: "):
        raise pyvips.Error("the last rows", said)


def _judged(squares: pyvips.Image) -> tuple[float | None, float | None]:
    """The mean, and the share of squares that are darker than the block of 8 x 8 squares around them."""
    edge_x, edge_y = squares.width // 20, squares.height // 20
    across, down = (side // _SQUARE for side in (squares.width - 2 * edge_x, squares.height - 2 * edge_y))
    mean = float(squares.avg())
    if not across or not down:
        return mean, None
    inner = squares.crop(edge_x, edge_y, across * _SQUARE, down * _SQUARE)
    around = inner.shrink(_SQUARE, _SQUARE).zoom(_SQUARE, _SQUARE)
    return mean, float((around - inner > _DARKER).avg()) / 255


def _damage(error: pyvips.Error, otherwise: str, words: Iterable[str]) -> Damage:
    """The finding code for what the decoder said, its warnings first; the first line only names our call. MemoryError."""
    lines = (line.strip() for line in str(error).splitlines()[1:])
    said = "; ".join(dict.fromkeys([*words, *(line for line in lines if line)])) or str(error).strip()
    if _NO_MEMORY.search(said):
        raise MemoryError(said)
    if _CUT.search(said):
        return Damage("TRUNCATED", said)
    return Damage("UNSUPPORTED_FORMAT" if _UNKNOWN.search(said) else otherwise, said)
