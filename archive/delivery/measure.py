"""Measures files: each is read once for its digest and size, then told by its bytes and decoded whole."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import BinaryIO

from archive.delivery import images
from archive.delivery.batch import Damage, FileFacts, Problem
from archive.delivery.families import Measured, Opened, Role, measure_unknown, measurer
from archive.delivery.kinds import HEAD, JPEG, PAGES, TIFF, kind_of, named
from archive.delivery.port import DeliveryUnreadable, NotDelivered, Source
from archive.delivery.pronom import puid
from archive.model.digest import Digest

Progress = Callable[[int, int], None]
"""Told how many files are done, of how many."""

_BUFFER = 1 << 20
_AHEAD = 4

__all__ = ["Progress", "Role", "decoder_version", "measure_all"]


def decoder_version() -> str:
    """Which image decoder is at work, for whoever examines the installation; an error when it cannot be loaded."""
    return images.version()


class _Buffer(threading.local):
    """One read buffer a thread, used for every file that the thread reads."""

    def __init__(self) -> None:
        self.view = memoryview(bytearray(_BUFFER))


def measure_all(
    source: Source, paths: Sequence[str], roles: Mapping[str, Role], progress: Progress, workers: int
) -> Iterator[FileFacts | Problem]:
    """The facts of each file in the order given, or why it could not be read; several at once, memory flat.

    libvips keeps one error text for the whole process, so a file that did not decode is measured again on its own.
    """
    images.shut_untrusted()
    buffer = _Buffer()
    pending: deque[Future[FileFacts | Problem]] = deque()
    with ThreadPoolExecutor(workers, "measure") as crew:
        for done in range(len(paths)):
            while len(pending) < _AHEAD * workers and done + len(pending) < len(paths):
                path = paths[done + len(pending)]
                pending.append(crew.submit(measure, source, path, roles.get(path, Role.OTHER), buffer))
            facts = pending.popleft().result()
            if isinstance(facts, FileFacts) and facts.damage and facts.mime in (TIFF, JPEG):
                for other in pending:
                    other.exception()
                facts = measure(source, facts.path, roles.get(facts.path, Role.OTHER), buffer)
            yield facts
            progress(done + 1, len(paths))


def measure(source: Source, path: str, role: Role, buffer: _Buffer) -> FileFacts | Problem:
    """The facts of one file, or why it could not be read."""
    try:
        with source.open(path) as stream:
            return _facts(stream, path, role, buffer.view)
    except (NotDelivered, DeliveryUnreadable) as error:
        return Problem("UNREADABLE", path, str(error))
    except OSError as error:
        return Problem("UNREADABLE", path, error.strerror or str(error))


def _facts(stream: BinaryIO, path: str, role: Role, buffer: memoryview) -> FileFacts:
    digest, size = _digest(stream, buffer)
    mime = kind_of(os.pread(stream.fileno(), HEAD, 0), path)
    opened = Opened(stream.fileno(), path, size, mime, role)
    found = _empty(opened) if size == 0 else (measurer(mime, role) or measure_unknown)(opened)
    return FileFacts(
        path,
        size,
        digest,
        mime,
        puid(stream.fileno()) if size else "",
        found.leaves,
        found.damage,
        found.transcribed,
        found.image,
        found.pdf,
        found.problems,
    )


def _empty(opened: Opened) -> Measured:
    """A file without a byte: a fault where a page or a transcription was expected, or where it is judged alone."""
    expected = opened.role is not Role.OTHER or named(opened.path) in PAGES
    return Measured(damage=Damage("EMPTY_FILE") if expected else None)


def _digest(stream: BinaryIO, buffer: memoryview) -> tuple[Digest, int]:
    """SHA-256 and the number of bytes that it covers."""
    hashed, size = hashlib.sha256(), 0
    while count := stream.readinto(buffer):  # type: ignore[attr-defined]
        hashed.update(buffer[:count])
        size += count
    return Digest("sha256", hashed.hexdigest()), size
