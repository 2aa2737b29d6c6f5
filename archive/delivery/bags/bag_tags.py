"""The tag files of a bag that others made, BagIt 0.93 to 1.0 (RFC 8493), read leniently where the older drafts were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.model.message import tell

BAGIT, BAG_INFO, FETCH, PAYLOAD = "bagit.txt", "bag-info.txt", "fetch.txt", "data/"
MANIFEST = re.compile(r"(?P<tag>tag)?manifest-(?P<algorithm>[A-Za-z0-9-]{1,20})\.txt")
VERSIONS = ((0, 93), (0, 94), (0, 95), (0, 96), (0, 97), (1, 0))
_ENCODINGS = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-?8859-(?:[1-9]|1[0-6])|windows-125[0-8]", re.IGNORECASE
)
_DECLARED = re.compile(
    r"BagIt-Version: (?P<major>[0-9]{1,3})\.(?P<minor>[0-9]{1,3})(?:\r\n|\r|\n)"
    r"Tag-File-Character-Encoding: (?P<encoding>[^\s:]{1,40})(?:\r\n|\r|\n)?"
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_LISTED = re.compile(r"(?P<hex>[0-9A-Fa-f]+)[ \t]+\*?(?P<path>.+)")
_FETCHED = re.compile(r"(?P<url>[^ \t]+)[ \t]+(?P<length>[0-9]+|-)[ \t]+(?P<path>.+)")
_LABELLED = re.compile(r"(?P<label>[^\s:](?:[^:]*[^\s:])?)[ \t]*:(?:[ \t]+(?P<value>.*))?")
_MARK = "\ufeff"
_CODED = re.compile(r"%(0[AaDd]|25)")


class BagUnreadable(ArchiveError, ValueError):
    """A tag file does not follow the specification; the message says in which line."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What bagit.txt says."""

    version: tuple[int, int]
    encoding: str


def declaration(content: bytes) -> Declaration:
    """Exactly two lines in UTF-8 without a byte order mark (RFC 8493 section 2.1.1); BagUnreadable."""
    try:
        match = _DECLARED.fullmatch(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise BagUnreadable(tell("it is not UTF-8")) from None
    if match is None:
        raise BagUnreadable(tell("it is not the two lines BagIt-Version: M.N and Tag-File-Character-Encoding: UTF-8"))
    version = (int(match["major"]), int(match["minor"]))
    if version not in VERSIONS:
        raise BagUnreadable(
            tell("the version {major}.{minor} is not one that we know", major=match["major"], minor=match["minor"])
        )
    if not _ENCODINGS.fullmatch(match["encoding"]):
        raise BagUnreadable(tell("the encoding {encoding} is not one that we know", encoding=match["encoding"]))
    return Declaration(version, match["encoding"])


def listed(content: bytes, encoding: str) -> Iterator[tuple[str, str]]:
    """Each path of a manifest as written, and its digest in lower case (RFC 8493 section 2.1.3); BagUnreadable."""
    for number, line in _lines(content, encoding):
        match = _LISTED.fullmatch(line)
        if match is None:
            raise BagUnreadable(tell("line {number} is not a digest, white space and a path", number=number))
        yield match["path"].rstrip("\r"), match["hex"].lower()


def fetched(content: bytes, encoding: str) -> Iterator[str]:
    """Each path of fetch.txt as written (RFC 8493 section 2.2.3); BagUnreadable. Nothing is ever fetched."""
    for number, line in _lines(content, encoding):
        match = _FETCHED.fullmatch(line)
        if match is None:
            raise BagUnreadable(tell("line {number} is not an address, a length and a path", number=number))
        yield match["path"]


def info(content: bytes, encoding: str) -> Iterator[tuple[str, str]]:
    """Labels and values of bag-info.txt, a continued line joined by a space (RFC 8493 section 2.2.2); BagUnreadable."""
    label, value = "", ""
    for number, line in _lines(content, encoding):
        if line[0] in " \t" and label:
            value = f"{value} {line.strip()}"
            continue
        match = _LABELLED.fullmatch(line)
        if match is None:
            raise BagUnreadable(tell("line {number} is not a label, a colon and a value", number=number))
        if label:
            yield label, value
        label, value = match["label"], (match["value"] or "").strip()
    if label:
        yield label, value


def spellings(written: str, version: tuple[int, int]) -> tuple[str, ...]:
    """The names that a path in a manifest may stand for, the likeliest first.

    Version 1.0 encodes CR, LF and % alone (RFC 8493 section 2.1.3); the drafts did not say, and writers differ.
    """
    path = written
    while path.startswith("./"):
        path = path[2:]
    decoded = _CODED.sub(lambda match: chr(int(match[1], 16)), path)
    return tuple(dict.fromkeys((decoded, path) if version >= (1, 0) else (path, decoded)))


def marked(content: bytes) -> bool:
    """Whether a tag file begins with the byte order mark of UTF-8, which some editors write."""
    return content.startswith(_MARK.encode())


def _lines(content: bytes, encoding: str) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, with their numbers."""
    try:
        text = content.decode(encoding)
    except UnicodeError:
        raise BagUnreadable(tell("it is not {encoding}, which bagit.txt declares", encoding=encoding)) from None
    text = text.removeprefix(_MARK)
    return ((number, line) for number, line in enumerate(_LINE_END.split(text), start=1) if line.strip())
