"""Files written byte by byte: TIFF directories, JPEG segments, JP2 boxes and PDF objects as the specifications give them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from functools import cache

from tests.rooms.delivery.made_pages import drawn

WIDTH, HEIGHT = 1000, 800
Tags = Mapping[int, tuple[int, Sequence[int]]]
_SIZES = {2: 1, 3: 2, 4: 4, 5: 8, 16: 8}
_LETTERS = {2: "B", 3: "H", 4: "I", 5: "I", 16: "Q"}


@cache
def pixels(width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """The grey bytes of a page."""
    return bytes(drawn(width, height).write_to_memory())


def tiff(
    *directories: Tags, order: str = "<", big: bool = False, content: bytes | None = None, after: bytes = b""
) -> bytes:
    """A TIFF whose directories have these tags besides those of a grey page; `{}` is a right page at 300 dots an inch.

    A tag of an empty list is left out. The strip follows the header; then come the directories, each naming the next.
    """
    strip = _strip() if content is None else content
    start = 16 if big else 8
    body = strip + bytes(-len(strip) % 2)
    offsets: list[int] = []
    for given in directories or ({},):
        offsets.append(start + len(body))
        body += _directory(_page(start, len(strip)) | dict(given), start + len(body), order, big)
    for here, following in zip(offsets, [*offsets[1:], 0], strict=True):
        place = _next(body, here - start, order, big)
        body = body[:place] + struct.pack(order + ("Q" if big else "I"), following) + body[place + (8 if big else 4) :]
    mark = b"II" if order == "<" else b"MM"
    head = struct.pack(order + "HHHQ", 43, 8, 0, offsets[0]) if big else struct.pack(order + "HI", 42, offsets[0])
    return mark + head + body + after


@cache
def _strip() -> bytes:
    return zlib.compress(pixels())


def _page(strip: int, length: int) -> dict[int, tuple[int, Sequence[int]]]:
    return {
        256: (4, [WIDTH]),
        257: (4, [HEIGHT]),
        258: (3, [8]),
        259: (3, [8]),
        262: (3, [1]),
        273: (4, [strip]),
        277: (3, [1]),
        278: (4, [HEIGHT]),
        279: (4, [length]),
        282: (5, [300, 1]),
        283: (5, [300, 1]),
        296: (3, [2]),
    }


def _directory(tags: Tags, at: int, order: str, big: bool) -> bytes:
    """One directory and behind it the values that are too long for their entry."""
    kept = {tag: value for tag, value in sorted(tags.items()) if value[1]}
    letter, inline = ("Q", 8) if big else ("I", 4)
    end = at + (8 if big else 2) + len(kept) * (20 if big else 12) + inline
    written, values = struct.pack(order + ("Q" if big else "H"), len(kept)), b""
    for tag, (kind, value) in kept.items():
        packed = struct.pack(f"{order}{len(value)}{_LETTERS[kind]}", *value)
        count = len(packed) // _SIZES[kind]
        field = packed.ljust(inline, b"\0") if len(packed) <= inline else struct.pack(order + letter, end + len(values))
        values += b"" if len(packed) <= inline else packed
        written += struct.pack(order + "HH" + letter, tag, kind, count) + field
    return written + bytes(inline) + values


def _next(body: bytes, at: int, order: str, big: bool) -> int:
    """Where a directory names the next one."""
    (count,) = struct.unpack_from(order + ("Q" if big else "H"), body, at)
    return at + (8 if big else 2) + int(count) * (20 if big else 12)


def exif(x: int, y: int, unit: int = 2) -> bytes:
    """An APP1 segment that states a resolution (Exif 2.32, section 4.6.4)."""
    block = tiff_block({282: (5, [x, 1]), 283: (5, [y, 1]), 296: (3, [unit])})
    return segment(0xE1, b"Exif\0\0" + block)


def tiff_block(tags: Tags, order: str = ">") -> bytes:
    """A TIFF header and one directory, without an image."""
    return (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 8) + _directory(tags, 8, order, False)


def segment(marker: int, body: bytes) -> bytes:
    """A JPEG marker segment (ITU-T T.81, section B.1.1.4)."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(*segments: bytes) -> bytes:
    """A page as JPEG that states nothing but what these segments say."""
    content: bytes = drawn().jpegsave_buffer(keep="none")
    return content[:2] + b"".join(segments) + content[2:]


def box(kind: bytes, body: bytes) -> bytes:
    """A JP2 box (ISO/IEC 15444-1, section I.4)."""
    return struct.pack(">I", len(body) + 8) + kind + body


def resolution_box(kind: bytes, down: tuple[int, int, int], across: tuple[int, int, int]) -> bytes:
    """resc or resd: numerator, denominator and exponent of samples a metre, vertical first (section I.5.3.7)."""
    numbers = struct.pack(">HHHHbb", *down[:2], *across[:2], down[2], across[2])
    return box(b"res ", box(kind, numbers))


def jp2(written: bytes, more: bytes) -> bytes:
    """A JP2 of somebody else with more boxes in its header box."""
    at = written.index(b"jp2h") - 4
    (length,) = struct.unpack_from(">I", written, at)
    inside = written[at + 8 : at + length] + more
    return written[:at] + box(b"jp2h", inside) + written[at + length :]


def pdf(
    *objects: str, catalog: str = "", page: str = "", after: bytes = b"", claim: str = "2B", xmp: str = ""
) -> bytes:
    """A PDF of one page with these indirect objects from 5 on, its cross-reference table counted by hand (ISO 32000-1, 7.5)."""
    xmp = xmp or (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        f"<pdfaid:part>{claim[:1]}</pdfaid:part><pdfaid:conformance>{claim[1:]}</pdfaid:conformance>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    all_of_them = [
        f"<< /Type /Catalog /Pages 2 0 R {'/Metadata 4 0 R' if claim else ''} {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {'' if '/Resources' in page else '/Resources << >>'} {page} >>",
        f"<< /Type /Metadata /Subtype /XML /Length {len(xmp)} >>\nstream\n{xmp}\nendstream",
        *objects,
    ]
    written, offsets = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, one in enumerate(all_of_them, start=1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    start = len(written)
    written += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n{table}".encode("ascii")
    written += f"trailer\n<< /Size {len(offsets) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
    return written + after
