"""XML written as a stream of chunks, and read as a stream by one hardened parser: the one door to lxml in this room."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from archive.delivery.xml_documents.xml import InvalidXml, forget, parsed
from archive.errors import ArchiveError
from archive.model.message import tell

PIECES = 100
"""So many start tags, leaves, end tags and filled patterns are gathered before they are handed on as one chunk."""

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN = re.compile("[ !#-%'-;=?-~\u00a0-\ud7ff]*")
"""What stands the same in text and attributes: nearly everything that we write, so it is asked first."""


_FIRST_BLANK = 0xE000  # private use: no text of ours that stands fast in a pattern has one
_BLANK = re.compile("[\ue000-\uf8ff]")
_QUOTED = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


class NotWellFormed(ArchiveError, ValueError):
    """The XML cannot be read as we read it: not well-formed, or with a DOCTYPE."""


def writable(text: str) -> str:
    """Text with the characters that XML 1.0 (section 2.2) cannot hold percent-encoded as UTF-8."""
    return _FORBIDDEN.sub(lambda one: "".join(f"%{byte:02X}" for byte in one[0].encode("utf-8", "surrogatepass")), text)


def _text(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else escape(writable(text), {"\r": "&#13;"})


def _attribute(value: str) -> str:
    return f'"{value}"' if _PLAIN.fullmatch(value) else quoteattr(writable(value))


def _anywhere(value: str) -> str:
    """Written so that it reads the same as text and between double quotes."""
    return value if _PLAIN.fullmatch(value) else escape(writable(value), _QUOTED)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Elements that differ in a few texts alone, made once: `filled` is some ten times cheaper than to write them again."""

    template: str
    blanks: tuple[int, ...]

    def filled(self, values: Sequence[str]) -> str:
        """The elements with these texts, whatever stands in them."""
        if not _PLAIN.fullmatch("".join(values)):
            values = [_anywhere(value) for value in values]
        return self.template % tuple([values[number] for number in self.blanks])


class Writer:
    """Writes elements of one namespace, indented, in document order. A package of 2,000 pages has some 60,000 of them."""

    def __init__(self, parts: list[str], namespaces: Mapping[str | None, str]) -> None:
        self._parts = parts
        self._prefixes = {f"{{{name}": prefix for prefix, name in namespaces.items()}
        self._indent = "\n"

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """An element that holds what is written inside the `with`."""
        indent = self._indent
        self._parts.append(f"{indent}<{name}{self._attributes(attributes)}>")
        self._indent = indent + "  "
        yield
        self._indent = indent
        self._parts.append(f"{indent}</{name}>")

    def leaf(self, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> None:
        """An element that holds text alone."""
        end = f">{_text(text)}</{name}>" if text else "/>"
        self._parts.append(f"{self._indent}<{name}{self._attributes(attributes)}{end}")

    def pattern(self, write: Callable[..., None], blanks: int) -> Pattern:
        """What `write(xml, *texts)` writes at this depth, so many texts left blank; none of them may decide what is written."""
        parts: list[str] = []
        inner = Writer(parts, {})
        inner._prefixes, inner._indent = self._prefixes, self._indent
        write(inner, *(chr(_FIRST_BLANK + number) for number in range(blanks)))
        written = "".join(parts)
        order = tuple(ord(blank) - _FIRST_BLANK for blank in _BLANK.findall(written))
        return Pattern(_BLANK.sub("%s", written.replace("%", "%%")), order)

    def copy(self, node: Node) -> None:
        """Write again what was read; its elements are of the default namespace."""
        name = node.name.rpartition("}")[2]
        if not node.children:
            self.leaf(name, node.text, node.attributes)
            return
        with self.element(name, node.attributes):
            for child in node.children:
                self.copy(child)

    def fill(self, pattern: Pattern, values: Sequence[str]) -> None:
        """Write the elements of a pattern made at this depth."""
        self._parts.append(pattern.filled(values))

    def _attributes(self, attributes: Mapping[str, str] | None) -> str:
        if not attributes:
            return ""
        return "".join([f" {self._name(name)}={_attribute(value)}" for name, value in attributes.items()])

    def _name(self, name: str) -> str:
        """The name with its prefix, from Clark notation."""
        namespace, brace, local = name.rpartition("}")
        return f"{self._prefixes[namespace]}:{local}" if brace else local


def write_document(
    root: str,
    namespaces: Mapping[str | None, str],
    attributes: Mapping[str, str],
    body: Callable[[Writer], Iterator[None]],
) -> Iterator[bytes]:
    """A document in UTF-8, chunk by chunk: `body` writes, and yields wherever a chunk may be handed on.

    The elements stand in the default namespace, `namespaces[None]`.
    """
    parts = ['<?xml version="1.0" encoding="UTF-8"?>']
    xml = Writer(parts, namespaces)
    declared = {f"xmlns:{prefix}" if prefix else "xmlns": name for prefix, name in namespaces.items()}
    with xml.element(root, {**declared, **attributes}):
        for _ in body(xml):
            if len(parts) >= PIECES:
                yield "".join(parts).encode("utf-8")
                parts.clear()
    yield ("".join(parts) + "\n").encode("utf-8")


def read_starts(stream: BinaryIO) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each element as it opens: its name in Clark notation and its attributes. Memory stays flat.

    No network, no DTD, no entities; NotWellFormed for what is left of them.
    """
    for event, element in _events(stream):
        if event == "start":
            yield element.tag, dict(element.items())


def read_texts(stream: BinaryIO) -> Iterator[tuple[str, str]]:
    """Each element as it closes: its name in Clark notation and the text before its first child; otherwise as `read_starts`."""
    for event, element in _events(stream):
        if event == "end":
            yield element.tag, element.text or ""


@dataclass(frozen=True, slots=True)
class Node:
    """An element with all that it holds but comments; names in Clark notation, `text` as far as the first child."""

    name: str
    attributes: Mapping[str, str]
    text: str
    children: tuple[Node, ...]


def read_children(stream: BinaryIO) -> Iterator[Node]:
    """Each child of the root, whole, one after the other; otherwise as `read_starts`."""
    waiting: list[list[Node]] = []
    for event, element in _events(stream):
        if event == "start":
            waiting.append([])
            continue
        children = waiting.pop()
        if waiting:
            node = Node(element.tag, dict(element.items()), element.text or "", tuple(children))
            if len(waiting) == 1:
                yield node
            else:
                waiting[-1].append(node)


def _events(stream: BinaryIO) -> Iterator[tuple[str, Any]]:
    try:
        for event, element in parsed(stream, ("start", "end")):
            yield event, element
            if event == "end":
                forget(element)
    except InvalidXml:
        raise NotWellFormed(tell("it has a DOCTYPE")) from None
    except etree.XMLSyntaxError as error:
        raise NotWellFormed(str(error)) from None
