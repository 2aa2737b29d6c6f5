"""How a plan becomes a package, the same for every store: each source is read once, hashed and written in the same pass."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType
from typing import BinaryIO, cast

from archive.delivery.port import NotDelivered
from archive.errors import ArchiveError
from archive.model.digest import Digest
from archive.model.file_errors import naming
from archive.model.message import tell
from archive.package.bag import PAYLOAD, TAG_MANIFEST, tag_files
from archive.package.plan import Copied, Entry, PackagePlan
from archive.store.hashing import ReadsInto, new_buffer
from archive.store.port import Store, Writing
from archive.store.receipt import Receipt


class SourceChanged(ArchiveError, ValueError):
    """A delivered file is no longer what was measured, so nothing was packaged; `path` names it."""

    def __init__(self, path: str) -> None:
        super().__init__(
            tell(
                "{path} changed after it was measured. Restore it as delivered, then receive the delivery again.",
                path=path,
            )
        )
        self.path = path


def deposit(plan: PackagePlan, open_source: Callable[[str], BinaryIO], store: Store) -> Receipt:
    """Write a package and seal it; the receipt means that every byte is durable. After any error nothing of it is visible."""
    with store.stage(plan.package) as staging:
        receipt = write(plan, open_source, staging)
        staging.seal()
    return receipt


def write(plan: PackagePlan, open_source: Callable[[str], BinaryIO], staging: Writing) -> Receipt:
    """Write a package without sealing it; what is receipted is durable only when somebody has.

    Order: copies, documents, then the tag files with the payload's Oxum (RFC 8493 section 2.2). SourceChanged when a source is
    not what the plan says.
    """
    entries: dict[str, Entry] = {}
    seen = MappingProxyType(entries)
    buffer = new_buffer()
    for copied in plan.copies:
        staging.write(copied.entry.path, _faithful(copied, open_source, buffer))
        entries[copied.entry.path] = copied.entry
    for document in plan.documents:
        entries[document.path] = _write(staging, document.path, document.chunks(seen))
    payload = [entry for entry in entries.values() if entry.path.startswith(PAYLOAD)]
    for path, content in tag_files(plan.bag_info, payload):
        entries[path] = _write(staging, path, (content,))
    return Receipt(plan.package, entries[TAG_MANIFEST].digest, sum(entry.size for entry in payload), len(payload))


def _faithful(copied: Copied, open_source: Callable[[str], BinaryIO], buffer: memoryview) -> Iterator[memoryview]:
    """The bytes of a source; SourceChanged at their end unless size and digest are those of the plan."""
    hasher = hashlib.sha256()
    size = 0
    try:
        stream = open_source(copied.source)
    except (NotDelivered, FileNotFoundError):
        raise SourceChanged(copied.source) from None
    with stream:
        readinto = cast(ReadsInto, stream).readinto
        while count := _read(readinto, buffer, copied.source):
            chunk = buffer[:count]
            hasher.update(chunk)
            size += count
            yield chunk
    if size != copied.entry.size or hasher.hexdigest() != copied.entry.digest.hex:
        raise SourceChanged(copied.source)


def _read(readinto: Callable[[memoryview], int | None], buffer: memoryview, source: str) -> int | None:
    with naming(source):
        return readinto(buffer)


def _write(staging: Writing, path: str, chunks: Iterable[bytes]) -> Entry:
    """Write a document and hash it on the way."""
    hasher = hashlib.sha256()
    size = 0

    def hashed() -> Iterator[bytes]:
        nonlocal size
        for chunk in chunks:
            hasher.update(chunk)
            size += len(chunk)
            yield chunk

    staging.write(path, hashed())
    return Entry(path, Digest("sha256", hasher.hexdigest()), size)
