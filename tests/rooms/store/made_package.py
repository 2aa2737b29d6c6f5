"""Small plans whose sources lie in a folder, and what is said of every file in a tree."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from archive.model.digest import Digest
from archive.package.plan import Copied, Entry, GeneratedDocument, PackagePlan

OFFICE = "ma_01.511.01.03-1"
PACKAGE = f"{OFFICE}_dahir1950_birth_1987_p1_office-v1"
BELOW = f"data/{PACKAGE}"
SOURCES = {
    "scans/a b.tif": bytes(range(256)) * 3000,
    "scans/دفتر.tif": b"\x49\x49*\x00" + b"page two" * 700,
    "scans/empty.txt": b"",
    "scans/percent%0A.tif": b"a name that needs escaping",
}


def made_plan(sources: Mapping[str, bytes] = SOURCES, package: str = PACKAGE) -> PackagePlan:
    """A package of these sources and of two documents, the second of which counts what was written before it."""
    copies = tuple(
        Copied(Entry(f"data/{package}/master/{path[6:]}", Digest.of(content), len(content)), path)
        for path, content in sources.items()
    )
    documents = (
        GeneratedDocument(f"data/{package}/facts.json", lambda _: iter((b"{", b"}\n"))),
        GeneratedDocument(f"data/{package}/METS.xml", _inventory),
    )
    return PackagePlan(package, copies, documents, (("Bag-Software-Agent", "Khizana test"),))


def _inventory(before: Mapping[str, Entry]) -> Iterator[bytes]:
    for path, entry in before.items():
        yield f"{path} {entry.digest} {entry.size}\n".encode()


def from_memory(sources: Mapping[str, bytes] = SOURCES) -> Callable[[str], BinaryIO]:
    """Opens sources that are held in memory."""
    return lambda path: io.BytesIO(sources[path])


Seen = tuple[int, ...]


def snapshot(root: Path) -> dict[str, Seen]:
    """What the file system says of each name in a tree, times to the nanosecond, access time and change time included."""
    found: dict[str, Seen] = {}
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files, "."):
            status = os.lstat(Path(folder, name))
            found[str(Path(folder, name))] = (
                status.st_ino,
                status.st_mode,
                status.st_uid,
                status.st_size,
                status.st_nlink,
                status.st_atime_ns,
                status.st_mtime_ns,
                status.st_ctime_ns,
            )
    return found
