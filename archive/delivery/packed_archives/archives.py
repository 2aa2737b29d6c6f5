"""A zip, tar or gzipped tar, read alike: first the names, then the bytes. What is wrong is a problem with its finding code."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from archive.delivery.facts.batch import Problem
from archive.delivery.facts.limits import Budget, TooMuch
from archive.delivery.facts.mime import GZIP, HEAD, TAR, XLSX, ZIP, is_tar
from archive.delivery.packed_archives.members import Member
from archive.delivery.packed_archives.tar import TarDamaged, TarReader, TarUnsupported
from archive.delivery.packed_archives.zips import ZipDamaged, ZipEncrypted, ZipReader, ZipUnsupported
from archive.errors import ArchiveError

ARCHIVES = (ZIP, TAR, GZIP)
"""What is unpacked. An XLSX is a zip too, and is read by its own reader."""


class ArchiveRefused(ArchiveError, ValueError):
    """The archive cannot be unpacked; `code` is the finding code."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code

    def problem(self, place: str) -> Problem:
        """The same, said of a file."""
        return Problem(self.code, place, str(self))


class _Counted:
    """Bytes from a stream, each counted against the budget."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, size: int, /) -> bytes:
        part = self._stream.read(size)
        self._budget.spend(len(part))
        return part


def members(stream: BinaryIO, mime: str, budget: Budget) -> Iterator[Member]:
    """Every member by name, before anything is unpacked; ArchiveRefused. The budget is asked, and not spent."""
    looking = budget.again()
    with _saying():
        if mime in (ZIP, XLSX):
            for member in ZipReader(stream, looking).members():
                looking.member()
                looking.spend(member.size)  # what is declared is enough to refuse, and never enough to accept
                yield member
            return
        reader = TarReader(_Counted(_tar(stream, mime), looking))
        for member in reader.members():
            looking.member()
            yield member


def contents(stream: BinaryIO, mime: str, budget: Budget) -> Iterator[tuple[Member, Iterator[bytes]]]:
    """Every member with its bytes, which must be read before the next is asked for; ArchiveRefused."""
    with _saying():
        if mime in (ZIP, XLSX):
            for member, parts in ZipReader(stream, budget).contents():
                budget.member()
                yield member, _said(parts, budget)
            return
        reader = TarReader(_tar(stream, mime))
        for member in reader.members():
            budget.member()
            yield member, _said(reader.content(), budget)


def _said(parts: Iterator[bytes], budget: Budget) -> Iterator[bytes]:
    with _saying():
        for part in parts:
            budget.spend(len(part))
            yield part


def _tar(stream: BinaryIO, mime: str) -> BinaryIO:
    stream.seek(0)
    if mime == TAR:
        return stream
    unpacked = gzip.GzipFile(fileobj=stream, mode="rb")
    if not is_tar(unpacked.read(HEAD)):
        raise ArchiveRefused("UNSUPPORTED_FORMAT", "what is compressed with gzip is no tar")
    unpacked.seek(0)
    return unpacked  # type: ignore[return-value]


@contextmanager
def _saying() -> Iterator[None]:
    """Whatever a reader says, with the finding code for it."""
    try:
        yield
    except TooMuch as error:
        raise ArchiveRefused("DECOMPRESSION_BOMB", str(error)) from None
    except (ZipUnsupported, TarUnsupported) as error:
        raise ArchiveRefused("UNSUPPORTED_FORMAT", str(error)) from None
    except ZipEncrypted as error:
        raise ArchiveRefused("ENCRYPTED", str(error)) from None
    except (ZipDamaged, TarDamaged, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise ArchiveRefused("ARCHIVE_DAMAGED", str(error)) from None
