"""The digest of what a stream holds, at little more than the cost of the hash itself."""

from __future__ import annotations

import hashlib
import io
import mmap
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, Protocol, cast

BUFFER = 256 * 1024
MAPPED = 16 * 1024 * 1024
"""From this size in bytes, mapping a sealed file is cheaper than copying it into a buffer (by 4 to 10 %)."""
_WINDOW = 4 * 1024 * 1024
_POPULATE_READ = 22  # MADV_POPULATE_READ, Linux 5.14


Took = Callable[[int], None]
"""Told how many bytes were just read; it may wait, or raise to stop."""


class ReadsInto(Protocol):
    """What every binary stream of the standard library can do, though typing.BinaryIO does not say so."""

    def readinto(self, buffer: memoryview, /) -> int | None: ...


def new_buffer() -> memoryview:
    """A buffer to read into, again and again. Not for two threads at once."""
    return memoryview(bytearray(BUFFER))


def hash_of(stream: BinaryIO, buffer: memoryview, expected_size: int = -1, took: Took | None = None) -> tuple[str, int]:
    """Read to the end into a reused buffer; SHA-256 in lower-case hexadecimal, and the size in bytes.

    `expected_size` is what a listing said: it spares the last read where a short one already gave that many bytes. `took` is
    told of each part that was read. OSError where the bytes cannot be read.
    """
    if expected_size >= MAPPED and isinstance(stream, io.FileIO):
        with suppress(OSError, ValueError):  # whatever forbids mapping, reading tells what is wrong
            return _mapped(stream.fileno(), took)
    readinto = cast(ReadsInto, stream).readinto
    count = readinto(buffer) or 0
    hasher = hashlib.sha256(buffer[:count])
    size = count
    if took is not None:
        took(count)
    while count and not (size == expected_size and count < len(buffer)):
        count = readinto(buffer) or 0
        hasher.update(buffer[:count])
        size += count
        if took is not None:
            took(count)
    return hasher.hexdigest(), size


def _mapped(descriptor: int, took: Took | None) -> tuple[str, int]:
    """Hash a sealed file through windows of its page cache.

    Each window is populated first, so that a bad sector is an OSError and not a SIGBUS. Only files without any write
    permission are mapped, because nobody truncates those while we look.
    """
    found = os.fstat(descriptor)
    if found.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise ValueError("the file is not sealed")
    hasher = hashlib.sha256()
    for start in range(0, found.st_size, _WINDOW):
        length = min(_WINDOW, found.st_size - start)
        # Asked for ahead, because populating a window keeps Python's lock until it has come from the disk.
        os.posix_fadvise(descriptor, start + length, _WINDOW, os.POSIX_FADV_WILLNEED)
        with mmap.mmap(descriptor, length, mmap.MAP_SHARED, mmap.PROT_READ, offset=start) as window:
            window.madvise(_POPULATE_READ)
            hasher.update(window)
        if took is not None:
            took(length)
    return hasher.hexdigest(), found.st_size
