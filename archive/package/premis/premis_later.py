"""A package's PREMIS with what happened to it afterwards: a package never changes, so its later life is told beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from archive.package.premis.premis_writing import NAMESPACE, NAMESPACES, ROOT, XSI, agent, event, identifier, terms
from archive.package.premis_values import PACKAGE, REGISTER, Agent, Event, Terms
from archive.package.xml import Node, Writer, read_children, write_document

_SECTIONS = ("object", "event", "agent", "rights")
"""In the order in which they stand (premis-3.0.xsd, premisComplexType)."""


def later_premis(
    package: str, register: str, kept: BinaryIO | None, later: Sequence[Event], policies: Sequence[Terms]
) -> Iterator[bytes]:
    """Everything that `kept`, the package's own premis.xml, says, then the later events, and the terms that policies set today.

    Without it (the package was disposed of) the package is an object of which nothing but its identifiers is known. `later` is
    numbered by the ledger. NotWellFormed.
    """
    return write_document("premis", NAMESPACES, ROOT, lambda xml: _body(xml, package, register, kept, later, policies))


def _body(
    xml: Writer,
    package: str,
    register: str,
    kept: BinaryIO | None,
    later: Sequence[Event],
    policies: Sequence[Terms],
) -> Iterator[None]:
    from_package = () if kept is None else _read(kept)
    if kept is None:
        with xml.element("object", {f"{{{XSI}}}type": "intellectualEntity"}):
            identifier(xml, "objectIdentifier", REGISTER, register)
            identifier(xml, "objectIdentifier", PACKAGE, package)
    reached = 0
    known: set[tuple[str, ...]] = set()
    for section, node in from_package:
        while reached < section:
            _add(xml, _SECTIONS[reached], package, later, policies, known)
            reached += 1
        if _SECTIONS[section] == "agent":
            known.add(tuple(child.text for child in node.children[0].children))
        xml.copy(node)
        yield
    for name in _SECTIONS[reached:]:
        _add(xml, name, package, later, policies, known)
    yield


def _read(kept: BinaryIO) -> Iterator[tuple[int, Node]]:
    for node in read_children(kept):
        yield _SECTIONS.index(node.name.removeprefix(f"{{{NAMESPACE}}}")), node


def _add(
    xml: Writer,
    section: str,
    package: str,
    later: Sequence[Event],
    policies: Sequence[Terms],
    known: set[tuple[str, ...]],
) -> None:
    """What comes after the package's own part of a section."""
    match section:
        case "event":
            for one in later:
                event(xml, "ledger entry", one)
        case "agent":
            for acting in _agents(later):
                if (acting.scheme, acting.identifier) not in known:
                    agent(xml, acting)
        case "rights":
            terms(xml, package, policies)
        case _:
            pass


def _agents(later: Sequence[Event]) -> tuple[Agent, ...]:
    return tuple(dict.fromkeys(acting for one in later for acting, _ in one.agents))
