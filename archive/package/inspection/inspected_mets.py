"""METS.xml read as a stream and held against the bag's manifest, the sizes of the files, and the views of the register."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO
from urllib.parse import unquote

from archive.model.digest import Digest
from archive.model.finding import Finding, blocking
from archive.model.records.view import Box, View
from archive.package import layout
from archive.package.mets.mets_document import NAMESPACE, XLINK
from archive.package.xml import NotWellFormed, read_starts

_COORDS = re.compile(r"([0-9]{1,9}),([0-9]{1,9}),([0-9]{1,9}),([0-9]{1,9})")
_POINTERS = ("FILEID", "ADMID", "DMDID")
Attributes = Mapping[str, str]


class InspectedMets:
    """One METS.xml: `findings` reads it once; then `ids` holds the XML IDs that it gives.

    `listed` is the bag's manifest, `size_of` the size of a file in bytes (LookupError when it is not there).
    """

    def __init__(
        self, folder: str, listed: Mapping[str, Digest], size_of: Callable[[str], int], views: Sequence[View]
    ) -> None:
        self.ids: set[str] = set()
        self._folder = folder
        self._place = folder + layout.METS
        self._listed = listed
        self._size_of = size_of
        self._views = views
        self._sizes = {(layout.representation(layout.MASTER, view.file), view.leaf): view for view in views}
        self._files: dict[str, str] = {}
        self._referenced: set[str] = set()
        self._file: Attributes = {}
        self._map = ""
        self._order = 0

    def findings(self, stream: BinaryIO) -> Iterator[Finding]:
        """Everything in which the METS disagrees; what cannot be read as XML is one finding."""
        try:
            for name, attributes in read_starts(stream):
                yield from self._identified(attributes)
                yield from self._element(name.removeprefix(f"{{{NAMESPACE}}}"), attributes)
        except NotWellFormed as error:
            yield self._invalid(str(error))
            return
        yield from self._left_out()

    def _identified(self, attributes: Attributes) -> Iterator[Finding]:
        if (identifier := attributes.get("ID")) is not None:
            if identifier in self.ids:
                yield self._invalid(f"the ID {identifier} is given twice")
            self.ids.add(identifier)
        for pointer in _POINTERS:
            for target in attributes.get(pointer, "").split():
                if target not in self.ids:
                    yield blocking("METS_DANGLING_ID", self._place, id=target)

    def _element(self, name: str, attributes: Attributes) -> Iterator[Finding]:
        match name:
            case "file":
                self._file = attributes
            case "FLocat":
                path = attributes.get(f"{{{XLINK}}}href", "")
                self._files[self._file.get("ID", "")] = unquote(path)
                yield from self._reference(path, self._file)
            case "mdRef":
                yield from self._reference(attributes.get(f"{{{XLINK}}}href", ""), attributes)
            case "structMap":
                self._map, self._order = attributes.get("LABEL", ""), 0
            case "div" if self._map == "Views" and "ORDER" in attributes:
                self._order += 1
                if attributes["ORDER"] != str(self._order):
                    yield blocking("METS_ORDER_GAP", self._place, expected=self._order, found=attributes["ORDER"])
            case "area":
                yield from self._area(attributes)
            case _:
                pass

    def _reference(self, href: str, stated: Attributes) -> Iterator[Finding]:
        path = self._folder + unquote(href)
        digest = self._listed.get(path)
        if digest is None:
            yield blocking("METS_FILE_MISSING", self._place, file=href)
            return
        self._referenced.add(path)
        if stated.get("CHECKSUMTYPE") != "SHA-256" or stated.get("CHECKSUM", "").lower() != digest.hex:
            yield blocking("METS_CHECKSUM_MISMATCH", path, stated=stated.get("CHECKSUM", ""), found=digest.hex)
        try:
            size = self._size_of(path)
        except LookupError:
            yield blocking("FILE_MISSING", path)
            return
        if stated.get("SIZE") != str(size):
            yield blocking("METS_SIZE_MISMATCH", path, stated=stated.get("SIZE", ""), found=size)

    def _area(self, attributes: Attributes) -> Iterator[Finding]:
        target = attributes.get("FILEID", "")
        begin = attributes.get("BEGIN", "1")
        view = self._sizes.get((self._files.get(target, ""), int(begin) if begin.isdecimal() else 0))
        if view is None:
            if target in self.ids:
                yield blocking("METS_DANGLING_ID", self._place, id=f"{target} page {begin}")
            return
        if "COORDS" not in attributes:
            return
        match = _COORDS.fullmatch(attributes["COORDS"])
        if match is None or attributes.get("SHAPE") != "RECT":
            yield self._invalid(f"an area of {target} is not a rectangle x1,y1,x2,y2: {attributes['COORDS']}")
            return
        left, top, right, bottom = (int(corner) for corner in match.groups())
        box = Box(left, top, right - left, bottom - top)
        if not box.inside(view.width, view.height):
            yield outside(self._place, view, box)

    def _left_out(self) -> Iterator[Finding]:
        for path in self._listed:
            if path != self._place and path not in self._referenced:
                yield blocking("METS_FILE_UNREFERENCED", path)
        for view in self._views:
            if f"IDview-{view.name}" not in self.ids:
                yield self._invalid(f"the view {view.name} of the register has no division")
            path = self._folder + layout.representation(layout.MASTER, view.file)
            if path in self._listed and self._listed[path] != view.digest:
                yield blocking("METS_CHECKSUM_MISMATCH", path, stated=view.digest.hex, found=self._listed[path].hex)

    def _invalid(self, detail: str) -> Finding:
        return blocking("METS_INVALID", self._place, detail=detail)


def outside(place: str, view: View, box: Box) -> Finding:
    """The finding for a box that does not lie inside the image of its view."""
    return blocking("BOX_OUTSIDE_IMAGE", place, view=view.name, box=box.to_json(), width=view.width, height=view.height)
