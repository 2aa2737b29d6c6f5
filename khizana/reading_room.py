"""The reading room. What is shown is read from the packages; the index only says where to look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from archive.model.act import ActObject, regions, regions_with_mentions
from archive.model.embargo import Access
from archive.model.identifiers import parse_package
from archive.model.json import Json
from archive.model.view import Region
from archive.package import layout
from indexer.document import Document
from indexer.volume import Volume, act_document
from khizana import known
from khizana.doors import Doors
from khizana.life import chains
from khizana.outcome import Outcome
from khizana.wiring import Archive


def show(archive: Archive, identifier: str, today: date) -> Outcome:
    """The act as it stands today, once for each paper copy that is held; CannotWork when none is."""
    frozen, found = chains.current(archive, identifier)
    doors = Doors(archive, today)
    copies: list[Json] = [
        {**kept(archive, chain, package, act), "access": doors.said(_document(archive, package, act))}
        for chain, package, act in found
    ]
    outcome = Outcome({"command": "show", "act": frozen, "asked": identifier, "copies": copies})
    return known.said(
        archive, outcome, [name for chain, package, act in found for name in read_from(chain, package, act)]
    )


def read_from(chain: Sequence[str], package: str, act: ActObject) -> list[str]:
    """The packages that an act as it stands was read from: its own, the head of its chain, those of its images."""
    return [package, chain[-1], *(region.package for region in regions_with_mentions(act))]


def access(archive: Archive, doors: Doors, package: str, act: ActObject) -> Access:
    """Since or until when others may see it: asked of the same days as search finds it by."""
    return doors.of(_document(archive, package, act))


def _document(archive: Archive, package: str, act: ActObject) -> Document:
    return act_document(act, Volume.read(archive.reading.register(package), package))


def kept(archive: Archive, chain: Sequence[str], package: str, act: ActObject) -> dict[str, Json]:
    """One paper copy of an act: as keyed, where it stands, and the entry that vouches for it."""
    register = archive.reading.register(package)
    images = chains.Images(archive.reading, chain)
    stands = [_stands(images, region) for region in regions(act)]
    return {
        "act": act,
        "register": str(register["id"]),
        "copy": parse_package(package)[0].copy,
        "office": archive.reading.register(chain[-1])["office"],
        "package": package,
        "version": register["version"],
        "versions": len(chain),
        "path": str(archive.package_folder(package)),
        "stands": stands,
        "recorded": _recorded(archive, package),
    }


def _stands(images: chains.Images, region: Region) -> Json:
    """Where a region lies; the image may be in an older package, and may have been imaged anew since."""
    view = images.view(region.package, region.view)
    file = layout.within(region.package, layout.representation(layout.MASTER, view.file))
    return {
        **region.to_json(),
        "file": file,
        "leaf": view.leaf,
        "pages": list(view.pages),
        "size": [view.width, view.height],
        "replaced_by": images.replaced_by(view.name),
    }


def _recorded(archive: Archive, package: str) -> Json:
    position, tagmanifest = archive.catalogue.recorded(package)
    return {"position": position, "tagmanifest": str(tagmanifest)}
