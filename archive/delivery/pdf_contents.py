"""What a PDF holds beside its pages: what would run, what is attached, what it claims, and how much it swells."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from mmap import mmap

import pikepdf

from archive.delivery.batch import Damage
from archive.delivery.costs import MOST_PIXELS

MOST_DECODED = 1 << 30
"""Bytes that the streams of a file may swell to, and SWELLING times the file besides: MOST_PIXELS in colour are less."""
SWELLING = 100
_STEP = 1 << 20
_HARMLESS = 64 << 10
_RUNS = {"/JavaScript": "script", "/Launch": "launch", "/Rendition": "script", "/ImportData": "import"}
_EOF = b"%%EOF"
_PART = re.compile(rb"pdfaid:part\s*(?:=\s*[\"']|>)\s*([0-9])")
_LEVEL = re.compile(rb"pdfaid:conformance\s*(?:=\s*[\"']|>)\s*([A-Za-z])")


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
    written = metadata.read_bytes()
    if written.startswith((b"\xff\xfe", b"\xfe\xff")):
        written = written.decode("utf-16", "replace").encode("utf-8")
    part, level = _PART.search(written), _LEVEL.search(written)
    return part.group(1).decode() + (level.group(1).decode().lower() if level else "") if part else ""


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
