"""Where an act and its marginal mentions stand on the delivered images."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from archive.delivery.facts.batch import DeliveredRegion
from archive.model.json import Json
from archive.model.records.act import ActObject, objects
from archive.model.records.view import Box


def regions(holder: ActObject) -> Iterator[DeliveredRegion]:
    """The regions of one act, or of one mention, that follows its schema; the leaf is 1 where none is given.

    One that stands on a held image has no file.
    """
    for region in objects(holder, "regions"):
        boxes = cast("list[Json]", region["boxes"])
        leaf = cast(int, region.get("leaf", 1))
        yield DeliveredRegion(str(region.get("file", "")), leaf, tuple(Box.of(box) for box in boxes))
