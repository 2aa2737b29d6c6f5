"""metadata/preservation/premis.xml: PREMIS 3 (January 2016), written as a stream."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from archive.package import layout
from archive.package.arrangement import Arrangement
from archive.package.formats import media_type
from archive.package.material import Material
from archive.package.plan import Entry
from archive.package.premis_events import Agent, PremisEvent, agents, events
from archive.package.xml import Writer, write_document

NAMESPACE = "http://www.loc.gov/premis/v3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_VOCABULARY = "http://id.loc.gov/vocabulary/preservation/"
_NAMESPACES: Mapping[str | None, str] = MappingProxyType({None: NAMESPACE, "xsi": _XSI})
_PATH = "path in package"


def premis(material: Material, arrangement: Arrangement, written: Mapping[str, Entry]) -> Iterator[bytes]:
    """The register, its representations and every file written so far, with the events and agents that touched them."""
    attributes = {
        "version": "3.0",
        f"{{{_XSI}}}schemaLocation": f"{NAMESPACE} http://www.loc.gov/standards/premis/v3/premis.xsd",
    }
    return write_document("premis", _NAMESPACES, attributes, lambda xml: _body(xml, material, arrangement, written))


def _body(xml: Writer, material: Material, arrangement: Arrangement, written: Mapping[str, Entry]) -> Iterator[None]:
    representations = layout.representations(material.package, written)
    _register(xml, material, representations)
    for name in representations:
        _representation(xml, material, name)
    for copied in arrangement.copies:
        _file(xml, material, copied.entry, copied.source)
        yield
    for inside in layout.DOCUMENTS:
        if entry := written.get(layout.within(material.package, inside)):
            _file(xml, material, entry, None)
    for number, event in enumerate(events(material), start=1):
        _event(xml, material, number, event, representations)
    for agent in agents(material):
        _agent(xml, agent)
    yield


def _identifier(xml: Writer, element: str, scheme: str, value: str) -> None:
    with xml.element(element):
        xml.leaf(f"{element}Type", scheme)
        xml.leaf(f"{element}Value", value)


def _term(xml: Writer, element: str, vocabulary: str, word: str, code: str) -> None:
    """A word of the Library of Congress; its own URI names the vocabulary too, so that is not written beside each."""
    xml.leaf(element, word, {"valueURI": f"{_VOCABULARY}{vocabulary}/{code}"})


def _related(xml: Writer, word: str, code: str, objects: Iterable[str]) -> None:
    with xml.element("relationship"):
        _term(xml, "relationshipType", "relationshipType", "structural", "str")
        _term(xml, "relationshipSubType", "relationshipSubType", word, code)
        for value in objects:
            _identifier(xml, "relatedObjectIdentifier", _PATH, value)


def _register(xml: Writer, material: Material, representations: Collection[str]) -> None:
    with xml.element("object", {f"{{{_XSI}}}type": "intellectualEntity"}):
        _identifier(xml, "objectIdentifier", "register", str(material.register))
        _identifier(xml, "objectIdentifier", "package", material.package)
        if representations:
            paths = [f"{material.package}/representations/{name}" for name in representations]
            _related(xml, "is represented by", "isr", paths)
        if material.predecessor is not None:
            with xml.element("relationship"):
                _term(xml, "relationshipType", "relationshipType", "logical", "log")
                xml.leaf("relationshipSubType", "follows")
                _identifier(xml, "relatedObjectIdentifier", "package", material.predecessor.package)


def _representation(xml: Writer, material: Material, name: str) -> None:
    with xml.element("object", {f"{{{_XSI}}}type": "representation"}):
        _identifier(xml, "objectIdentifier", _PATH, f"{material.package}/representations/{name}")
        with xml.element("relationship"):
            _term(xml, "relationshipType", "relationshipType", "structural", "str")
            _term(xml, "relationshipSubType", "relationshipSubType", "represents", "rep")
            _identifier(xml, "relatedObjectIdentifier", "register", str(material.register))


def _file(xml: Writer, material: Material, entry: Entry, source: str | None) -> None:
    path = entry.path.removeprefix(layout.folder(material.package))
    puid = material.files[source].puid if source is not None else ""
    with xml.element("object", {f"{{{_XSI}}}type": "file"}):
        _identifier(xml, "objectIdentifier", _PATH, f"{material.package}/{path}")
        with xml.element("objectCharacteristics"):
            with xml.element("fixity"):
                _term(xml, "messageDigestAlgorithm", "cryptographicHashFunctions", "SHA-256", "sha256")
                xml.leaf("messageDigest", entry.digest.hex)
            xml.leaf("size", str(entry.size))
            with xml.element("format"):
                with xml.element("formatDesignation"):
                    xml.leaf("formatName", media_type(path))
                if puid:
                    with xml.element("formatRegistry"):
                        xml.leaf("formatRegistryName", "PRONOM")
                        xml.leaf("formatRegistryKey", puid)
                        xml.leaf("formatRegistryRole", "specification")
        if source is not None:
            xml.leaf("originalName", source)
        name = layout.representation_of(path)
        if name is not None:
            _related(xml, "is included in", "isi", [f"{material.package}/representations/{name}"])


def _event(xml: Writer, material: Material, number: int, event: PremisEvent, representations: Collection[str]) -> None:
    with xml.element("event"):
        _identifier(xml, "eventIdentifier", "event", f"{material.package}/event/{number}")
        _term(xml, "eventType", "eventType", event.kind, event.code)
        xml.leaf("eventDateTime", event.time)
        with xml.element("eventDetailInformation"):
            xml.leaf("eventDetail", event.detail)
        if event.outcome:
            with xml.element("eventOutcomeInformation"):
                xml.leaf("eventOutcome", event.outcome)
                if event.note:
                    with xml.element("eventOutcomeDetail"):
                        xml.leaf("eventOutcomeDetailNote", event.note)
        for agent, role in event.agents:
            with xml.element("linkingAgentIdentifier"):
                xml.leaf("linkingAgentIdentifierType", agent.scheme)
                xml.leaf("linkingAgentIdentifierValue", agent.identifier)
                xml.leaf("linkingAgentRole", role)
        if event.masters and layout.MASTER in representations:
            _identifier(xml, "linkingObjectIdentifier", _PATH, f"{material.package}/representations/{layout.MASTER}")
        else:
            _identifier(xml, "linkingObjectIdentifier", "package", material.package)


def _agent(xml: Writer, agent: Agent) -> None:
    with xml.element("agent"):
        _identifier(xml, "agentIdentifier", agent.scheme, agent.identifier)
        xml.leaf("agentName", agent.name)
        xml.leaf("agentType", agent.kind)
        if agent.version:
            xml.leaf("agentVersion", agent.version)
