"""One writer at a time, by flock(2): the kernel lets go when a process dies, so no lock is ever stale."""

from __future__ import annotations

import fcntl
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from archive.errors import ArchiveError
from archive.model.message import tell

_PAUSE = 0.05


def holder_of(command: str, since: datetime) -> str:
    """What a lock says of whoever has it."""
    return f"khizana {command}, process {os.getpid()} on {platform.node()}, since {since.isoformat()}"


class Locked(ArchiveError, RuntimeError):
    """Another process holds the lock; `holder` is what it wrote about itself."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(
            tell(
                "{path} is held by {holder}; wait until it ends, or end it: the lock goes with the process",
                path=path,
                holder=holder,
            )
        )
        self.path = path
        self.holder = holder


@contextmanager
def exclusive(path: Path, holder: str, patience: float = 0) -> Iterator[None]:
    """Hold the lock file while the block runs; `holder` says in one line who does (process, host, command, since).

    Locked when another still holds it after so many seconds. The file stays and is empty when nobody does, but after a death:
    who really holds the lock, the kernel knows.
    """
    opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        until = time.monotonic() + patience
        while not _lock(opened):
            if time.monotonic() < until:
                time.sleep(_PAUSE)
                continue
            said = os.pread(opened, 4096, 0).decode(errors="replace").strip()
            raise Locked(path, said or "a process that has not said its name yet")
        try:
            os.ftruncate(opened, 0)
            os.pwrite(opened, f"{holder}\n".encode(), 0)
            yield
        finally:
            os.ftruncate(opened, 0)
            fcntl.flock(opened, fcntl.LOCK_UN)
    finally:
        os.close(opened)


def _lock(opened: int) -> bool:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait for the folder's own lock, and hold it while the block runs; for moves that are short."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
