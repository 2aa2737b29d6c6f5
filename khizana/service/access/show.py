"""Showing an act. What is shown is read from the packages; the index only says where to look."""

from __future__ import annotations

from collections.abc import Sequence

from archive.model.act import ActObject, regions, regions_with_mentions
from archive.model.embargo import Access
from archive.model.identifiers import parse_package
from archive.model.json import Json
from archive.model.view import Region
from archive.package import layout
from indexer.document import Document
from indexer.volume import Volume, act_document
from khizana.outcome import Outcome
from khizana.service.access.embargo_filter import EmbargoFilter
from khizana.service.audit import known_differences
from khizana.service.lifecycle import register_chain
from khizana.wiring.session import Session


def show(session: Session, identifier: str) -> Outcome:
    """The act as it stands today, once for each paper copy that is held; CannotWork when none is."""
    frozen, found = register_chain.current(session, identifier)
    embargo = EmbargoFilter(session)
    copies: list[Json] = [
        {**kept(session, chain, package, act), "access": embargo.said(_document(session, package, act))}
        for chain, package, act in found
    ]
    outcome = Outcome({"command": "show", "act": frozen, "asked": identifier, "copies": copies})
    return known_differences.said(
        session, outcome, [name for chain, package, act in found for name in read_from(chain, package, act)]
    )


def read_from(chain: Sequence[str], package: str, act: ActObject) -> list[str]:
    """The packages that an act as it stands was read from: its own, the head of its chain, those of its images."""
    return [package, chain[-1], *(region.package for region in regions_with_mentions(act))]


def access_of(session: Session, embargo: EmbargoFilter, package: str, act: ActObject) -> Access:
    """Since or until when others may see it: asked of the same days as search finds it by."""
    return embargo.of(_document(session, package, act))


def _document(session: Session, package: str, act: ActObject) -> Document:
    return act_document(act, Volume.read(session.reading.register(package), package))


def kept(session: Session, chain: Sequence[str], package: str, act: ActObject) -> dict[str, Json]:
    """One paper copy of an act: as keyed, where it stands, and the entry that vouches for it."""
    register = session.reading.register(package)
    images = register_chain.Images(session.reading, chain)
    stands = [_stands(images, region) for region in regions(act)]
    return {
        "act": act,
        "register": str(register["id"]),
        "copy": parse_package(package)[0].copy,
        "office": session.reading.register(chain[-1])["office"],
        "package": package,
        "version": register["version"],
        "versions": len(chain),
        "path": str(session.package_folder(package)),
        "stands": stands,
        "recorded": _recorded(session, package),
    }


def _stands(images: register_chain.Images, region: Region) -> Json:
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


def _recorded(session: Session, package: str) -> Json:
    position, tagmanifest = session.catalogue.recorded(package)
    return {"position": position, "tagmanifest": str(tagmanifest)}
