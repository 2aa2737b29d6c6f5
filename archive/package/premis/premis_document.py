"""metadata/preservation/premis.xml: PREMIS 3 (January 2016), written as a stream."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from archive.package import layout
from archive.package.formats import media_type
from archive.package.input.file_layout import Arrangement
from archive.package.input.package_input import Material
from archive.package.plan import Entry
from archive.package.premis.premis_events import events, migrated
from archive.package.premis.premis_writing import (
    NAMESPACES,
    ROOT,
    XSI,
    agent,
    event,
    identifier,
    related,
    statutes,
    term,
)
from archive.package.premis_values import PACKAGE, PATH, REGISTER
from archive.package.premis_vocabulary import HashFunction, Related, Relationship
from archive.package.xml import Pattern, Writer, write_document

_TYPE = f"{{{XSI}}}type"


def premis(material: Material, arrangement: Arrangement, written: Mapping[str, Entry]) -> Iterator[bytes]:
    """The register, its representations and every file written so far, with events, agents and rights."""
    return write_document("premis", NAMESPACES, ROOT, lambda xml: _body(xml, material, arrangement, written))


def _body(xml: Writer, material: Material, arrangement: Arrangement, written: Mapping[str, Entry]) -> Iterator[None]:
    representations = layout.representations(material.package, written)
    _register(xml, material, representations)
    for name in representations:
        _representation(xml, material, name)
    files = _Files(xml, material, arrangement)
    for copied in arrangement.copies:
        files.write(copied.entry, copied.source)
        yield
    for inside in layout.DOCUMENTS:
        if entry := written.get(layout.within(material.package, inside)):
            files.write(entry, None)
    told = events(material, arrangement)
    for one in told:
        event(xml, "event", one)
    for acting in dict.fromkeys(acting for one in told for acting, _ in one.agents):
        agent(xml, acting)
    statutes(xml, material.package, material.statutes)
    yield


def _register(xml: Writer, material: Material, representations: Collection[str]) -> None:
    with xml.element("object", {_TYPE: "intellectualEntity"}):
        identifier(xml, "objectIdentifier", REGISTER, str(material.register))
        identifier(xml, "objectIdentifier", PACKAGE, material.package)
        if representations:
            paths = [f"{material.package}/representations/{name}" for name in representations]
            related(xml, Relationship.STRUCTURAL, Related.REPRESENTED_BY, PATH, paths)
        if material.predecessor is not None:
            related(xml, Relationship.LOGICAL, "follows", PACKAGE, [material.predecessor.package])


def _representation(xml: Writer, material: Material, name: str) -> None:
    with xml.element("object", {_TYPE: "representation"}):
        identifier(xml, "objectIdentifier", PATH, f"{material.package}/representations/{name}")
        related(xml, Relationship.STRUCTURAL, Related.REPRESENTS, REGISTER, [str(material.register)])


class _Files:
    """Writes the objects of files, each from the pattern of its shape: there are as many as the register has pages."""

    def __init__(self, xml: Writer, material: Material, arrangement: Arrangement) -> None:
        self._xml = xml
        self._facts = material.files
        self._package = material.package
        self._start = len(layout.folder(material.package))
        self._sources: dict[str, list[str]] = {}
        for path, source in migrated(material, arrangement):
            self._sources.setdefault(path, []).append(source)
        self._patterns: dict[tuple[bool, bool, int, str | None], Pattern] = {}

    def write(self, entry: Entry, source: str | None) -> None:
        """One file; `source` is its delivered path, None for a document of ours."""
        inside = entry.path[self._start :]
        path = f"{self._package}/{inside}"
        puid = self._facts[source].puid if source is not None else ""
        older = self._sources.get(path, ())
        shape = source is not None, bool(puid), len(older), layout.representation_of(inside)
        if shape not in self._patterns:
            write = partial(_file, self._package, *shape)
            self._patterns[shape] = self._xml.pattern(write, 6 + len(older))
        measured = (path, entry.digest.hex, str(entry.size), media_type(inside))
        self._xml.fill(self._patterns[shape], (*measured, puid, source or "", *older))


def _file(
    package: str,
    delivered: bool,
    identified: bool,
    derived: int,
    representation: str | None,
    xml: Writer,
    path: str,
    digest: str,
    size: str,
    mime: str,
    puid: str,
    source: str,
    *older: str,
) -> None:
    with xml.element("object", {_TYPE: "file"}):
        identifier(xml, "objectIdentifier", PATH, path)
        with xml.element("objectCharacteristics"):
            with xml.element("fixity"):
                term(xml, "messageDigestAlgorithm", HashFunction.SHA256)
                xml.leaf("messageDigest", digest)
            xml.leaf("size", size)
            with xml.element("format"):
                with xml.element("formatDesignation"):
                    xml.leaf("formatName", mime)
                if identified:
                    _pronom(xml, puid)
        if delivered:
            xml.leaf("originalName", source)
        _where(xml, package, representation, older[:derived])


def _pronom(xml: Writer, puid: str) -> None:
    with xml.element("formatRegistry"):
        xml.leaf("formatRegistryName", "PRONOM")
        xml.leaf("formatRegistryKey", puid)
        xml.leaf("formatRegistryRole", "specification")


def _where(xml: Writer, package: str, representation: str | None, older: Sequence[str]) -> None:
    if representation is not None:
        paths = [f"{package}/representations/{representation}"]
        related(xml, Relationship.STRUCTURAL, Related.INCLUDED_IN, PATH, paths)
    if older:
        related(xml, Relationship.DERIVATION, Related.HAS_SOURCE, PATH, older)
