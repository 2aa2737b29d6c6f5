"""Measures the files of a delivery, several at once, each in a process of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from archive.child_processes.shortage import refuse_if_short
from archive.delivery.facts.batch import FileFacts, Problem
from archive.delivery.facts.measured import Role
from archive.delivery.measuring.isolation import Crew
from archive.delivery.port import DeliveryUnreadable, NotDelivered, Source
from archive.model.message import sentence

__all__ = ["Progress", "Role", "decoder_version", "measure_all"]

Progress = Callable[[int, int], None]
"""Told how many files are done, of how many."""

_AHEAD = 4


def decoder_version() -> str:
    """Which image decoder is at work, for whoever examines the installation; an error when it cannot be loaded."""
    from archive.delivery.image_files import images

    return images.version()


def measure_all(
    source: Source, paths: Sequence[str], roles: Mapping[str, Role], progress: Progress, workers: int
) -> Iterator[FileFacts | Problem]:
    """The facts of each file in the order given, or why it could not be read; several at once, memory flat."""
    pending: deque[Future[FileFacts | Problem]] = deque()
    with Crew() as crew, ThreadPoolExecutor(workers, "measure") as threads:
        try:
            for done in range(len(paths)):
                while len(pending) < _AHEAD * workers and done + len(pending) < len(paths):
                    path = paths[done + len(pending)]
                    pending.append(threads.submit(_measure, source, path, roles.get(path, Role.OTHER), crew))
                yield pending.popleft().result()
                progress(done + 1, len(paths))
        finally:
            for waiting in pending:
                waiting.cancel()


def _measure(source: Source, path: str, role: Role, crew: Crew) -> FileFacts | Problem:
    try:
        with source.open(path) as stream:
            return crew.measure(stream, path, role)
    except (NotDelivered, DeliveryUnreadable) as error:
        return Problem("UNREADABLE", path, sentence(error))
    except OSError as error:
        refuse_if_short(error)
        return Problem("UNREADABLE", path, error.strerror or str(error))
