"""Our own check of a package's METS, because a validator's VALID proves nothing about pointers and areas.

Every file has the digest and size that the bag states, none is missing or left out, every pointer resolves, and every box lies
inside its image. The bytes of the files are not read here: whether they agree with the manifest is for the audit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from archive.model.digest import Digest
from archive.model.finding import Finding, blocking
from archive.package import layout, package_documents
from archive.package.bag import MANIFEST, BagSyntaxError, parse_manifest
from archive.package.inspection.inspected_acts import inspect_acts
from archive.package.inspection.inspected_mets import InspectedMets

Open = Callable[[str], BinaryIO]
"""Opens a file of one package by its path from the bag's root; LookupError when there is none."""


def inspect(open_: Open, sizes: Mapping[str, int] | None = None) -> Iterator[Finding]:
    """The findings of one package; nothing when all agrees.

    `sizes` gives the bytes of each file by path, as a store lists them; without it each file is opened to find its end.
    """
    try:
        listed = parse_manifest(_read(open_, MANIFEST), MANIFEST)
    except LookupError:
        yield blocking("MANIFEST_MISSING", MANIFEST)
        return
    except BagSyntaxError as error:
        yield blocking("NOT_A_BAG", MANIFEST, detail=str(error))
        return
    package = _package(listed)
    if package is None:
        yield blocking("METS_INVALID", MANIFEST, detail="the payload is not one folder that holds a METS.xml")
        return
    folder = layout.folder(package)
    try:
        views = package_documents.views(package_documents.json_object(_read(open_, folder + layout.REGISTER)))
    except (LookupError, package_documents.Unreadable) as error:
        yield blocking("JSON_INVALID", folder + layout.REGISTER, detail=str(error))
        return
    mets = InspectedMets(folder, listed, _measure(open_, sizes), views)
    yield from _opened(open_, folder + layout.METS, mets.findings)
    acts = folder + layout.representation(layout.ACTS, layout.ACTS_FILE)
    if acts in listed:
        yield from _opened(open_, acts, lambda stream: inspect_acts(stream, acts, package, views, mets.ids))


def _opened(open_: Open, path: str, look: Callable[[BinaryIO], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        stream = open_(path)
    except LookupError:
        yield blocking("FILE_MISSING", path)
        return
    with stream:
        yield from look(stream)


def _measure(open_: Open, sizes: Mapping[str, int] | None) -> Callable[[str], int]:
    def by_opening(path: str) -> int:
        with open_(path) as stream:
            return stream.seek(0, 2)

    return by_opening if sizes is None else sizes.__getitem__


def _package(listed: Mapping[str, Digest]) -> str | None:
    package = next((path.split("/")[1] for path in listed), "")
    whole = all(path.startswith(layout.folder(package)) for path in listed)
    return package if whole and layout.within(package, layout.METS) in listed else None


def _read(open_: Open, path: str) -> bytes:
    with open_(path) as stream:
        return stream.read()
