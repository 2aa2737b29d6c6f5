"""Reads zip (APPNOTE 6.3, stored and deflated members) by the standard library, once what it takes on trust was looked at."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from archive.delivery.facts.limits import Budget, TooMuch
from archive.delivery.packed_archives.members import Member, MemberKind
from archive.errors import ArchiveError
from archive.model.message import tell

_END = b"PK\x05\x06"
_LONGEST_COMMENT = 65_535
_A_MEMBER = 200  # bytes that a central directory has for a member, generously
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800
_TAKEN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL_HEADER = 30
_CHUNK = 1 << 18
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OverflowError, LookupError)


class ZipDamaged(ArchiveError, ValueError):
    """The bytes are not a zip that was written whole."""


class ZipEncrypted(ArchiveError, ValueError):
    """A member cannot be read without a password."""


class ZipUnsupported(ArchiveError, ValueError):
    """A member is compressed in a way that is not unpacked."""


class ZipReader:
    """A zip from its directory at the end. ZipDamaged, ZipEncrypted, ZipUnsupported, TooMuch."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        _look_at_directory(stream, budget)
        try:
            self._zip = zipfile.ZipFile(stream)
        except NotImplementedError as error:
            raise ZipUnsupported(str(error)) from None
        except _BROKEN as error:
            raise ZipDamaged(str(error)) from None
        self._infos = self._zip.infolist()
        size = stream.seek(0, os.SEEK_END)
        if any(not 0 <= info.header_offset < size for info in self._infos):
            raise ZipDamaged(tell("its directory points outside it"))

    def members(self) -> Iterator[Member]:
        """Each member of the directory, in its order."""
        for info in self._infos:
            if info.flag_bits & _ENCRYPTED:
                raise ZipEncrypted(tell("{name!r} needs a password", name=_name(info)[:100]))
            if info.compress_type not in _TAKEN:
                raise ZipUnsupported(
                    tell(
                        "{name!r} is compressed by method {compress_type}",
                        name=_name(info)[:100],
                        compress_type=info.compress_type,
                    )
                )
            yield _member(info)
        self._apart()

    def _apart(self) -> None:
        """No two members share bytes: that is how a few bytes are made to stand for very many."""
        spans = sorted(
            (info.header_offset, info.header_offset + _LOCAL_HEADER + info.compress_size) for info in self._infos
        )
        for (_, end), (begin, _) in pairwise(spans):
            if end > begin:
                raise TooMuch(tell("members overlap each other"))

    def contents(self) -> Iterator[tuple[Member, Iterator[bytes]]]:
        """Each member with its bytes; its checksum is compared when they have all been read."""
        for info in self._infos:
            yield _member(info), self._bytes(info)

    def _bytes(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except (NotImplementedError, RuntimeError) as error:
            raise ZipUnsupported(str(error)) from None
        except TooMuch:
            raise
        except _BROKEN as error:
            raise ZipDamaged(tell("{name!r}: {error}", name=_name(info)[:100], error=error)) from None


def _look_at_directory(stream: BinaryIO, budget: Budget) -> None:
    """Refuse a directory that would fill the memory before the library reads it whole."""
    size = stream.seek(0, os.SEEK_END)
    tail = min(size, _LONGEST_COMMENT + 22)
    stream.seek(size - tail)
    end = stream.read(tail)
    position = end.rfind(_END)
    if position < 0 or len(end) - position < 22:
        raise ZipDamaged(tell("it has no directory at its end: it was cut short"))
    stated = struct.unpack_from("<L", end, position + 12)[0]
    if min(size, stated if stated != 0xFFFFFFFF else size) > budget.limits.members * _A_MEMBER:
        raise TooMuch(tell("its directory is longer than {members} members need", members=budget.limits.members))


def _name(info: zipfile.ZipInfo) -> str:
    """The name as written, NUL included. Where UTF-8 is not declared, UTF-8 is tried; what it is not is marked by surrogates."""
    if info.flag_bits & _UTF8:
        return info.orig_filename
    return info.orig_filename.encode("cp437", "replace").decode("utf-8", "surrogateescape")


def _member(info: zipfile.ZipInfo) -> Member:
    name, mode = _name(info), info.external_attr >> 16
    if name.endswith("/"):
        kind = MemberKind.FOLDER
    elif stat.S_ISLNK(mode):
        kind = MemberKind.LINK
    elif stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        kind = MemberKind.SPECIAL
    else:
        kind = MemberKind.FILE
    return Member(name, kind, info.file_size)
