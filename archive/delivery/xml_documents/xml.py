"""The one door to lxml in this room: no DOCTYPE, no entity, no network, and nothing is fetched for a document's sake.

What stands before the root is looked at by expat first, so that a declaration is found before anything could expand it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, BinaryIO, Protocol
from xml.parsers import expat

from lxml import etree

from archive.errors import ArchiveError

Element = etree._Element
DOCTYPE = "XML_DTD_FORBIDDEN"
LARGEST = 64 << 20
"""A document that is held whole has at most so many bytes."""
PROLOG = 1 << 20
"""So many bytes of a document are looked at for what stands before its root."""
_UNDECLARED = re.compile(r"[Ee]ntity '?[^']*'? not defined|undefined entity|[Ee]ntity .* not defined")


class InvalidXml(ArchiveError, ValueError):
    """The bytes are not XML that we take; `code` is the finding code."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class _Readable(Protocol):
    def seek(self, at: int, /) -> object: ...

    def read(self, size: int, /) -> bytes | None: ...


class _RootReached(ArchiveError):
    """The prolog is over."""


class _Prolog:
    """What was declared before the root."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self.begin
        self.parser.EntityDeclHandler = self.entity
        self.parser.EndDoctypeDeclHandler = self.end
        self.parser.StartElementHandler = self.root
        self.doctype = False
        self.span = (0, 0)
        self.entities: list[str] = []

    def look(self, head: bytes) -> None:
        """Read so far as to the root; what is wrong, the parser of the whole will say."""
        with suppress(_RootReached, expat.ExpatError, ValueError, LookupError):
            self.parser.Parse(head, False)

    def begin(self, *_: object) -> None:
        self.doctype = True
        self.span = (self.parser.CurrentByteIndex, 0)

    def end(self) -> None:
        self.span = (self.span[0], self.parser.CurrentByteIndex)
        raise _RootReached

    def entity(self, name: str, *_: object) -> None:
        self.entities.append(name)

    def root(self, *_: object) -> None:
        raise _RootReached


def declarations(head: bytes) -> Iterator[InvalidXml]:
    """XML_DTD_FORBIDDEN for a DOCTYPE in the first bytes of a document, XML_ENTITY for an entity that it declares."""
    found = _Prolog()
    found.look(head)
    if found.doctype:
        yield InvalidXml(DOCTYPE, "a document type declaration stands before the root")
    if found.entities:
        yield InvalidXml("XML_ENTITY", f"entities are declared: {', '.join(found.entities[:3])}")


def faults(content: bytes) -> tuple[InvalidXml, ...]:
    """Everything for which a document is refused as XML; nothing when it can be read."""
    declared = tuple(declarations(content[:PROLOG]))
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
    for fault in declarations(content[:PROLOG]):
        raise fault
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _said(error) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise InvalidXml(DOCTYPE, "a document type declaration stands before the root")
    return root


def elements(stream: BinaryIO, *, past_doctype: bool = False) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """`start` or `end`, the name in Clark notation, and the attributes of each element in turn; memory stays flat. InvalidXml.

    With `past_doctype` a document is read as if it had no DOCTYPE: whoever asks so has its `declarations` said.
    """
    for event, element in _events(_Undeclared(stream) if past_doctype else stream, ("start", "end")):
        if not isinstance(element.tag, str):
            raise InvalidXml("XML_ENTITY", "an entity that was never declared is named")
        yield event, element.tag, dict(element.items())
        if event == "end":
            forget(element)


class _Undeclared:
    """A document with spaces where its DOCTYPE stands, so that no parser sees what it declares."""

    def __init__(self, stream: BinaryIO) -> None:
        stream.seek(0)
        head, found = stream.read(PROLOG) or b"", _Prolog()
        found.look(head)
        inside, close = found.span
        start = head.rfind(b"<!DOCTYPE", 0, inside + 1)
        wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]  # where a space is more than one byte
        self._span = (start, head.find(b">", close) + 1) if close and start >= 0 and not wide else (0, 0)
        self._stream = stream

    def seek(self, at: int) -> None:
        self._stream.seek(at)

    def read(self, size: int = -1) -> bytes:
        at = self._stream.tell()
        part = self._stream.read(size) or b""
        start, end = (min(max(edge - at, 0), len(part)) for edge in self._span)
        return part[:start] + b" " * (end - start) + part[end:]


def subtrees(stream: BinaryIO, *names: str) -> Iterator[Element]:
    """Each element of those local names with all that it holds, let go of when the next is asked for. InvalidXml."""
    for _, element in _events(stream, ("end",), [f"{{*}}{name}" for name in names]):
        yield element
        forget(element)


def _events(
    stream: _Readable, events: tuple[str, ...], tag: str | list[str] | None = None
) -> Iterator[tuple[str, Any]]:
    stream.seek(0)
    for fault in declarations(stream.read(PROLOG) or b""):
        raise fault
    stream.seek(0)
    try:
        yield from parsed(stream, events, tag)
    except InvalidXml:
        raise
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _said(error) from None


def parsed(stream: _Readable, events: tuple[str, ...], tag: str | list[str] | None = None) -> Iterator[tuple[str, Any]]:
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
            raise InvalidXml(DOCTYPE, "a document type declaration stands before the root")
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
