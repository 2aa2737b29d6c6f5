"""The one door to lxml in this room: no DOCTYPE, no entity, no network, and nothing is fetched for a document's sake.

What stands before the root is looked at by expat first, so that a declaration is found before anything could expand it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, BinaryIO
from xml.parsers import expat

from lxml import etree

Element = etree._Element
LARGEST = 64 << 20
"""A document that is held whole has at most so many bytes."""
_PROLOG = 1 << 20
_UNDECLARED = re.compile(r"[Ee]ntity '?[^']*'? not defined|undefined entity|[Ee]ntity .* not defined")


class InvalidXml(ValueError):
    """The bytes are not XML that we take; `code` is the finding code."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class _RootReached(Exception):
    """The prolog is over."""


class _Prolog:
    """What was declared before the root."""

    def __init__(self) -> None:
        self.doctype = False
        self.entities: list[str] = []

    def begin(self, *_: object) -> None:
        self.doctype = True

    def entity(self, name: str, *_: object) -> None:
        self.entities.append(name)

    def root(self, *_: object) -> None:
        raise _RootReached


def declarations(head: bytes) -> Iterator[InvalidXml]:
    """XML_DTD_FORBIDDEN for a DOCTYPE in the first bytes of a document, XML_ENTITY for an entity that it declares."""
    found = _Prolog()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = found.begin
    parser.EntityDeclHandler = found.entity
    parser.EndDoctypeDeclHandler = found.root
    parser.StartElementHandler = found.root
    with suppress(
        _RootReached, expat.ExpatError, ValueError, LookupError
    ):  # the parser of the whole says what is wrong
        parser.Parse(head, False)
    if found.doctype:
        yield InvalidXml("XML_DTD_FORBIDDEN", "a document type declaration stands before the root")
    if found.entities:
        yield InvalidXml("XML_ENTITY", f"entities are declared: {', '.join(found.entities[:3])}")


def faults(content: bytes) -> tuple[InvalidXml, ...]:
    """Everything for which a document is refused as XML; nothing when it can be read."""
    declared = tuple(declarations(content[:_PROLOG]))
    if declared:
        return declared
    try:
        parse(content)
    except InvalidXml as error:
        return (error,)
    return ()


def parse(content: bytes) -> Element:
    """The root of a document held whole; InvalidXml."""
    if len(content) > LARGEST:
        raise InvalidXml("XML_NOT_WELL_FORMED", f"larger than {LARGEST} bytes")
    for fault in declarations(content[:_PROLOG]):
        raise fault
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _said(error) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise InvalidXml("XML_DTD_FORBIDDEN", "a document type declaration stands before the root")
    return root


def elements(stream: BinaryIO) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """`start` or `end`, the name in Clark notation, and the attributes of each element in turn; memory stays flat. InvalidXml."""
    for event, element in _events(stream, ("start", "end")):
        if not isinstance(element.tag, str):
            raise InvalidXml("XML_ENTITY", "an entity that was never declared is named")
        yield event, element.tag, dict(element.items())
        if event == "end":
            forget(element)


def subtrees(stream: BinaryIO, *names: str) -> Iterator[Element]:
    """Each element of those local names with all that it holds, let go of when the next is asked for. InvalidXml."""
    for _, element in _events(stream, ("end",), [f"{{*}}{name}" for name in names]):
        yield element
        forget(element)


def _events(stream: BinaryIO, events: tuple[str, ...], tag: str | list[str] | None = None) -> Iterator[tuple[str, Any]]:
    stream.seek(0)
    for fault in declarations(stream.read(_PROLOG) or b""):
        raise fault
    stream.seek(0)
    try:
        yield from parsed(stream, events, tag)
    except InvalidXml:
        raise
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _said(error) from None


def parsed(stream: BinaryIO, events: tuple[str, ...], tag: str | list[str] | None = None) -> Iterator[tuple[str, Any]]:
    """The one hardened parser of XML that is read as a stream: no network, no DTD, no entities, no document too deep.

    etree.XMLSyntaxError for what is not well-formed, InvalidXml for a DOCTYPE. Let go of what was read with `forget`.
    """
    parser = etree.iterparse(
        stream,
        events=events,
        tag=tag,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    first = True
    for event, element in parser:
        if first and element.getroottree().docinfo.internalDTD is not None:
            raise InvalidXml("XML_DTD_FORBIDDEN", "a document type declaration stands before the root")
        first = False
        yield event, element


def named(element: Element) -> tuple[str, str]:
    """The namespace of an element (empty without one) and its local name."""
    name = etree.QName(element)
    return name.namespace or "", name.localname


def _said(error: Exception) -> InvalidXml:
    said = str(error)
    return InvalidXml("XML_ENTITY" if _UNDECLARED.search(said) else "XML_NOT_WELL_FORMED", said)


def forget(element: Any) -> None:
    """Let go of an element and what stands before it; its siblings to come are not touched."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
