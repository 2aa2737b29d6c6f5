"""The documents of a stored package, read and never trusted: lines, JSON objects, views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, cast

import orjson

from archive.errors import ArchiveError
from archive.model.digest import sha256
from archive.model.json import InvalidJson, Json, read_json
from archive.model.message import sentence, tell
from archive.model.records.view import View

_BLOCK = 1 << 18


class Unreadable(ArchiveError, ValueError):
    """A stored document is not what was written; says where inside it, and why."""


def lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of an unbuffered stream without their line feeds, read in blocks."""
    rest = b""
    while block := stream.read(_BLOCK):
        *whole, rest = (rest + block).split(b"\n")
        yield from whole
    if rest:
        yield rest


def json_object(content: bytes) -> Mapping[str, Json]:
    """The JSON object in these bytes; Unreadable."""
    value = _as_we_write(content)
    if value is None:
        try:
            value = read_json(content)
        except InvalidJson as error:
            raise Unreadable(sentence(error)) from None
    if not isinstance(value, Mapping):
        raise Unreadable(tell("it is not a JSON object"))
    return value


def _as_we_write(content: bytes) -> Json:
    """The value of a line that is written as we write lines; None for any other, which is to be read strictly.

    The quick parser overlooks a name that stands twice and rounds large numbers: then the line does not come out again.
    """
    try:
        value = cast(Json, orjson.loads(content))
        return value if orjson.dumps(value) == content else None
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return None


def views(register: Mapping[str, Json]) -> tuple[View, ...]:
    """The views that register.json lists, in reading order; Unreadable."""
    try:
        return tuple(_view(one) for one in cast(Sequence[Mapping[str, Json]], register["views"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(
            tell("its views are not as schemas/kept-register.schema.json describes them: {error!r}", error=error)
        ) from None


def _view(written: Mapping[str, Json]) -> View:
    return View(
        name=str(written["view"]),
        file=str(written["file"]),
        leaf=int(cast(int, written["leaf"])),
        kind=str(written["kind"]),
        pages=tuple(int(page) for page in cast(Sequence[int], written["pages"])),
        width=int(cast(int, written["width"])),
        height=int(cast(int, written["height"])),
        digest=sha256(str(written["sha256"])),
        replaces=tuple(str(name) for name in cast(Sequence[str], written.get("replaces", ()))),
    )
