"""Binds the pages of a register into one PDF/A-2b (ISO 19005-2): images alone, a fixed date, an identifier of the content."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from register_maker.images.icc import srgb
from register_maker.pages.layout import Sheet

_DATE: Final = "2025-01-01T00:00:00Z"
_XMP: Final = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
   <xmp:CreateDate>{_DATE}</xmp:CreateDate>
   <xmp:CreatorTool>khizana demo</xmp:CreatorTool>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def bind(pages: Sequence[Path], sheet: Sheet, out: Path) -> None:
    """Write the JPEG pages, in order, as the pages of one PDF at 300 dots an inch."""
    with pikepdf.new() as document:
        profile = document.make_stream(srgb(), N=3)
        intent = Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier="sRGB",
            Info="sRGB",
            DestOutputProfile=profile,
        )
        document.Root.OutputIntents = Array([document.make_indirect(intent)])
        document.Root.Metadata = document.make_stream(_XMP.encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML)
        for page in pages:
            _add(document, page, sheet)
        document.remove_unreferenced_resources()
        document.save(out, deterministic_id=True, fix_metadata_version=False, min_version="1.7")


def _add(document: pikepdf.Pdf, page: Path, sheet: Sheet) -> None:
    width, height = (_points(side) for side in (sheet.width, sheet.height))
    image = document.make_stream(
        page.read_bytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=sheet.width,
        Height=sheet.height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    content = document.make_stream(f"q {width} 0 0 {height} 0 0 cm /Im0 Do Q".encode("ascii"))
    bound = Dictionary(
        Type=Name.Page,
        MediaBox=[0, 0, pikepdf.Object.parse(width.encode()), pikepdf.Object.parse(height.encode())],
        Resources=Dictionary(XObject=Dictionary(Im0=image)),
        Contents=content,
    )
    document.pages.append(pikepdf.Page(document.make_indirect(bound)))


def _points(pixels: int) -> str:
    """A length in points, rounded down, so that it counts as so many pixels at 300 dots an inch and never one more."""
    thousandths = int(Fraction(pixels * 72 * 1000, 300))
    return f"{thousandths // 1000}.{thousandths % 1000:03d}"
