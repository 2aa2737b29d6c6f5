"""Measures one open file: digest and size in one reading, then told by its bytes and read whole by the reader of its kind."""

from __future__ import annotations

import hashlib
import os

from archive.delivery.facts.batch import Damage, FileFacts
from archive.delivery.facts.measured import Measured, Opened, Role
from archive.delivery.facts.mime import HEAD, PAGES, kind_of, named
from archive.delivery.measuring.readers import measure_unknown, measurer
from archive.model.digest import Digest

BUFFER = 1 << 20


def measure_file(descriptor: int, path: str, role: Role, buffer: memoryview) -> FileFacts:
    """The facts of one file. MemoryError when it needs more than there is; whatever its reader does not expect goes through."""
    from archive.delivery.measuring.pronom import puid

    digest, size = digest_of(descriptor, buffer)
    mime = kind_of(os.pread(descriptor, HEAD, 0), path)
    opened = Opened(descriptor, path, size, mime, role)
    found = _empty(opened) if size == 0 else (measurer(mime, role) or measure_unknown)(opened)
    return FileFacts(
        path,
        size,
        digest,
        mime,
        puid(descriptor) if size else "",
        found.leaves,
        found.damage,
        found.transcribed,
        found.image,
        found.pdf,
        found.problems,
        found.transcribes,
    )


def digest_of(descriptor: int, buffer: memoryview) -> tuple[Digest, int]:
    """SHA-256 from the first byte, and the number of bytes that it covers."""
    hashed, size = hashlib.sha256(), 0
    while count := os.preadv(descriptor, [buffer], size):
        hashed.update(buffer[:count])
        size += count
    return Digest("sha256", hashed.hexdigest()), size


def _empty(opened: Opened) -> Measured:
    """A file without a byte: a fault where a page or a transcription was expected, or where it is judged alone."""
    expected = opened.role is not Role.OTHER or named(opened.path) in PAGES
    return Measured(damage=Damage("EMPTY_FILE") if expected else None)
