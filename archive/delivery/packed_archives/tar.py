"""Reads tar (POSIX.1-2017 ustar and pax, GNU long names, version 7) as a stream, believing nothing that a header says.

Our own, because the reader of the standard library takes a damaged header for the end, so that a spoiled archive is only
shorter, and holds in memory as much as a header asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from archive.delivery.packed_archives.members import Member, MemberKind
from archive.errors import ArchiveError
from archive.model.message import tell

BLOCK = 512
_LARGEST_EXTENSION = 1 << 20
_KINDS = {
    b"0": MemberKind.FILE,
    b"\0": MemberKind.FILE,
    b"7": MemberKind.FILE,
    b"1": MemberKind.LINK,
    b"2": MemberKind.LINK,
    b"5": MemberKind.FOLDER,
}
_SPECIAL = b"346"
_OCTAL = re.compile(rb"[ \0]*([0-7]*)[ \0]*")
_CHUNK = 1 << 18


class TarDamaged(ArchiveError, ValueError):
    """The bytes are not a tar that was written whole."""


class TarUnsupported(ArchiveError, ValueError):
    """The tar uses what we do not unpack, such as sparse files."""


class Bytes(Protocol):
    """Where the tar comes from; it may be longer than memory."""

    def read(self, size: int, /) -> bytes: ...


class TarReader:
    """The members of a tar in their order. `content` must be read, in part or not at all, before the next member is asked for."""

    def __init__(self, stream: Bytes) -> None:
        self._stream = stream
        self._left = 0
        self._padding = 0

    def members(self) -> Iterator[Member]:
        """Each member; TarDamaged, TarUnsupported.

        It ends with a block of zeros, or where a header would begin and nothing comes: some writers leave the zeros out.
        """
        extended: dict[str, str] = {}
        while True:
            for _ in self.content():
                pass
            self._take(self._padding)
            self._padding = 0
            header = self._take(BLOCK, or_nothing=True)
            if not header.strip(b"\0"):
                self._end()
                return
            kind, size = header[156:157], _checked(header)
            if kind in (b"x", b"g", b"L", b"K"):
                text = self._extension(size)
                extended |= _pax(text) if kind == b"x" else {}
                if kind == b"L":
                    extended["path"] = _text(text.rstrip(b"\0"))
                continue
            size = _size(extended.get("size"), size)
            name = extended.get("path") or _name(header)
            if any(word.startswith("GNU.sparse") for word in extended) or (kind not in _KINDS and kind not in _SPECIAL):
                raise TarUnsupported(tell("{name!r} is of a kind that is not unpacked", name=name[:100]))
            extended = {}
            found = _kind(kind, name)
            self._left = size if found is MemberKind.FILE else 0
            self._padding = -self._left % BLOCK
            yield Member(name, found, self._left)

    def content(self) -> Iterator[bytes]:
        """The bytes of the member that was given last."""
        while self._left:
            chunk = self._take(min(_CHUNK, self._left))
            self._left -= len(chunk)
            yield chunk

    def _extension(self, size: int) -> bytes:
        if size > _LARGEST_EXTENSION:
            raise TarDamaged(tell("an extended header claims {size} bytes", size=size))
        text = self._take(size)
        self._take(-size % BLOCK)
        return text

    def _take(self, size: int, *, or_nothing: bool = False) -> bytes:
        """Exactly so many bytes; none at the end, where that may be."""
        parts: list[bytes] = []
        while size:
            part = self._stream.read(size)
            if not part and or_nothing and not parts:
                break
            if not part:
                raise TarDamaged(tell("it ends in the middle: it was cut short"))
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _end(self) -> None:
        """After a block of zeros only zeros follow; a single block is taken for the end, as tar itself does."""
        while rest := self._stream.read(_CHUNK):
            if rest.strip(b"\0"):
                raise TarDamaged(tell("bytes follow after the end"))


def _checked(header: bytes) -> int:
    """The size of the member, once the header's checksum agrees."""
    stated = _number(header[148:156])
    found = sum(header) - sum(header[148:156]) + 8 * 32
    if stated != found:
        raise TarDamaged(tell("the checksum of a header does not agree"))
    return _number(header[124:136])


def _number(field: bytes) -> int:
    """Octal digits, or the binary form of GNU for large numbers."""
    if field[0] in (0x80, 0xFF):
        value = int.from_bytes(field[1:], "big")
        if field[0] == 0xFF or value >= 1 << 62:
            raise TarDamaged(tell("a header states a size that cannot be"))
        return value
    match = _OCTAL.fullmatch(field)
    if match is None:
        raise TarDamaged(tell("a header has a number that is not octal"))
    return int(match[1] or b"0", 8)


def _size(extended: str | None, stated: int) -> int:
    if extended is None:
        return stated
    if not re.fullmatch(r"[0-9]{1,18}", extended):
        raise TarDamaged(tell("an extended header states a size that cannot be"))
    return int(extended)


def _kind(kind: bytes, name: str) -> MemberKind:
    """Version 7 has folders as files whose names end in a slash."""
    found = _KINDS.get(kind, MemberKind.SPECIAL)
    return MemberKind.FOLDER if found is MemberKind.FILE and name.endswith("/") else found


def _name(header: bytes) -> str:
    name = header[:100].partition(b"\0")[0]
    prefix = header[345:500].partition(b"\0")[0] if header[257:263] == b"ustar\0" else b""
    return _text(prefix + b"/" + name if prefix else name)


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")


def _pax(records: bytes) -> dict[str, str]:
    """`LENGTH KEYWORD=VALUE` lines (POSIX.1-2017, pax, section 3)."""
    found: dict[str, str] = {}
    position = 0
    while position < len(records):
        length, space, _ = records[position : position + 20].partition(b" ")
        if not space or not length.isdigit() or int(length) <= len(length) + 2:
            raise TarDamaged(tell("an extended header cannot be read"))
        record = records[position + len(length) + 1 : position + int(length)]
        keyword, equals, value = record.partition(b"=")
        if not equals or not value.endswith(b"\n"):
            raise TarDamaged(tell("an extended header cannot be read"))
        found[_text(keyword)] = _text(value[:-1])
        position += int(length)
    return found
