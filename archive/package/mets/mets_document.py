"""METS.xml: METS 1.12.1 under the E-ARK profile CSIP 2.2.0, written as a stream, memory flat. No person's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

from archive.package import layout
from archive.package.formats import media_type
from archive.package.input.file_layout import Arrangement
from archive.package.input.package_input import Material
from archive.package.mets.mets_structure import file_id, structure
from archive.package.plan import Entry
from archive.package.utc_time import utc
from archive.package.xml import Writer, write_document

NAMESPACE = "http://www.loc.gov/METS/"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
XLINK = "http://www.w3.org/1999/xlink"
PROFILE = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
_RIGHTS = "xmlns(p=http://www.loc.gov/premis/v3) xpointer(/p:premis/p:rights)"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NAMESPACES: Mapping[str | None, str] = MappingProxyType({None: NAMESPACE, "csip": CSIP, "xlink": XLINK, "xsi": _XSI})
_CONTENT = MappingProxyType(
    {
        layout.MASTER: "page images as delivered",
        layout.ACTS: "keyed acts, one JSON object a line",
        layout.TRANSCRIPTION: "transcriptions of pages",
        layout.SUBMISSION: "descriptions and tables as delivered",
    }
)


def mets(material: Material, arrangement: Arrangement, written: Mapping[str, Entry]) -> Iterator[bytes]:
    """The root METS of a package: it refers to every file in `written` that lies in the package's folder."""
    attributes = {
        "OBJID": material.package,
        "TYPE": "Other",
        f"{{{CSIP}}}OTHERTYPE": "Civil-status register",
        f"{{{CSIP}}}CONTENTINFORMATIONTYPE": "MIXED",
        "LABEL": str(material.register),
        "PROFILE": PROFILE,
        f"{{{_XSI}}}schemaLocation": f"{NAMESPACE} http://www.loc.gov/standards/mets/mets.xsd",
    }
    return write_document("mets", _NAMESPACES, attributes, lambda xml: _body(xml, material, arrangement, written))


def _body(xml: Writer, material: Material, arrangement: Arrangement, written: Mapping[str, Entry]) -> Iterator[None]:
    created = utc(material.packaged)
    start = layout.folder(material.package)
    _header(xml, material, created)
    _metadata(xml, start, written, created, bool(material.statutes))
    yield
    groups = layout.representations(material.package, written)
    if groups:
        with xml.element("fileSec", {"ID": "IDfileSec"}):
            for name in groups:
                yield from _file_group(xml, name, start, written, created)
    yield from structure(xml, material, arrangement, groups)


def _header(xml: Writer, material: Material, created: str) -> None:
    name, version = material.software
    with xml.element("metsHdr", {"CREATEDATE": created, "LASTMODDATE": created, f"{{{CSIP}}}OAISPACKAGETYPE": "AIP"}):
        with xml.element("agent", {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}):
            xml.leaf("name", name)
            xml.leaf("note", version, {f"{{{CSIP}}}NOTETYPE": "SOFTWARE VERSION"})
        with xml.element("agent", {"ROLE": "OTHER", "OTHERROLE": "SUBMITTER", "TYPE": "ORGANIZATION"}):
            code = str(material.manifest.content["contractor"])
            xml.leaf("name", code)
            xml.leaf("note", code, {f"{{{CSIP}}}NOTETYPE": "IDENTIFICATIONCODE"})


def _metadata(xml: Writer, start: str, written: Mapping[str, Entry], created: str, rights: bool) -> None:
    other = {"MDTYPE": "OTHER"}
    descriptive = (
        ("register", layout.REGISTER, {**other, "OTHERMDTYPE": "KHIZANA-REGISTER", "MDTYPEVERSION": "1"}),
        ("facts", layout.FACTS, {**other, "OTHERMDTYPE": "KHIZANA-FACTS", "MDTYPEVERSION": "1"}),
    )
    for name, path, kind in descriptive:
        with xml.element("dmdSec", {"ID": f"IDdmd-{name}", "CREATED": created, "STATUS": "CURRENT"}):
            _reference(xml, path, written[start + path], kind, created)
    kind = {"MDTYPE": "PREMIS", "MDTYPEVERSION": "3.0"}
    with xml.element("amdSec", {"ID": "IDamd"}):
        if rights:
            with xml.element("rightsMD", {"ID": "IDrights-premis", "CREATED": created, "STATUS": "CURRENT"}):
                pointed = {**kind, "XPTR": _RIGHTS}
                _reference(xml, layout.PREMIS, written[start + layout.PREMIS], pointed, created)
        with xml.element("digiprovMD", {"ID": "IDdigiprov-premis", "CREATED": created, "STATUS": "CURRENT"}):
            _reference(xml, layout.PREMIS, written[start + layout.PREMIS], kind, created)


def _reference(xml: Writer, path: str, entry: Entry, kind: Mapping[str, str], created: str) -> None:
    measured = _measured(media_type(path), str(entry.size), entry.digest.hex, created)
    xml.leaf("mdRef", "", {**_location(path), **kind, **measured})


def _location(path: str) -> dict[str, str]:
    return {"LOCTYPE": "URL", f"{{{XLINK}}}type": "simple", f"{{{XLINK}}}href": path}


def _measured(mime: str, size: str, digest: str, created: str) -> dict[str, str]:
    return {"MIMETYPE": mime, "SIZE": size, "CREATED": created, "CHECKSUM": digest, "CHECKSUMTYPE": "SHA-256"}


def _file_group(xml: Writer, name: str, start: str, written: Mapping[str, Entry], created: str) -> Iterator[None]:
    attributes = {
        "ID": f"IDgroup-{name}",
        "USE": f"Representations/{name}",
        "ADMID": "IDdigiprov-premis",
        f"{{{CSIP}}}CONTENTINFORMATIONTYPE": "OTHER",
        f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE": _CONTENT[name],
    }
    folder = start + layout.representation(name)
    with xml.element("fileGrp", attributes):
        pattern = xml.pattern(partial(_file, created), 5)
        for path, entry in written.items():
            if path.startswith(folder):
                inside = path[len(start) :]
                xml.fill(pattern, (file_id(inside), inside, media_type(path), str(entry.size), entry.digest.hex))
                yield


def _file(created: str, xml: Writer, identifier: str, path: str, mime: str, size: str, digest: str) -> None:
    with xml.element("file", {"ID": identifier, **_measured(mime, size, digest, created)}):
        xml.leaf("FLocat", "", _location(path))
