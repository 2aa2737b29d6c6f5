"""The tag files of a bag (RFC 8493), rendered and strictly parsed. SHA-256 only; content in, content out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from archive.errors import ArchiveError
from archive.model.digest import Digest
from archive.model.message import tell
from archive.package.plan import Entry

BAGIT = "bagit.txt"
BAG_INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
PAYLOAD = "data/"

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
"""The whole of bagit.txt (RFC 8493 section 2.1.1)."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_MANIFEST_LINE = re.compile(r"(?P<hex>[0-9A-Fa-f]{64})[ \t]+(?P<path>[^ \t].*)", re.DOTALL)
_LABEL = re.compile(r"[^\s:](?:[^:\r\n]*[^\s:])?")
_INFO_LINE = re.compile(r"(?P<label>[^\s:](?:[^:]*[^\s:])?):[ \t](?P<value>.*)", re.DOTALL)
_ESCAPE = re.compile(r"%(25|0[AaDd])?")
_OXUM = re.compile(r"(?P<bytes>0|[1-9][0-9]*)\.(?P<files>0|[1-9][0-9]*)")


class BagSyntaxError(ArchiveError, ValueError):
    """A tag file does not follow RFC 8493; the message names the file and the line."""


def encode_path(path: str) -> str:
    """Percent-encode CR, LF and % and nothing else (RFC 8493 section 2.1.3)."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def decode_path(written: str) -> str:
    """Undo `encode_path`; BagSyntaxError for a % that it would not have written."""

    if "%" not in written:
        return written

    def character(match: re.Match[str]) -> str:
        if match[1] is None:
            raise BagSyntaxError(tell("the path {written!r} has a % that is not %25, %0A or %0D", written=written))
        return chr(int(match[1], 16))

    return _ESCAPE.sub(character, written)


def is_safe(path: str) -> bool:
    """Whether a path stays inside the bag on every system: relative, no empty, `.` or `..` part, no NUL."""
    framed = f"/{path}/"
    return not ("//" in framed or "/./" in framed or "/../" in framed or "\0" in path or path[0] in "~ \t")


def manifest(entries: Iterable[Entry]) -> bytes:
    """A manifest in order of path, two spaces between digest and path so that `sha256sum -c` reads it."""
    lines: list[str] = []
    for entry in sorted(entries, key=lambda one: one.path):
        if entry.digest.algorithm != "sha256":
            raise ValueError(f"{entry.path} has a {entry.digest.algorithm} digest; a manifest-sha256.txt needs SHA-256")
        if not is_safe(entry.path):
            raise ValueError(
                f"{entry.path!r} cannot stand in a bag: give it a relative path without empty or dot parts"
            )
        lines.append(f"{entry.digest.hex}  {encode_path(entry.path)}\n")
    return "".join(lines).encode("utf-8")


def parse_manifest(content: bytes, name: str = MANIFEST) -> dict[str, Digest]:
    """The digest of each path that a manifest lists; BagSyntaxError says which line is wrong.

    A payload manifest lists paths below data/ alone, a tag manifest none of them (RFC 8493 sections 2.1.3 and 2.2.1).
    """
    found: dict[str, Digest] = {}
    for number, line in enumerate(_lines(content, name), start=1):
        match = _MANIFEST_LINE.fullmatch(line)
        if match is None:
            raise BagSyntaxError(
                tell(
                    "line {number} of {name} is not a SHA-256 digest, white space and a path", number=number, name=name
                )
            )
        path = decode_path(match["path"])
        if not is_safe(path):
            raise BagSyntaxError(
                tell(
                    "line {number} of {name} names {path!r}, which could leave the bag",
                    number=number,
                    name=name,
                    path=path,
                )
            )
        if path.startswith(PAYLOAD) != (name == MANIFEST):
            raise BagSyntaxError(
                tell(
                    "line {number} of {name} names {path!r}, which belongs in the other manifest",
                    number=number,
                    name=name,
                    path=path,
                )
            )
        if path in found:
            raise BagSyntaxError(
                tell("line {number} of {name} names {path!r} a second time", number=number, name=name, path=path)
            )
        found[path] = Digest("sha256", match["hex"].lower())
    return found


def bag_info(lines: Sequence[tuple[str, str]]) -> bytes:
    """bag-info.txt: one label and value a line, in the order given (RFC 8493 section 2.2.2)."""
    for label, value in lines:
        if not _LABEL.fullmatch(label):
            raise ValueError(f"{label!r} cannot be a label of bag-info.txt: it is empty or has a colon or a line end")
        if not value or value != value.strip() or _LINE_END.search(value):
            raise ValueError(f"{value!r} cannot be the value of {label}: write one line without space at its ends")
    return "".join(f"{label}: {value}\n" for label, value in lines).encode("utf-8")


def parse_bag_info(content: bytes) -> tuple[tuple[str, str], ...]:
    """Labels and values in the order of the file, continued lines joined by one space; BagSyntaxError."""
    found: list[tuple[str, str]] = []
    for number, line in enumerate(_lines(content, BAG_INFO), start=1):
        if line[:1] in (" ", "\t") and found and line.strip():
            label, value = found[-1]
            found[-1] = (label, f"{value} {line.strip()}")
            continue
        match = _INFO_LINE.fullmatch(line)
        if match is None:
            raise BagSyntaxError(
                tell(
                    "line {number} of {file} is not a label, a colon, a space and a value",
                    number=number,
                    file=BAG_INFO,
                )
            )
        found.append((match["label"], match["value"]))
    return tuple(found)


def payload_oxum(entries: Iterable[Entry]) -> str:
    """Bytes and files of the payload, `octets.streams` (RFC 8493 section 2.2.2)."""
    sizes = [entry.size for entry in entries]
    return f"{sum(sizes)}.{len(sizes)}"


def parse_oxum(written: str) -> tuple[int, int]:
    """Bytes and files that a Payload-Oxum states; BagSyntaxError."""
    match = _OXUM.fullmatch(written)
    if match is None:
        raise BagSyntaxError(tell("{written!r} is not a Payload-Oxum, such as 279164409832.1198", written=written))
    return int(match["bytes"]), int(match["files"])


def tag_files(info: Sequence[tuple[str, str]], payload: Collection[Entry]) -> Iterator[tuple[str, bytes]]:
    """Path and content of the four tag files, in the order to write them; the tag manifest is the last.

    `info` is a plan's `bag_info`; the Payload-Oxum is added to it.
    """
    files = (
        (BAGIT, DECLARATION),
        (BAG_INFO, bag_info((*info, ("Payload-Oxum", payload_oxum(payload))))),
        (MANIFEST, manifest(payload)),
    )
    yield from files
    yield TAG_MANIFEST, manifest(Entry(path, Digest.of(content), len(content)) for path, content in files)


def _lines(content: bytes, name: str) -> Iterator[str]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BagSyntaxError(tell("byte {start} of {name} is not UTF-8", start=error.start, name=name)) from None
    lines = _LINE_END.split(text)
    return iter(lines[:-1] if lines[-1] == "" else lines)
