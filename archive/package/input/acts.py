"""A delivered act becomes a kept act: it gets its identifier, and its regions name stored images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from archive.model.json import Json
from archive.model.records.act import ActObject, objects
from archive.model.records.numbering import act_ids
from archive.model.records.view import Box, Region
from archive.package.input.file_layout import Arrangement
from archive.package.input.package_input import Material


def kept_acts(material: Material, arrangement: Arrangement) -> Iterator[dict[str, Json]]:
    """Each act as schemas/act.schema.json describes it, in the order delivered."""
    register = str(material.register)
    held = material.standing.acts if material.standing else ()
    identifiers = act_ids(material.register.series, (act.content for act in material.acts), held, material.elsewhere)
    for identifier, delivered in zip(identifiers, material.acts, strict=True):
        act = delivered.content
        kept: dict[str, Json] = {"id": str(identifier), "register": register}
        kept.update(act)
        kept["regions"] = _regions(material, arrangement, act)
        if "mentions" in act:
            kept["mentions"] = [_mention(material, arrangement, mention) for mention in objects(act, "mentions")]
        yield kept


def _mention(material: Material, arrangement: Arrangement, mention: ActObject) -> Json:
    if "regions" not in mention:
        return mention
    return {**mention, "regions": _regions(material, arrangement, mention)}


def _regions(material: Material, arrangement: Arrangement, holder: ActObject) -> list[Json]:
    return [_region(material, arrangement, region).to_json() for region in objects(holder, "regions")]


def _region(material: Material, arrangement: Arrangement, region: Mapping[str, Json]) -> Region:
    """A region on a delivered image names where that comes to rest; one on a held image is kept as it is."""
    if "package" in region:
        return Region.of(region)
    view = arrangement.view_of(material.package, str(region["file"]), cast(int, region.get("leaf", 1)))
    boxes = tuple(Box.of(box) for box in cast("list[Json]", region["boxes"]))
    return Region(material.package, view.name, view.digest, boxes)
