"""Events, agents and rights written as PREMIS 3, the same in a package and in a document of custody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from archive.package.premis_values import PACKAGE, Agent, Event, Statute, Terms, Touched
from archive.package.premis_vocabulary import Related, Relationship, RightsBasis, Term
from archive.package.xml import Writer

NAMESPACE = "http://www.loc.gov/premis/v3"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NAMESPACES: Mapping[str | None, str] = MappingProxyType({None: NAMESPACE, "xsi": XSI})
ROOT: Mapping[str, str] = MappingProxyType(
    {"version": "3.0", f"{{{XSI}}}schemaLocation": f"{NAMESPACE} http://www.loc.gov/standards/premis/v3/premis.xsd"}
)
"""The attributes of the root; where its schema lies is said for others, and never followed by us."""


def identifier(xml: Writer, element: str, scheme: str, value: str) -> None:
    """An identifier of any entity: its type and its value."""
    with xml.element(element):
        xml.leaf(f"{element}Type", scheme)
        xml.leaf(f"{element}Value", value)


def term(xml: Writer, element: str, word: Term) -> None:
    """A word of the Library of Congress; its own URI names the list too, so that is not written beside each."""
    xml.leaf(element, word.word, {"valueURI": word.uri})


def related(xml: Writer, kind: Relationship, how: Related | str, scheme: str, objects: Iterable[str]) -> None:
    """A relationship to other objects; a word that the list does not have stands without a URI."""
    with xml.element("relationship"):
        term(xml, "relationshipType", kind)
        if isinstance(how, Related):
            term(xml, "relationshipSubType", how)
        else:
            xml.leaf("relationshipSubType", how)
        for value in objects:
            identifier(xml, "relatedObjectIdentifier", scheme, value)


def event(xml: Writer, scheme: str, told: Event) -> None:
    """One event; `scheme` says what its number counts in."""
    with xml.element("event"):
        identifier(xml, "eventIdentifier", scheme, told.number)
        term(xml, "eventType", told.kind)
        xml.leaf("eventDateTime", told.time)
        with xml.element("eventDetailInformation"):
            xml.leaf("eventDetail", told.detail)
        if told.outcome is not None:
            with xml.element("eventOutcomeInformation"):
                term(xml, "eventOutcome", told.outcome)
                for note in told.notes:
                    with xml.element("eventOutcomeDetail"):
                        xml.leaf("eventOutcomeDetailNote", note)
        for agent_, role in told.agents:
            with xml.element("linkingAgentIdentifier"):
                xml.leaf("linkingAgentIdentifierType", agent_.scheme)
                xml.leaf("linkingAgentIdentifierValue", agent_.identifier)
                term(xml, "linkingAgentRole", role)
        for touched in told.objects:
            _touched(xml, touched)


def agent(xml: Writer, acting: Agent) -> None:
    """One agent."""
    with xml.element("agent"):
        identifier(xml, "agentIdentifier", acting.scheme, acting.identifier)
        xml.leaf("agentName", acting.name)
        term(xml, "agentType", acting.kind)
        if acting.version:
            xml.leaf("agentVersion", acting.version)


def statutes(xml: Writer, package: str, provisions: Iterable[Statute]) -> None:
    """What the law says of a package, one statement a provision; nothing where there is none."""
    listed = list(provisions)
    if not listed:
        return
    with xml.element("rights"):
        for number, one in enumerate(listed, start=1):
            with xml.element("rightsStatement"):
                identifier(xml, "rightsStatementIdentifier", "rights", f"{package}/rights/{number}")
                term(xml, "rightsBasis", RightsBasis.STATUTE)
                with xml.element("statuteInformation"):
                    xml.leaf("statuteJurisdiction", one.jurisdiction)
                    xml.leaf("statuteCitation", one.citation)
                    xml.leaf("statuteNote", one.note)
                with xml.element("rightsGranted"):
                    term(xml, "act", one.governs)
                    if one.restriction:
                        xml.leaf("restriction", one.restriction)
                _touched(xml, Touched(PACKAGE, package))


def terms(xml: Writer, package: str, policies: Iterable[Terms]) -> None:
    """What the policies in force today grant or close, and until when."""
    listed = list(policies)
    if not listed:
        return
    with xml.element("rights"):
        for one in listed:
            with xml.element("rightsStatement"):
                identifier(xml, "rightsStatementIdentifier", "rights", one.number)
                term(xml, "rightsBasis", RightsBasis.POLICY)
                with xml.element("otherRightsInformation"):
                    term(xml, "otherRightsBasis", RightsBasis.POLICY)
                    xml.leaf("otherRightsNote", one.source)
                with xml.element("rightsGranted"):
                    term(xml, "act", one.governs)
                    if one.restriction:
                        xml.leaf("restriction", one.restriction)
                    with xml.element("termOfRestriction" if one.restriction else "termOfGrant"):
                        xml.leaf("startDate", one.begins)
                        if one.until:
                            xml.leaf("endDate", one.until)
                _touched(xml, Touched(PACKAGE, package))


def _touched(xml: Writer, touched: Touched) -> None:
    with xml.element("linkingObjectIdentifier"):
        xml.leaf("linkingObjectIdentifierType", touched.scheme)
        xml.leaf("linkingObjectIdentifierValue", touched.identifier)
        if touched.role is not None:
            term(xml, "linkingObjectRole", touched.role)
