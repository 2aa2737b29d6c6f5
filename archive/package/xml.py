"""The one door to lxml in this room: XML written as a stream of chunks, and read as a stream by one hardened parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

from lxml import etree

CHUNK = 1 << 16
"""Bytes gathered before they are handed on."""

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NotWellFormed(ValueError):
    """The XML cannot be read as we read it: not well-formed, or with a DOCTYPE."""


def writable(text: str) -> str:
    """Text with the characters that XML 1.0 (section 2.2) cannot hold percent-encoded as UTF-8."""
    return _FORBIDDEN.sub(lambda one: "".join(f"%{byte:02X}" for byte in one[0].encode("utf-8", "surrogatepass")), text)


class Writer:
    """Writes elements of one namespace, indented, in document order."""

    def __init__(self, file: Any, namespace: str) -> None:
        self._file = file
        self._prefix = f"{{{namespace}}}"
        self._depth = 1

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """An element that holds what is written inside the `with`."""
        self._file.write("\n" + "  " * self._depth)
        with self._file.element(self._prefix + name, attributes or {}):
            self._depth += 1
            yield
            self._depth -= 1
            self._file.write("\n" + "  " * self._depth)

    def leaf(self, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> None:
        """An element that holds text alone."""
        self._file.write("\n" + "  " * self._depth)
        with self._file.element(self._prefix + name, attributes or {}):
            if text:
                self._file.write(writable(text))


class _Gathered:
    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.size = 0

    def write(self, part: bytes) -> int:
        self._parts.append(part)
        self.size += len(part)
        return len(part)

    def take(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts, self.size = [], 0
        return taken


def write_document(
    root: str,
    namespaces: Mapping[str | None, str],
    attributes: Mapping[str, str],
    body: Callable[[Writer], Iterator[None]],
) -> Iterator[bytes]:
    """A document in UTF-8, chunk by chunk: `body` writes, and yields wherever a chunk may be handed on.

    The elements stand in the default namespace, `namespaces[None]`.
    """
    gathered = _Gathered()
    with etree.xmlfile(gathered, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element(f"{{{namespaces[None]}}}{root}", attributes, nsmap=dict(namespaces)):
            for _ in body(Writer(file, namespaces[None])):
                if gathered.size >= CHUNK:
                    yield gathered.take()
            file.write("\n")
    yield gathered.take() + b"\n"


def read_starts(stream: BinaryIO) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each element as it opens: its name in Clark notation and its attributes. Memory stays flat.

    No network, no DTD, no entities; NotWellFormed for what is left of them.
    """
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    first = True
    try:
        for event, element in events:
            if event == "end":
                _forget(element)
                continue
            if first and element.getroottree().docinfo.internalDTD is not None:
                raise NotWellFormed("it has a DOCTYPE")
            first = False
            yield element.tag, dict(element.attrib)
    except etree.XMLSyntaxError as error:
        raise NotWellFormed(str(error)) from None


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
