"""PAGE XML transcriptions (versions 2013-07-15 and 2019-07-15) as lines with boxes. No DOCTYPE, no entity, no network."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from archive.delivery.batch import Size
from archive.model.transcription import DeliveredLine
from archive.model.view import Box

NAMESPACES = tuple(
    f"http://schema.primaresearch.org/PAGE/gts/pagecontent/{version}" for version in ("2013-07-15", "2019-07-15")
)
_POINT = re.compile(r"(-?[0-9]+)(?:\.[0-9]+)?,(-?[0-9]+)(?:\.[0-9]+)?")


class InvalidPageXml(ValueError):
    """The bytes are not a PAGE XML document that we take; `code` is the finding code."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


@dataclass(frozen=True, slots=True)
class PageXml:
    """One transcribed page: the image's file name and size as the document gives them, and its lines in document order."""

    image: str
    size: Size
    lines: tuple[DeliveredLine, ...]


def lines(content: bytes) -> tuple[DeliveredLine, ...]:
    """The lines that have text; InvalidPageXml."""
    return read(content).lines


def read(content: bytes) -> PageXml:
    """The whole document; InvalidPageXml when it is not well-formed, has a DOCTYPE, or is not PAGE XML."""
    root = _parse(content)
    namespace = etree.QName(root).namespace
    if namespace not in NAMESPACES or etree.QName(root).localname != "PcGts":
        raise InvalidPageXml("NOT_PAGE_XML", "the root is not PcGts of PAGE 2013-07-15 or 2019-07-15")
    names = {"p": namespace}
    page = root.find("p:Page", names)
    width, height = (page.get(side, "") if page is not None else "" for side in ("imageWidth", "imageHeight"))
    if page is None or not (re.fullmatch("[0-9]{1,7}", width) and re.fullmatch("[0-9]{1,7}", height)):
        raise InvalidPageXml("NOT_PAGE_XML", "there is no Page with imageWidth and imageHeight")
    size = Size(int(width), int(height))
    found = (_line(line, names, size) for line in page.iterfind(".//p:TextLine", names))
    return PageXml(page.get("imageFilename", ""), size, tuple(line for line in found if line.text))


def _parse(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise InvalidPageXml("XML_NOT_WELL_FORMED", str(error)) from None
    except ValueError as error:
        raise InvalidPageXml("XML_NOT_WELL_FORMED", str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise InvalidPageXml("XML_DTD_FORBIDDEN", "a document type declaration stands before the root")
    return root


def _line(line: etree._Element, names: dict[str, str], size: Size) -> DeliveredLine:
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
    left, right = (max(0, min(size.width, edge(x for x, _ in found))) for edge in (min, max))
    top, bottom = (max(0, min(size.height, edge(y for _, y in found))) for edge in (min, max))
    return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None
