"""PAGE XML transcriptions (versions 2013-07-15 and 2019-07-15) as lines with boxes."""

from __future__ import annotations

import re

from archive.delivery.batch import Size
from archive.delivery.transcribed import Transcribed, bounded
from archive.delivery.xml import Element, InvalidXml, named
from archive.model.transcription import DeliveredLine
from archive.model.view import Box

NAMESPACES = tuple(
    f"http://schema.primaresearch.org/PAGE/gts/pagecontent/{version}" for version in ("2013-07-15", "2019-07-15")
)
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
    return Transcribed(page.get("imageFilename", ""), size, tuple(line for line in found if line.text))


def _line(line: Element, names: dict[str, str], size: Size) -> DeliveredLine:
    """The first reading of a line (the lowest TextEquiv index); empty text where there is none."""
    readings = sorted(line.iterfind("p:TextEquiv", names), key=lambda reading: reading.get("index", "").zfill(9))
    text = (readings[0].findtext("p:Unicode", "", names) or "").strip() if readings else ""
    outline = line.find("p:Coords", names)
    points = outline.get("points", "") if outline is not None else ""
    return DeliveredLine(line.get("id", ""), text, _bounds(points, size))


def _bounds(points: str, size: Size) -> Box | None:
    """The box around an outline, clipped to the image; None where nothing of it lies inside."""
    found = [(int(x), int(y)) for x, y in _POINT.findall(points)]
    if not found:
        return None
    across, down = [x for x, _ in found], [y for _, y in found]
    return bounded(min(across), min(down), max(across), max(down), size)
