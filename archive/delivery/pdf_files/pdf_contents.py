"""What a PDF holds beside its pages: what would run, what is attached, what it claims, and how much it swells."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from mmap import mmap

import pikepdf

from archive.delivery.facts.batch import Damage
from archive.delivery.facts.resource_limits import MOST_PIXELS
from archive.delivery.xml_documents.xml import Element, InvalidXml, parse

MOST_DECODED = 1 << 30
"""Bytes that the streams of a file may swell to, and SWELLING times the file besides: MOST_PIXELS in colour are less."""
SWELLING = 100
_STEP = 1 << 20
_HARMLESS = 64 << 10
_RUNS = {"/JavaScript": "script", "/Launch": "launch", "/Rendition": "script", "/ImportData": "import"}
_EOF = b"%%EOF"
_PDFA = "http://www.aiim.org/pdfa/ns/id/"
_LONGEST_CLAIM = 8


def active(document: pikepdf.Pdf) -> tuple[str, ...]:
    """The kinds of action that run something (ISO 32000-1, section 12.6.4), wherever they stand."""
    return tuple(sorted({name for one in _dictionaries(document) for name in _actions(one)}))


def embedded(document: pikepdf.Pdf) -> tuple[str, ...]:
    """The names of embedded files (ISO 32000-1, section 7.11.4); `unnamed` where they have none."""
    found = set()
    for one in _dictionaries(document):
        if "/EF" in one:
            found.add(str(one.get("/UF", one.get("/F", "unnamed")))[:100])
        elif one.get("/Type") == "/EmbeddedFile" or one.get("/Subtype") == "/FileAttachment":
            found.add("unnamed")
    return tuple(sorted(found - {"unnamed"} or found))


def claim(document: pikepdf.Pdf) -> str:
    """The flavour of PDF/A that the metadata name, such as `2b` (ISO 19005-1, section 6.7.11); empty without one."""
    metadata = document.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return ""
    try:
        xmp = parse(metadata.read_bytes().strip(b"\0 \t\r\n"))
    except InvalidXml:
        return ""  # what no reader of XML can read names nothing
    part, level = _property(xmp, "part"), _property(xmp, "conformance")
    return f"{part}{level.lower()}"[:_LONGEST_CLAIM] if part else ""


def _property(xmp: Element, name: str) -> str:
    """A property of the PDF/A identification schema, written as an element or as an attribute (ISO 16684-1, section 7)."""
    wanted = f"{{{_PDFA}}}{name}"
    for one in xmp.iter():
        if one.tag == wanted or wanted in one.attrib:
            return (one.get(wanted) or one.text or "").strip()
    return ""


def missing_images(document: pikepdf.Pdf) -> Iterator[str]:
    """What a page draws (the operator Do) and its resources do not have, page by page (ISO 32000-1, section 8.8)."""
    for number, page in enumerate(document.pages, start=1):
        for name in _undrawn(page.obj, page.resources, set()):
            yield f"page {number} draws {name}, which is not in the file"


def _undrawn(drawn: pikepdf.Object, resources: pikepdf.Object, seen: set[tuple[int, int]]) -> Iterator[str]:
    objects = resources.get("/XObject", pikepdf.Dictionary())
    try:
        asked = pikepdf.parse_content_stream(drawn, operators="Do")
    except (pikepdf.PdfError, TypeError, ValueError):
        return  # whether the content can be read is another question
    for name in dict.fromkeys(str(one.operands[0]) for one in asked if len(one.operands)):
        there = objects.get(name)
        if not isinstance(there, pikepdf.Stream):
            yield name
        elif there.get("/Subtype") == "/Form" and there.objgen not in seen:
            seen.add(there.objgen)
            yield from _undrawn(there, there.get("/Resources", resources), seen)


def swelling(document: pikepdf.Pdf, size: int) -> Damage | None:
    """DECOMPRESSION_BOMB for streams that swell too far, TOO_MANY_PIXELS for an image: before anything is decoded."""
    left = MOST_DECODED + SWELLING * size
    for one in document.objects:
        if not isinstance(one, pikepdf.Stream):
            continue
        filters = _filters(one)
        if one.get("/Subtype") == "/Image":
            pixels = _whole(one, "/Width") * _whole(one, "/Height")
            if pixels > MOST_PIXELS:
                return Damage(
                    "TOO_MANY_PIXELS", f"{_whole(one, '/Width')} x {_whole(one, '/Height')} in an image of the PDF"
                )
        if filters.count("/FlateDecode") > 1 or len(filters) > 4:
            return Damage("DECOMPRESSION_BOMB", f"a stream is compressed {len(filters)} times over")
        if filters[:1] == ["/FlateDecode"] and _whole(one, "/Length") > _HARMLESS:
            left -= _inflated(one, left)
        if left < 0:
            return Damage("DECOMPRESSION_BOMB", f"the streams swell beyond {MOST_DECODED + SWELLING * size} bytes")
    return None


def trailing(content: mmap) -> int:
    """Bytes after the last end marker but for one end of line (ISO 19005-1, section 6.1.3)."""
    end = content.rfind(_EOF)
    if end < 0:
        return 0
    rest = content[end + len(_EOF) :]
    for line in (b"\r\n", b"\n", b"\r"):
        if rest.startswith(line):
            return len(rest) - len(line)
    return len(rest)


def _dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the document, those inside others too."""
    waiting = [one for one in document.objects if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array))]
    while waiting:
        one = waiting.pop()
        inside = list(one.values()) if not isinstance(one, pikepdf.Array) else list(one)
        waiting += [
            part for part in inside if isinstance(part, (pikepdf.Dictionary, pikepdf.Array)) and not part.is_indirect
        ]
        if not isinstance(one, pikepdf.Array):
            yield one


def _actions(one: pikepdf.Object) -> Iterator[str]:
    if "/JS" in one:
        yield "script"
    kind = one.get("/S")
    if isinstance(kind, pikepdf.Name) and str(kind) in _RUNS:
        yield _RUNS[str(kind)]


def _filters(stream: pikepdf.Object) -> list[str]:
    named = stream.get("/Filter")
    if isinstance(named, pikepdf.Array):
        return [str(one) for one in named]
    return [str(named)] if named is not None else []


def _whole(one: pikepdf.Object, name: str) -> int:
    value = one.get(name, 0)
    return int(value) if isinstance(value, int) else 0


def _inflated(stream: pikepdf.Object, most: int) -> int:
    """The length of a Flate stream when decoded, counted in steps, and no further than needed to know that it is too long."""
    raw, unpacked, length = stream.read_raw_bytes(), zlib.decompressobj(), 0
    try:
        while raw and length <= most:
            length += len(unpacked.decompress(raw, _STEP))
            raw = unpacked.unconsumed_tail
    except zlib.error:
        return length  # damage is for whoever decodes it
    return length
