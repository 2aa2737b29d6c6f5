"""Measures files: each is read once for its digest and size, then told by its bytes and decoded whole."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum, auto
from typing import BinaryIO

from archive.delivery import images, jpeg2000, page_xml, pdf
from archive.delivery.batch import Damage, FileFacts, Problem, Size
from archive.delivery.kinds import HEAD, JP2, JPEG, PAGES, PDF, TIFF, kind_of, named
from archive.delivery.port import DeliveryUnreadable, NotDelivered, Source
from archive.delivery.pronom import puid
from archive.model.digest import Digest

Progress = Callable[[int, int], None]
"""Told how many files are done, of how many."""

_BUFFER = 1 << 20
_LARGEST_TRANSCRIPTION = 64 << 20
_AHEAD = 4


def decoder_version() -> str:
    """Which image decoder is at work, for whoever examines the installation; an error when it cannot be loaded."""
    return images.version()


class Role(Enum):
    """What a delivery uses a file for."""

    PAGE = auto()
    TRANSCRIPTION = auto()
    OTHER = auto()


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
    leaves, damage = _decode(stream, path, role, size, mime)
    transcribed = None
    if role is Role.TRANSCRIPTION and not damage:
        transcribed, damage = _transcribed(stream)
    return FileFacts(path, size, digest, mime, puid(stream.fileno()) if size else "", leaves, damage, transcribed)


def _digest(stream: BinaryIO, buffer: memoryview) -> tuple[Digest, int]:
    """SHA-256 and the number of bytes that it covers."""
    hashed, size = hashlib.sha256(), 0
    while count := stream.readinto(buffer):  # type: ignore[attr-defined]
        hashed.update(buffer[:count])
        size += count
    return Digest("sha256", hashed.hexdigest()), size


def _decode(stream: BinaryIO, path: str, role: Role, size: int, mime: str) -> tuple[tuple[Size, ...], Damage | None]:
    """Every pixel of an image, every stream of a PDF; nothing for a file that is neither and is not meant to be."""
    expected = role is Role.PAGE or named(path) in PAGES
    if size == 0:
        return (), Damage("EMPTY_FILE") if expected else None
    if mime == PDF:
        return pdf.inspect(stream)
    if mime in (TIFF, JPEG):
        leaf, damage = images.decode(stream.fileno(), mime)
        return (leaf,) if leaf else (), damage
    if mime == JP2:
        leaf, damage = jpeg2000.decode(stream, images.MOST_PIXELS)
        return (leaf,) if leaf else (), damage
    if not expected:
        return (), None
    if mime.startswith("image/"):
        return (), Damage("UNSUPPORTED_FORMAT", mime)
    return (), Damage("NOT_A_PDF" if named(path) == PDF else "NOT_AN_IMAGE", mime)


def _transcribed(stream: BinaryIO) -> tuple[Size | None, Damage | None]:
    stream.seek(0)
    content = stream.read(_LARGEST_TRANSCRIPTION + 1) or b""
    if len(content) > _LARGEST_TRANSCRIPTION:
        return None, Damage("XML_NOT_WELL_FORMED", f"larger than {_LARGEST_TRANSCRIPTION} bytes")
    try:
        return page_xml.read(content).size, None
    except page_xml.InvalidPageXml as error:
        return None, Damage(error.code, str(error))
