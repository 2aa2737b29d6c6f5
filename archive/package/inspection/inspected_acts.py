"""The kept acts held against the views of their register: each region names an image of this package, and lies inside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import BinaryIO

from archive.model.finding import Finding, blocking
from archive.model.records.act import ActObject, mentions, regions
from archive.model.records.view import Region, View
from archive.package import package_documents
from archive.package.inspection.inspected_mets import outside
from archive.package.mets.mets_structure import act_xml_id


def inspect_acts(
    stream: BinaryIO, place: str, package: str, views: Sequence[View], ids: Collection[str]
) -> Iterator[Finding]:
    """Regions in other packages cannot be looked at here. `ids` are the XML IDs of the METS, which has each act."""
    known = {view.name: view for view in views}
    for number, line in enumerate(package_documents.lines(stream), start=1):
        where = f"{place}#line={number}"
        try:
            act = package_documents.json_object(line)
            found = _regions(act)
            identifier = str(act["id"])
        except (package_documents.Unreadable, KeyError, TypeError, ValueError, AttributeError) as error:
            yield blocking("JSON_INVALID", where, detail=repr(error))
            continue
        if act_xml_id(identifier) not in ids:
            yield blocking("METS_DANGLING_ID", where, id=act_xml_id(identifier))
        for region in found:
            if region.package == package:
                yield from _region(region, where, known)


def _regions(act: ActObject) -> list[Region]:
    return [region for holder in (act, *mentions(act)) for region in regions(holder)]


def _region(region: Region, where: str, known: Mapping[str, View]) -> Iterator[Finding]:
    view = known.get(region.view)
    if view is None or view.digest != region.digest:
        yield blocking("REGION_UNRESOLVED", where, view=region.view, sha256=region.digest.hex)
        return
    for box in region.boxes:
        if not box.inside(view.width, view.height):
            yield outside(where, view, box)
