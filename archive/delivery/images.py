"""Decodes TIFF and JPEG to the last pixel with libvips, every warning an error, untrusted loaders shut off."""

from __future__ import annotations

import re

import pyvips

from archive.delivery import jpeg2000
from archive.delivery.batch import Damage, Size
from archive.delivery.families import Measured, Opened
from archive.delivery.kinds import JP2, JPEG, TIFF

MOST_PIXELS = 200_000_000
MOST_DIRECTORIES = 1000
_LOADERS = {TIFF: "tiffload_source", JPEG: "jpegload_source"}
# what libvips, libtiff and libjpeg say of data that end too early; "read error" alone follows whatever libtiff said
_CUT = re.compile(
    r"premature end of (?:JPEG )?(?:image|input)|[Cc]an ?not read|[Ff]ailed to read|bad seek|[Ss]eek error|"
    r"[Nn]ot enough data|Read error|end of file|EOF"
)


def shut_untrusted() -> None:
    """Once, before the first file: no loader that libvips does not trust, and no cache that grows with the delivery."""
    pyvips.block_untrusted_set(True)
    pyvips.cache_set_max(0)


def version() -> str:
    """Such as `libvips 8.18.7`."""
    return "libvips " + ".".join(str(pyvips.version(part)) for part in range(3))


def decode(descriptor: int, mime: str) -> tuple[Size | None, Damage | None]:
    """The size of the first image before any EXIF rotation, and what stands in the way of decoding all of them.

    The header is read first, so that an image of more than MOST_PIXELS is refused before a pixel is decoded.
    """
    size: Size | None = None
    directories = 1
    directory = 0
    while directory < directories:
        try:
            image = _open(descriptor, mime, directory)
        except pyvips.Error as error:
            return size, _damage(error, "BAD_HEADER")
        size = size or Size(image.width, image.height)
        if image.width * image.height > MOST_PIXELS:
            return size, Damage("TOO_MANY_PIXELS", f"{image.width} x {image.height}")
        if "n-pages" in image.get_fields():
            directories = int(image.get("n-pages"))
        if directories > MOST_DIRECTORIES:
            return size, Damage("BAD_HEADER", f"{directories} image directories")
        try:
            image.avg()
        except pyvips.Error as error:
            return size, _damage(error, "CORRUPT_DATA")
        directory += 1
    return size, None


def _open(descriptor: int, mime: str, directory: int) -> pyvips.Image:
    source = pyvips.Source.new_from_descriptor(descriptor)
    load = getattr(pyvips.Image, _LOADERS[mime])
    options = {"page": directory} if directory else {}
    return load(source, access="sequential", fail_on="warning", **options)


def _damage(error: pyvips.Error, otherwise: str) -> Damage:
    """The finding code for what the decoder said; its first line only names our call."""
    said = "; ".join(line.strip() for line in str(error).splitlines()[1:] if line.strip()) or str(error)
    return Damage("TRUNCATED" if _CUT.search(said) else otherwise, said)


def measure_image(opened: Opened) -> Measured:
    """The size of the first page, and whether every pixel of every page can be decoded."""
    if opened.mime == JP2:
        with open(opened.descriptor, "rb", closefd=False) as stream:
            leaf, damage = jpeg2000.decode(stream, MOST_PIXELS)
    else:
        leaf, damage = decode(opened.descriptor, opened.mime)
    return Measured((leaf,) if leaf else (), damage)
