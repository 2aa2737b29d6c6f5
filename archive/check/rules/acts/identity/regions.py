"""Does every region lie inside an image of its own register, delivered now or held?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

from archive.check.engine.rule import Breach, Each, Fixed, Judge, Profile, Stage, blocks
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.delivery.facts.batch import Size
from archive.delivery.facts.regions import regions
from archive.model.records.act import ActObject, mentions, objects
from archive.model.records.view import Box, Region, View

_SOURCE = "An electronic act must be the faithful image of the paper one, so where it stands can be shown"
UNKNOWN_IMAGE = blocks("REGION_UNKNOWN_IMAGE", Stage.ACT, Fixed.IDENTITY, _SOURCE, 20)
LEAF_NOT_GIVEN = blocks("REGION_LEAF_NOT_GIVEN", Stage.ACT, Fixed.IDENTITY, _SOURCE, 20)
NOT_HELD = blocks("REGION_NOT_HELD", Stage.ACT, Fixed.IDENTITY, _SOURCE)
OUTSIDE = blocks("BOX_OUTSIDE_IMAGE", Stage.ACT, Fixed.IDENTITY, _SOURCE, 20)
RULES = (UNKNOWN_IMAGE, LEAF_NOT_GIVEN, NOT_HELD, OUTSIDE)
_NONE_HELD: Mapping[tuple[str, str], View] = MappingProxyType({})


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """For the act and its mentions. Without its place an act says nothing of the order of pages, so the rest is spoilt."""
    images = Images.of(register)

    def act(act: ActView) -> Iterable[Breach]:
        return () if inside(act.content, images) else tuple(_of_act(act, images))

    return Each(act, spoils=True)


@dataclass(frozen=True, slots=True)
class Images:
    """What may be pointed at: the size of each image that the register shows, by file and leaf; None where it is damaged.

    `held` are the images in the packages of its chain; None where nothing is known of them.
    """

    sizes: Mapping[tuple[str, int], Size | None]
    several: frozenset[str]
    """The files that hold more than one leaf."""
    held: Mapping[tuple[str, str], View] | None

    @classmethod
    def of(cls, register: RegisterView) -> Images:
        held: Mapping[tuple[str, str], View] | None = _NONE_HELD
        if register.version:
            held = register.standing.held if register.standing else None
        sizes = {(view.file, view.leaf): register.size(view.file, view.leaf) for view in register.views}
        several = frozenset(path for path, facts in register.files.items() if len(facts.leaves) > 1)
        return cls(sizes, several, held)


def inside(act: ActObject, images: Images) -> bool:
    """Whether every box of an act that follows its schema lies in an image of one page; said at once for most acts."""
    for holder in (act, *mentions(act)):
        for region in cast("Sequence[Mapping[str, Any]]", holder.get("regions", ())):
            file = region.get("file", "")
            size = images.sizes.get((file, region.get("leaf", 1)))
            if size is None or file in images.several:
                return False
            for x, y, width, height in region["boxes"]:
                if x + width > size.width or y + height > size.height:
                    return False
    return True


def _of_act(act: ActView, images: Images) -> Iterator[Breach]:
    yield from _of(act.place, "", act.content, images)
    for position, mention in enumerate(mentions(act.content)):
        yield from _of(act.place, f"/mentions/{position}", mention, images)


def _of(place: str, above: str, holder: ActObject, images: Images) -> Iterator[Breach]:
    for position, (region, written) in enumerate(zip(regions(holder), objects(holder, "regions"), strict=True)):
        pointer = f"{above}/regions/{position}"
        if "package" in written:
            yield from _in_held(place, pointer, Region.of(written), images.held)
        elif region.file in images.several and "leaf" not in written:
            yield Breach(LEAF_NOT_GIVEN, place, {"pointer": pointer, "file": region.file})
        elif (region.file, region.leaf) not in images.sizes:
            yield Breach(UNKNOWN_IMAGE, place, {"pointer": pointer, "file": region.file, "leaf": region.leaf})
        elif size := images.sizes[region.file, region.leaf]:
            yield from _outside(place, pointer, region.file, region.boxes, size.width, size.height)


def _in_held(place: str, pointer: str, region: Region, held: Mapping[tuple[str, str], View] | None) -> Iterator[Breach]:
    """An image in an older package is named by package, view and digest; all three must agree."""
    if held is None:
        return
    view = held.get((region.package, region.view))
    if view is None or view.digest != region.digest:
        named = {"package": region.package, "view": region.view, "sha256": region.digest.hex}
        yield Breach(NOT_HELD, place, {"pointer": pointer, **named})
        return
    yield from _outside(place, pointer, f"{region.package}/{region.view}", region.boxes, view.width, view.height)


def _outside(place: str, pointer: str, file: str, boxes: Sequence[Box], width: int, height: int) -> Iterator[Breach]:
    for number, box in enumerate(boxes):
        if not box.inside(width, height):
            drawn = f"{box.x},{box.y},{box.width},{box.height}"
            params = {"pointer": f"{pointer}/boxes/{number}", "file": file, "box": drawn}
            yield Breach(OUTSIDE, place, {**params, "width": width, "height": height})
