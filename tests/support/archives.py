"""Makes zips and tars for tests, well or badly, byte by byte where no library would."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from pathlib import Path

from archive.delivery.facts.limits import DEFAULT, Budget, Limits
from archive.delivery.facts.mime import HEAD, kind_of
from archive.delivery.packed_archives.unpack import Unpacked, unpack

GOOD = {"data/a.txt": b"first", "data/sub/b.txt": b"second" * 1000}


def tar(files: dict[str, bytes], *members: tarfile.TarInfo, form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar of these files, then of these further members without content."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=form) as made:
        for name, content in files.items():
            one = tarfile.TarInfo(name)
            one.size = len(content)
            made.addfile(one, io.BytesIO(content))
        for one in members:
            made.addfile(one)
    return written.getvalue()


def member(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    """A member that is no regular file."""
    one = tarfile.TarInfo(name)
    one.type, one.linkname = kind, target
    return one


def zipped(
    files: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED, links: dict[str, str] | None = None
) -> bytes:
    """A zip of these files, and of symbolic links as Unix tools store them."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name), content, compression)
        for name, target in (links or {}).items():
            one = zipfile.ZipInfo(name)
            one.create_system, one.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
            made.writestr(one, target)
    return written.getvalue()


def gz(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def unpacked(content: bytes, name: str, into: Path, limits: Limits = DEFAULT) -> Unpacked:
    """What unpacking says of these bytes under that name."""
    with io.BytesIO(content) as stream:
        return unpack(stream, kind_of(content[:HEAD], name), name, into, Budget(limits, len(content)))


def codes(content: bytes, name: str, into: Path, limits: Limits = DEFAULT) -> list[str]:
    """The codes of what stands in the way, in order."""
    return [problem.code for problem in unpacked(content, name, into, limits).problems]
