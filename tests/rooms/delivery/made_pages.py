"""Small page images and PDFs, right ones."""

from __future__ import annotations

import struct
from functools import cache
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


@cache
def drawn(width: int = 1000, height: int = 800, dpi: float = 300) -> pyvips.Image:
    """A grey page of paper with lines of something like writing on it, its resolution stated."""
    paper = (pyvips.Image.gaussnoise(width, height, mean=236, sigma=3, seed=3)).cast("uchar").copy(interpretation="b-w")
    for line in range(100, height - 100, 60):
        for word in range(80, width - 160, 140):
            ink = pyvips.Image.black(90, 18) + 40
            paper = paper.insert(ink.cast("uchar"), word, line)
    return paper.copy(xres=dpi / 25.4, yres=dpi / 25.4).copy_memory()


def jfif(content: bytes, x: int = 300, y: int = 300, unit: int = 1) -> bytes:
    """A JPEG with a JFIF segment put before everything else (ITU-T T.871, section 10.1)."""
    segment = b"\xff\xe0\x00\x10JFIF\x00\x01\x01" + struct.pack(">BHH", unit, x, y) + b"\x00\x00"
    return content[:2] + segment + content[2:]


def page_tiff(**options: object) -> bytes:
    """A page that the default profile takes."""
    return drawn().tiffsave_buffer(**{"resunit": "inch", "compression": "deflate"} | options)  # type: ignore[no-any-return]


def page_jpeg(dpi: int = 300, **options: object) -> bytes:
    """The same as JPEG, its resolution in JFIF alone."""
    return jfif(drawn().jpegsave_buffer(**{"keep": "none"} | options), dpi, dpi)


_XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="{}" pdfaid:conformance="{}"/>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def claiming(document: pikepdf.Pdf, part: int = 2, level: str = "B") -> None:
    """Let a document say that it is PDF/A."""
    xmp = _XMP.format(part, level).encode("utf-8")
    document.Root.Metadata = document.make_stream(xmp, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)


def pdf(*sizes: tuple[float, float], password: str | None = None, image: bytes = b"") -> bytes:
    """A page for each size in points; a JPEG of 400 x 300 stands on each when given. It claims to be PDF/A-2b."""
    document = pikepdf.new()
    for size in sizes:
        page = document.add_blank_page(page_size=size)
        if image:
            kind = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceGray", "/Filter": "/DCTDecode"}
            named = {key: pikepdf.Name(value) for key, value in kind.items()}
            drawn = document.make_stream(image, named | {"/Width": 400, "/Height": 300, "/BitsPerComponent": 8})
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=drawn))
            page.obj.Contents = document.make_stream(b"/Im0 Do")
    claiming(document)
    written = BytesIO()
    document.save(written, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return written.getvalue()
