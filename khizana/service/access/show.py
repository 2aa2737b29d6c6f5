"""Showing an act. What is shown is read from the packages; the index only says where to look."""

from __future__ import annotations

from collections.abc import Sequence

from archive.model.identifiers import parse_package
from archive.model.policies.embargo import Access
from archive.model.records.act import ActObject, regions, regions_with_mentions
from archive.model.records.view import Region
from archive.package import layout
from indexer.documents.act_to_document import Volume, act_document
from indexer.documents.document import Document
from khizana.outcome import Outcome
from khizana.service.access.embargo_filter import EmbargoFilter
from khizana.service.audit import known_differences
from khizana.service.lifecycle import register_chain
from khizana.service.lifecycle.answers import AccessToday, ActCopy, ActRegion, Corners, RecordedAt, Shown, part
from khizana.wiring.session import Session


def show(session: Session, identifier: str) -> Outcome[Shown]:
    """The act as it stands today, once for each paper copy that is held; CannotWork when none is."""
    frozen, found = register_chain.current(session, identifier)
    embargo = EmbargoFilter(session)
    copies = tuple(
        kept(session, chain, package, act, embargo.said(_document(session, package, act)))
        for chain, package, act in found
    )
    read = [name for chain, package, act in found for name in read_from(chain, package, act)]
    return known_differences.said(session, Outcome(Shown(asked=identifier, act=frozen, copies=copies)), read, read=True)


def read_from(chain: Sequence[str], package: str, act: ActObject) -> list[str]:
    """The packages that an act as it stands was read from: its own, the head of its chain, those of its images."""
    return [package, chain[-1], *(region.package for region in regions_with_mentions(act))]


def access_of(session: Session, embargo: EmbargoFilter, package: str, act: ActObject) -> Access:
    """Since or until when others may see it: asked of the same days as search finds it by."""
    return embargo.of(_document(session, package, act))


def _document(session: Session, package: str, act: ActObject) -> Document:
    return act_document(act, Volume.read(session.reading.register(package), package))


def kept(session: Session, chain: Sequence[str], package: str, act: ActObject, access: AccessToday) -> ActCopy:
    """One paper copy of an act: as keyed, where it stands, and the entry that vouches for it."""
    register = session.reading.register(package)
    images = register_chain.Images(session.reading, chain)
    position, tagmanifest = session.catalogue.recorded(package)
    return ActCopy(
        act=act,
        register=str(register["id"]),
        copy=parse_package(package)[0].copy,
        office=part(session.reading.register(chain[-1]), "office"),
        package=package,
        version=parse_package(package)[1],
        versions=len(chain),
        path=session.store.place(package),
        stands=tuple(_stands(images, region) for region in regions(act)),
        recorded=RecordedAt(position, str(tagmanifest)),
        access=access,
    )


def _stands(images: register_chain.Images, region: Region) -> ActRegion:
    """Where a region lies; the image may be in an older package, and may have been imaged anew since."""
    view = images.view(region.package, region.view)
    return ActRegion(
        package=region.package,
        view=region.view,
        sha256=region.digest.hex,
        boxes=tuple(Corners.of(box) for box in region.boxes),
        file=layout.within(region.package, layout.representation(layout.MASTER, view.file)),
        leaf=view.leaf,
        pages=view.pages,
        size=(view.width, view.height),
        replaced_by=tuple(images.replaced_by(view.name)),
    )
