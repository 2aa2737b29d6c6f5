"""Small page images and PDFs, right ones."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pyvips


def picture(width: int = 400, height: int = 300) -> pyvips.Image:
    """Noise, which no codec can make trivially small."""
    return pyvips.Image.gaussnoise(width, height, mean=128, sigma=40, seed=7).cast("uchar")


def tiff(width: int = 400, height: int = 300, **options: object) -> bytes:
    return picture(width, height).tiffsave_buffer(**options)  # type: ignore[no-any-return]


def jpeg(width: int = 400, height: int = 300, **options: object) -> bytes:
    return picture(width, height).jpegsave_buffer(**options)  # type: ignore[no-any-return]


def pdf(*sizes: tuple[float, float], password: str | None = None, image: bytes = b"") -> bytes:
    """A page for each size in points; a JPEG of 400 x 300 stands on each when given."""
    document = pikepdf.new()
    for size in sizes:
        page = document.add_blank_page(page_size=size)
        if image:
            kind = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceGray", "/Filter": "/DCTDecode"}
            named = {key: pikepdf.Name(value) for key, value in kind.items()}
            drawn = document.make_stream(image, named | {"/Width": 400, "/Height": 300, "/BitsPerComponent": 8})
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=drawn))
            page.obj.Contents = document.make_stream(b"/Im0 Do")
    written = BytesIO()
    document.save(written, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return written.getvalue()
