"""ALTO transcriptions (versions 2, 3 and 4) as lines with boxes. Only those measured in pixels can be laid on an image."""

from __future__ import annotations

import math
import re

from archive.delivery.facts.batch import Size
from archive.delivery.xml_documents.transcribed import Transcribed, bounded, transcribed
from archive.delivery.xml_documents.xml import Element, InvalidXml, named
from archive.model.records.transcription import DeliveredLine
from archive.model.records.view import Box

NAMESPACES = tuple(f"http://www.loc.gov/standards/alto/ns-v{version}#" for version in (2, 3, 4))
_MEASURE = re.compile(r"[+-]?(?:[0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})(?:[eE][+-]?[0-9]{1,2})?")
_SIDES = ("HPOS", "VPOS", "WIDTH", "HEIGHT")
_Edges = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def read(root: Element) -> Transcribed:
    """The one page under an alto root; InvalidXml when there is not exactly one, measured in pixels."""
    names = {"a": named(root)[0]}
    unit = (root.findtext("a:Description/a:MeasurementUnit", "pixel", names) or "").strip()
    if unit != "pixel":
        raise InvalidXml("NOT_ALTO", f"it is measured in {unit[:40]!r}, and only pixel can be laid on an image")
    pages = root.findall("a:Layout/a:Page", names)
    if len(pages) != 1:
        raise InvalidXml("NOT_ALTO", f"it has {len(pages)} pages; one file transcribes one image")
    [page] = pages
    width, height = _number(page.get("WIDTH")), _number(page.get("HEIGHT"))
    if width is None or height is None or width < 1 or height < 1:
        raise InvalidXml("NOT_ALTO", "its Page has no WIDTH and HEIGHT")
    size = Size(round(width), round(height))
    image = root.findtext("a:Description/a:sourceImageInformation/a:fileName", "", names) or ""
    found = (_line(line, size) for line in page.iterfind(".//a:TextLine", names))
    written = (_reading(word) for word in page.iterfind(".//a:String", names))
    return transcribed(image.strip(), size, found, written)


def _line(line: Element, size: Size) -> DeliveredLine:
    """The words of a line in document order, which is reading order; SP is a space, HYP the hyphen at the end of a line."""
    text: list[str] = []
    words: list[_Edges] = []
    for part in line.iterchildren("{*}String", "{*}SP", "{*}HYP"):
        kind = named(part)[1]
        if kind == "String" and text and text[-1] != " " and not _glued(part):
            text.append(" ")  # many writers leave SP out between two words
        text.append(" " if kind == "SP" else _reading(part))
        edges = _edges(part)
        if kind == "String" and edges:
            words.append(edges)
    return DeliveredLine(line.get("ID", ""), "".join(text).strip(), _box(_edges(line), words, size))


def _glued(word: Element) -> bool:
    """Whether a word follows what is no word: after HYP a line has ended."""
    before = word.getprevious()
    return before is not None and named(before)[1] not in ("String", "SP")


def _reading(word: Element) -> str:
    """What a word says, or the first of its alternatives, or its glyphs: the first of them that is not empty."""
    others = [part.text or "" for part in word.iterchildren("{*}ALTERNATIVE")]
    glyphs = "".join(part.get("CONTENT", "") for part in word.iterchildren("{*}Glyph"))
    return next((text for text in (word.get("CONTENT", ""), *others, glyphs) if text.strip()), "")


def _box(own: _Edges | None, words: list[_Edges], size: Size) -> Box | None:
    """The line's own box; where it gives none that lies on the image, the box around its words."""
    return _around([own] if own else [], size) or _around(words, size)


def _around(edges: list[_Edges], size: Size) -> Box | None:
    if not edges:
        return None
    left, top = math.floor(min(one[0] for one in edges)), math.floor(min(one[1] for one in edges))
    right, bottom = math.ceil(max(one[2] for one in edges)), math.ceil(max(one[3] for one in edges))
    return bounded(left, top, right, bottom, size)


def _edges(part: Element) -> _Edges | None:
    """The sides of what has an area; a width or height that is nothing or less says nothing."""
    left, top, width, height = (_number(part.get(side)) for side in _SIDES)
    if left is None or top is None or width is None or height is None or width <= 0 or height <= 0:
        return None
    return left, top, left + width, top + height


def _number(written: str | None) -> float | None:
    """Version 2 has whole numbers, later ones decimals and exponents (xsd:float); None for anything else."""
    return float(written) if written is not None and _MEASURE.fullmatch(written) else None
