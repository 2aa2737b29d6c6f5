"""How the cell of a table becomes a value. What cannot be converted stays text, and the schema rule names it."""

from __future__ import annotations

import re

from archive.delivery.keyed_tables.columns import KEYED, Form
from archive.errors import ArchiveError
from archive.model.json import Json
from archive.model.message import tell

_WHOLE = re.compile(r"[0-9]{1,9}")
_YES_NO = {"true": True, "false": False}
_BOX = r"[0-9]{1,7},[0-9]{1,7},[0-9]{1,7},[0-9]{1,7}"
_HELD = r":(?P<view>v[0-9]{4,}):(?P<sha256>[0-9a-f]{64})"
_REGION = re.compile(
    rf"\s*(?P<file>[^:]+?)(?::(?P<leaf>[0-9]{{1,6}})|{_HELD})?#(?P<boxes>{_BOX}(?:\s+{_BOX})*)\s*(?:;|$)"
)


class NotARegion(ArchiveError, ValueError):
    """A cell of regions does not follow `file#x,y,width,height; file:leaf#x,y,width,height`."""


def plain(cell: str, form: Form) -> Json:
    """The value of a cell that is not a keyed value."""
    match form:
        case Form.WHOLE:
            return _whole(cell)
        case Form.WORDS:
            return cell.split()
        case Form.LIST:
            return [one.strip() for one in cell.split(";") if one.strip()]
        case Form.REGIONS:
            return regions(cell)
        case _:
            return cell


def keyed(cell: str, form: Form) -> dict[str, Json]:
    """`{"value": …}`; `{"absent": …}` for `!illegible` and its like. A value that begins with `!` is written `!!…`."""
    if cell.startswith("!") and not cell.startswith("!!"):
        return {"absent": cell[1:].strip()}
    cell = cell.removeprefix("!") if cell.startswith("!!") else cell
    match form:
        case Form.KEYED_WHOLE:
            return {"value": _whole(cell)}
        case Form.KEYED_YES_NO:
            return {"value": yes_no(cell)}
        case Form.KEYED_TEXT:
            return {"value": cell}
        case _:
            return {"value": cell.strip() if form in KEYED else cell}


def yes_no(cell: str) -> Json:
    """true or false."""
    return _YES_NO.get(cell.strip(), cell)


def regions(cell: str) -> list[Json]:
    """`images/1.tif#10,20,300,400; register.pdf:7#0,0,100,100 0,200,100,100` as regions of the schema; NotARegion.

    One on a held image is `package:view:sha256#x,y,width,height`.
    """
    found: list[Json] = []
    position = 0
    while cell[position:].strip():
        match = _REGION.match(cell, position)
        if match is None:
            raise NotARegion(
                tell("write file#x,y,width,height and ; between regions, file:leaf for a page inside a PDF")
            )
        held = {"package": match["file"], "view": match["view"], "sha256": match["sha256"]}
        region: dict[str, Json] = {**held} if match["view"] else {"file": match["file"]}
        if match["leaf"]:
            region["leaf"] = int(match["leaf"])
        region["boxes"] = [[int(side) for side in box.split(",")] for box in match["boxes"].split()]
        found.append(region)
        position = match.end()
    return found


def _whole(cell: str) -> Json:
    return int(cell) if _WHOLE.fullmatch(cell.strip()) else cell
