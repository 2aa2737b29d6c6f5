"""Acts that break their schema, stand on the wrong image, or bear the wrong number."""

from __future__ import annotations

import re
from typing import Any, Final

from archive.model.records.event import Event
from register_maker.chance import Chance
from register_maker.planters.kinds import Claim, Mark, OnAct, OnLine, Site, Written
from register_maker.volumes.plan import Format, Volume

_FAR: Final = 100_000


def _description(site: Site, fragment: str) -> str:
    return f"{site.volume.folder}/register.json#{fragment}"


def _alone(site: Site) -> bool:
    """Whether no other act stands on the page: then the page would seem to have none."""
    return len(site.volume.positions(site.volume.page_of(site.position))) == 1


def _misspelt(act: Written, site: Site) -> Mark | None:
    """A field under a name that the schema does not know; what all acts say together is not asked any more."""
    act["drawnup"] = act.pop("drawn_up")
    return Mark()


def _event(act: Written, site: Site) -> Mark:
    """An act of a divorce among the marriages, or the reverse."""
    act["event"] = "divorce" if act["event"] == "marriage" else "marriage"
    return Mark({"event": act["event"]})


def _elsewhere(act: Written, site: Site) -> Mark | None:
    """The region names an image that the register does not show."""
    if _alone(site):
        return None
    for region in act["regions"]:
        region["file"] = f"{site.volume.folder}/images/9999.tif"
    return Mark({"pointer": "/regions/0"})


def _leafless(act: Written, site: Site) -> Mark | None:
    """The region does not say on which page of the PDF it is."""
    if _alone(site):
        return None
    for region in act["regions"]:
        del region["leaf"]
    return Mark({"pointer": "/regions/0"})


def _outside(act: Written, site: Site) -> Mark:
    """The box was measured on a larger image."""
    for region in act["regions"]:
        region["boxes"][0][site.chance.choice((0, 2))] += _FAR
    return Mark({"pointer": "/regions/0/boxes/0"})


def _nowhere(act: Written, site: Site) -> Mark | None:
    """The act stands on no image."""
    if _alone(site):
        return None
    act["regions"] = []
    return Mark({"number": act["number"]})


def _suffixed(act: Written, site: Site) -> Mark:
    """A number was read with a suffix, and the plain number is lacking."""
    act["suffix"] = "bis"
    return Mark({"number": act["number"]}, follows=(("NUMBER_GAP", _description(site, "/missing_acts")),))


def _misplaced(act: Written, site: Site) -> Mark | None:
    """The act stands three pages further on than those around it."""
    page = site.volume.page_of(site.position)
    if _alone(site) or page + 3 >= site.volume.closing_page or site.volume.not_imaged:
        return None
    for region in act["regions"]:
        _three_on(region)
    return Mark({"page": page})


def _three_on(region: dict[str, Any]) -> None:
    if "leaf" in region:
        region["leaf"] += 3
    else:
        region["file"] = re.sub(r"[0-9]{4}(?=\.\w+$)", lambda order: f"{int(order[0]) + 3:04d}", region["file"])


def _cut(line: bytes, chance: Chance) -> bytes:
    """The line breaks off."""
    return line[: len(line) // 2].decode("utf-8", "ignore").encode("utf-8") + b"\n"


def _recoded(line: bytes, chance: Chance) -> bytes:
    """The line was saved in another encoding than the rest of the table."""
    return line.decode("utf-8").encode("cp1256", "replace")


def _wider(line: bytes, chance: Chance) -> bytes:
    """The row has a cell more than the header."""
    return line.rstrip(b"\r\n") + b",!on_paper\r\n"


def _unions(volume: Volume) -> bool:
    return volume.event in (Event.MARRIAGE, Event.DIVORCE)


def _bound(volume: Volume) -> bool:
    return volume.form is Format.PDF


def _lined(volume: Volume) -> bool:
    return not volume.csv


def _tabled(volume: Volume) -> bool:
    return volume.csv


# What breaks an act, or its place, keeps the check from asking what all acts of the register say together.
PLANTERS: Final = (
    OnAct("SCHEMA", _misspelt, _lined, Claim.VOLUME),
    OnAct("ACT_EVENT_DIFFERS", _event, _unions, Claim.VOLUME),
    OnAct("REGION_UNKNOWN_IMAGE", _elsewhere, claim=Claim.VOLUME),
    OnAct("REGION_LEAF_NOT_GIVEN", _leafless, _bound, Claim.VOLUME),
    OnAct("BOX_OUTSIDE_IMAGE", _outside, claim=Claim.VOLUME),
    OnAct("ACT_WITHOUT_REGION", _nowhere),
    OnAct("SUFFIX_WITHOUT_BASE", _suffixed),
    OnAct("NUMBER_OUT_OF_ORDER", _misplaced),
    OnLine("JSON_INVALID", _cut, _lined),
    OnLine("ENCODING", _recoded, _tabled),
    OnLine("COLUMNS", _wider, _tabled),
)
