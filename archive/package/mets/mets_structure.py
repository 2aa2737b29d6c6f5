"""The three structural maps of METS.xml: the one that CSIP asks for, the views of the volume, and its acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from archive.model.records.act import ActObject, regions
from archive.model.records.view import Box, View
from archive.package import layout
from archive.package.formats import media_type
from archive.package.input.acts import kept_acts
from archive.package.input.file_layout import Arrangement
from archive.package.input.package_input import Material
from archive.package.xml import Pattern, Writer


def file_id(inside: str) -> str:
    """The XML ID of a file of a representation: `representations/master/data/0001.tif` has `IDmaster-0001.tif`."""
    _, representation, _, name = inside.split("/", 3)
    return f"ID{representation}-{name}"


def act_xml_id(act: str) -> str:
    """The XML ID of an act. An NCName has no `~`, and no act identifier a seventh part, so `_` takes its place."""
    return f"IDact-{act.replace('~', '_')}"


def structure(xml: Writer, material: Material, arrangement: Arrangement, groups: Sequence[str]) -> Iterator[None]:
    """The CSIP map, the views where there are any, and the acts where they were keyed."""
    _csip(xml, material.package, groups)
    yield
    if arrangement.views:
        with (
            xml.element("structMap", {"ID": "IDmap-views", "TYPE": "PHYSICAL", "LABEL": "Views"}),
            xml.element("div", {"ID": "IDviews", "TYPE": "register", "LABEL": str(material.register)}),
        ):
            yield from _views(xml, arrangement.views)
    if material.has_acts:
        with (
            xml.element("structMap", {"ID": "IDmap-acts", "TYPE": "LOGICAL", "LABEL": "Acts"}),
            xml.element("div", {"ID": "IDacts", "TYPE": "register", "LABEL": str(material.register)}),
        ):
            for order, act in enumerate(kept_acts(material, arrangement), start=1):
                _act(xml, order, act, material.package, arrangement)
                yield


def _csip(xml: Writer, package: str, groups: Sequence[str]) -> None:
    with (
        xml.element("structMap", {"ID": "IDmap-csip", "TYPE": "PHYSICAL", "LABEL": "CSIP"}),
        xml.element("div", {"ID": "IDpackage", "LABEL": package}),
    ):
        metadata = {"ADMID": "IDdigiprov-premis", "DMDID": "IDdmd-register IDdmd-facts"}
        xml.leaf("div", "", {"ID": "IDmetadata", "LABEL": "Metadata", **metadata})
        if groups:
            with xml.element("div", {"ID": "IDrepresentations", "LABEL": "Representations"}):
                for name in groups:
                    xml.leaf("fptr", "", {"FILEID": f"IDgroup-{name}"})


def _views(xml: Writer, views: Sequence[View]) -> Iterator[None]:
    """A pattern for each of the few shapes that a view takes."""
    patterns: dict[tuple[bool, bool], Pattern] = {}
    for order, view in enumerate(views, start=1):
        file = file_id(layout.representation(layout.MASTER, view.file))
        shape = bool(view.pages), bool(_leaf(view))
        if shape not in patterns:
            patterns[shape] = xml.pattern(partial(_view, *shape), 5)
        pages = ", ".join([str(page) for page in view.pages])
        xml.fill(patterns[shape], (view.name, str(order), pages, file, str(view.leaf)))
        yield


def _view(numbered: bool, inside: bool, xml: Writer, name: str, order: str, pages: str, file: str, leaf: str) -> None:
    attributes = {"ID": f"IDview-{name}", "TYPE": "view", "ORDER": order, "LABEL": name}
    if numbered:
        attributes["ORDERLABEL"] = pages
    with xml.element("div", attributes):
        if inside:
            with xml.element("fptr"):
                xml.leaf("area", "", {"FILEID": file, "BEGIN": leaf, "END": leaf})
        else:
            xml.leaf("fptr", "", {"FILEID": file})


def _act(xml: Writer, order: int, act: ActObject, package: str, arrangement: Arrangement) -> None:
    """An area points to a file of the same package: METS has no word for one in another, so acts.jsonl alone names that."""
    number, suffix = act["number"], act.get("suffix")
    attributes = {
        "ID": act_xml_id(str(act["id"])),
        "TYPE": "act",
        "ORDER": str(order),
        "LABEL": f"{number}-{suffix}" if suffix else str(number),
    }
    here = [region for region in regions(act) if region.package == package]
    areas = [_area(arrangement.named(region.view), box) for region in here for box in region.boxes]
    with xml.element("div", attributes):
        if len(areas) == 1:
            with xml.element("fptr"):
                xml.leaf("area", "", areas[0])
        elif areas:
            with xml.element("fptr"), xml.element("seq"):
                for area in areas:
                    xml.leaf("area", "", area)


def _area(view: View, box: Box) -> dict[str, str]:
    corners = (box.x, box.y, box.x + box.width, box.y + box.height)
    return {
        "FILEID": file_id(layout.representation(layout.MASTER, view.file)),
        "SHAPE": "RECT",
        "COORDS": ",".join(str(corner) for corner in corners),
        **_leaf(view),
    }


def _leaf(view: View) -> dict[str, str]:
    """BEGIN and END name the page inside a file of several; METS has no BETYPE for pages, so none is given."""
    if view.leaf == 1 and media_type(view.file) != "application/pdf":
        return {}
    return {"BEGIN": str(view.leaf), "END": str(view.leaf)}
