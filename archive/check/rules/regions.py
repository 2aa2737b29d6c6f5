"""Does every region lie inside an image of its own register?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from archive.check.register_view import RegisterView
from archive.delivery.batch import DeliveredAct, Size
from archive.delivery.regions import regions
from archive.model.act import ActObject, mentions, objects
from archive.model.finding import Finding, blocking


@dataclass(frozen=True, slots=True)
class Images:
    """What may be pointed at: the size of each image that the register shows, by file and leaf; None where it is damaged."""

    sizes: Mapping[tuple[str, int], Size | None]
    several: frozenset[str]
    """The files that hold more than one leaf."""

    @classmethod
    def of(cls, register: RegisterView) -> Images:
        sizes = {(view.file, view.leaf): register.size(view.file, view.leaf) for view in register.views}
        several = frozenset(path for path, facts in register.files.items() if len(facts.leaves) > 1)
        return cls(sizes, several)


def inside(act: DeliveredAct, images: Images) -> bool:
    """Whether every box of an act that follows its schema lies in an image of one page; said at once for most acts."""
    for holder in (act.content, *mentions(act.content)):
        for region in cast("Sequence[Mapping[str, Any]]", holder.get("regions", ())):
            size = images.sizes.get((region["file"], region.get("leaf", 1)))
            if size is None or region["file"] in images.several:
                return False
            for x, y, width, height in region["boxes"]:
                if x + width > size.width or y + height > size.height:
                    return False
    return True


def act_findings(act: DeliveredAct, images: Images) -> Iterator[Finding]:
    """REGION_UNKNOWN_IMAGE, REGION_LEAF_NOT_GIVEN and BOX_OUTSIDE_IMAGE, for the act and its marginal mentions."""
    yield from _findings(act.place, "", act.content, images)
    for position, mention in enumerate(mentions(act.content)):
        yield from _findings(act.place, f"/mentions/{position}", mention, images)


def _findings(place: str, above: str, holder: ActObject, images: Images) -> Iterator[Finding]:
    for position, (region, written) in enumerate(zip(regions(holder), objects(holder, "regions"), strict=True)):
        pointer = f"{above}/regions/{position}"
        if region.file in images.several and "leaf" not in written:
            yield blocking("REGION_LEAF_NOT_GIVEN", place, pointer=pointer, file=region.file)
        elif (region.file, region.leaf) not in images.sizes:
            yield blocking("REGION_UNKNOWN_IMAGE", place, pointer=pointer, file=region.file, leaf=region.leaf)
        elif size := images.sizes[region.file, region.leaf]:
            for number, box in enumerate(region.boxes):
                if not box.inside(size.width, size.height):
                    at = f"{pointer}/boxes/{number}"
                    drawn = f"{box.x},{box.y},{box.width},{box.height}"
                    params = {"pointer": at, "file": region.file, "box": drawn}
                    yield blocking("BOX_OUTSIDE_IMAGE", place, **params, width=size.width, height=size.height)
