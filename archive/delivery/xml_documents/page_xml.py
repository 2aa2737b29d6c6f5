"""PAGE XML transcriptions (versions 2013-07-15, 2018-07-15 and 2019-07-15) as lines with boxes."""

from __future__ import annotations

import re

from archive.delivery.facts.batch import Size
from archive.delivery.xml_documents.transcribed import Transcribed, bounded, transcribed
from archive.delivery.xml_documents.xml import Element, InvalidXml, named
from archive.model.records.transcription import DeliveredLine
from archive.model.records.view import Box

VERSIONS = ("2013-07-15", "2018-07-15", "2019-07-15")
NAMESPACES = tuple(f"http://schema.primaresearch.org/PAGE/gts/pagecontent/{version}" for version in VERSIONS)
_POINT = re.compile(r"(-?[0-9]+)(?:\.[0-9]+)?,(-?[0-9]+)(?:\.[0-9]+)?")


def read(root: Element) -> Transcribed:
    """The page under a PcGts; InvalidXml when it has no size in pixels."""
    names = {"p": named(root)[0]}
    page = root.find("p:Page", names)
    width, height = (page.get(side, "") if page is not None else "" for side in ("imageWidth", "imageHeight"))
    if page is None or not (re.fullmatch("[0-9]{1,7}", width) and re.fullmatch("[0-9]{1,7}", height)):
        raise InvalidXml("NOT_PAGE_XML", "there is no Page with imageWidth and imageHeight")
    size = Size(int(width), int(height))
    found = (_line(line, names, size) for line in page.iterfind(".//p:TextLine", names))
    written = (text.text or "" for text in page.iterfind(".//p:Unicode", names))
    return transcribed(page.get("imageFilename", ""), size, found, written)


def _line(line: Element, names: dict[str, str], size: Size) -> DeliveredLine:
    """A line with its own text, or that of its words; empty text where there is none. So it is with its box."""
    words = line.findall("p:Word", names)
    text = _reading(line, names) or " ".join(filter(None, (_word(word, names) for word in words)))
    around = " ".join(_points(word, names) for word in words)
    return DeliveredLine(line.get("id", ""), text, _bounds(_points(line, names), size) or _bounds(around, size))


def _word(word: Element, names: dict[str, str]) -> str:
    """A word with its own text, or that of its glyphs."""
    return _reading(word, names) or "".join(_reading(glyph, names) for glyph in word.iterfind("p:Glyph", names))


def _reading(part: Element, names: dict[str, str]) -> str:
    """The first reading (the lowest TextEquiv index) that is not empty."""
    readings = sorted(part.iterfind("p:TextEquiv", names), key=lambda reading: reading.get("index", "").zfill(9))
    texts = ((reading.findtext("p:Unicode", "", names) or "").strip() for reading in readings)
    return next(filter(None, texts), "")


def _points(part: Element, names: dict[str, str]) -> str:
    outline = part.find("p:Coords", names)
    return outline.get("points", "") if outline is not None else ""


def _bounds(points: str, size: Size) -> Box | None:
    """The box around an outline, clipped to the image; None where nothing of it lies inside."""
    found = [(int(x), int(y)) for x, y in _POINT.findall(points)]
    if not found:
        return None
    across, down = [x for x, _ in found], [y for _, y in found]
    return bounded(min(across), min(down), max(across), max(down), size)
