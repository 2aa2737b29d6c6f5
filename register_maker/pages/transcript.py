"""What was written on a page, line by line with its place, as PAGE XML (2019-07-15) or ALTO (version 4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from archive.model.message import tell
from archive.model.records.view import Box
from register_maker.errors import CannotMake
from register_maker.pages.layout import Sheet

KINDS = ("page", "alto")
_DATE = "2025-01-01T00:00:00"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass(frozen=True, slots=True)
class Line:
    """One written row: the part of the page to which it belongs, its text, and the box around its ink.

    The box is in pixels of the page before it is turned on the scanner.
    """

    region: str
    text: str
    box: Box


def kind_named(name: str) -> str:
    """The kind of transcription of that name, or none; CannotMake lists the known ones."""
    if name and name not in KINDS:
        known = ", ".join(KINDS)
        raise CannotMake(tell("there is no transcription {name!r}; the known ones are {known}", name=name, known=known))
    return name


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds these."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right = max(box.x + box.width for box in boxes)
    bottom = max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def transcript(kind: str, image: str, lines: Sequence[Line], sheet: Sheet) -> bytes:
    """The document for an image, its boxes where the turned page has them."""
    placed = [Line(line.region, line.text, sheet.turned(line.box)) for line in lines]
    regions = [(name, list(inside)) for name, inside in groupby(placed, key=lambda line: line.region)]
    written = _page(image, regions, sheet) if kind == "page" else _alto(image, regions, sheet)
    return ("\n".join((_DECLARATION, *written)) + "\n").encode("utf-8")


Regions = Sequence[tuple[str, Sequence[Line]]]


def _page(image: str, regions: Regions, sheet: Sheet) -> Iterator[str]:
    yield '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">'
    yield (
        f"  <Metadata><Creator>khizana demo</Creator><Created>{_DATE}</Created>"
        f"<LastChange>{_DATE}</LastChange></Metadata>"
    )
    yield f'  <Page imageFilename="{escape(image)}" imageWidth="{sheet.width}" imageHeight="{sheet.height}">'
    for name, lines in regions:
        yield f'    <TextRegion id="{name}">'
        yield f'      <Coords points="{_points(around([line.box for line in lines]))}"/>'
        for order, line in enumerate(lines, start=1):
            yield f'      <TextLine id="{name}-line{order}">'
            yield f'        <Coords points="{_points(line.box)}"/>'
            yield f"        <TextEquiv><Unicode>{escape(line.text, quote=False)}</Unicode></TextEquiv>"
            yield "      </TextLine>"
        yield "    </TextRegion>"
    yield "  </Page>"
    yield "</PcGts>"


def _points(box: Box) -> str:
    right, bottom = box.x + box.width, box.y + box.height
    return f"{box.x},{box.y} {right},{box.y} {right},{bottom} {box.x},{bottom}"


def _alto(image: str, regions: Regions, sheet: Sheet) -> Iterator[str]:
    whole = Box(0, 0, sheet.width, sheet.height)
    yield '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" SCHEMAVERSION="4.4">'
    yield (
        "  <Description><MeasurementUnit>pixel</MeasurementUnit>"
        f"<sourceImageInformation><fileName>{escape(image)}</fileName></sourceImageInformation></Description>"
    )
    yield f'  <Layout><Page ID="page1" PHYSICAL_IMG_NR="1" WIDTH="{sheet.width}" HEIGHT="{sheet.height}">'
    yield f"    <PrintSpace {_sides(whole)}>"
    for name, lines in regions:
        yield f'      <TextBlock ID="{name}" {_sides(around([line.box for line in lines]))}>'
        for order, line in enumerate(lines, start=1):
            words = "<SP/>".join(f'<String CONTENT="{escape(word)}"/>' for word in line.text.split())
            yield f'        <TextLine ID="{name}-line{order}" {_sides(line.box)}>{words}</TextLine>'
        yield "      </TextBlock>"
    yield "    </PrintSpace>"
    yield "  </Page></Layout>"
    yield "</alto>"


def _sides(box: Box) -> str:
    return f'HPOS="{box.x}" VPOS="{box.y}" WIDTH="{box.width}" HEIGHT="{box.height}"'
