"""`plan(material) -> PackagePlan`: everything that one package will hold, in the order in which it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from archive.model.json import Json, write_line, write_pretty
from archive.model.records.facts import Own
from archive.model.records.register_state import apply_version
from archive.model.records.version import Link
from archive.package import layout
from archive.package.facts import condense_register, condense_standing
from archive.package.input.acts import kept_acts
from archive.package.input.file_layout import Arrangement, arrange
from archive.package.input.manifest_extract import manifest_extract
from archive.package.input.package_input import Material
from archive.package.input.register_document import register_document
from archive.package.mets.mets_document import mets
from archive.package.plan import Entry, GeneratedDocument, PackagePlan
from archive.package.premis.premis_document import premis
from archive.package.utc_time import day

PROFILE = "urn:khizana:bagit-profile:1"
"""The identifier of schemas/bagit-profile.json."""


def plan(material: Material) -> PackagePlan:
    """Arrange an accepted register as a package; MaterialIncomplete when it names what it does not hold."""
    arrangement = arrange(material)
    for _ in kept_acts(material, arrangement):
        pass  # an act that stands nowhere is said now, before a store has written anything
    return PackagePlan(
        material.package, arrangement.copies, tuple(_documents(material, arrangement)), _bag_info(material)
    )


def _documents(material: Material, arrangement: Arrangement) -> Iterator[GeneratedDocument]:
    def written(inside: str, chunks: Callable[[Mapping[str, Entry]], Iterator[bytes]]) -> GeneratedDocument:
        return GeneratedDocument(layout.within(material.package, inside), chunks)

    if material.has_acts:
        acts = layout.representation(layout.ACTS, layout.ACTS_FILE)
        yield written(acts, lambda _: map(write_line, kept_acts(material, arrangement)))
    yield written(layout.REGISTER, lambda _: _document(register_document(material, arrangement)))
    yield written(layout.FACTS, lambda _: _document(_facts(material, arrangement)))
    if material.disposed is None:
        extract = layout.representation(layout.SUBMISSION, layout.MANIFEST_EXTRACT)
        yield written(extract, lambda _: _document(manifest_extract(material)))
    yield written(layout.PREMIS, lambda before: premis(material, arrangement, before))
    yield written(layout.METS, lambda before: mets(material, arrangement, before))


def _document(content: Mapping[str, Json]) -> Iterator[bytes]:
    yield write_pretty(content)


def _facts(material: Material, arrangement: Arrangement) -> dict[str, Json]:
    """Those of a version tell the register as it stands after it, so that completeness reads the head of a chain alone."""
    if material.disposed is not None:
        gone = Own(views=0, pages=0, acts=0, mentions=0)
        before = material.disposed.facts
        return replace(before, package=material.package, own=gone, disposed=material.disposed.reason).to_json()
    if material.standing is None:
        acts = (act.content for act in material.acts)
        return condense_register(material.register, material.package, material.delivered, acts).to_json()
    own = list(kept_acts(material, arrangement))
    unsealed = Link(material.package, material.verdict)  # facts say nothing of digests
    description = material.delivered.description
    after = apply_version(material.standing, unsealed, arrangement.views, own, description)
    return condense_standing(material.register, after, arrangement.views, own).to_json()


def _bag_info(material: Material) -> tuple[tuple[str, str], ...]:
    name, version = material.software
    lines = [
        ("BagIt-Profile-Identifier", PROFILE),
        ("Source-Organization", str(material.manifest.content["contractor"])),
        ("External-Identifier", material.package),
        ("External-Description", f"Civil-status register {material.register}, version {material.version}"),
        ("Bag-Group-Identifier", str(material.register)),
        ("Internal-Sender-Identifier", material.manifest.identifier),
        ("Bagging-Date", day(material.packaged)),
        ("Bag-Software-Agent", f"{name} {version}"),
    ]
    if material.predecessor is not None:
        lines.append(("Predecessor", material.predecessor.package))
        lines.append(("Predecessor-Tagmanifest", str(material.predecessor.tagmanifest)))
    return tuple(lines)
