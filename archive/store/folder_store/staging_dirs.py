"""Where things are prepared before they become visible: a locked folder an attempt. A dead attempt holds no lock."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from archive.store.folder_store.openat import FOLDER


def begin(aside: Path, name: str) -> tuple[Path, int]:
    """Make `<name>.<pid>` and lock it; its path and an open descriptor, whose closing gives up the lock."""
    for attempt in count():
        path = aside / (f"{name}.{os.getpid()}" + (f".{attempt}" if attempt else ""))
        with suppress(FileExistsError):
            path.mkdir(0o755)
            with suppress(FileNotFoundError):  # a sweeper was quicker than our lock
                descriptor = os.open(path, FOLDER)
                if _lock(descriptor) and os.fstat(descriptor).st_nlink:
                    return path, descriptor
                os.close(descriptor)
    raise AssertionError("itertools.count has no end")


def sweep(aside: Path) -> None:
    """Remove what dead attempts left: every folder that nobody holds a lock on."""
    for left in [found for found in aside.iterdir() if found.is_dir() and not found.is_symlink()]:
        with suppress(FileNotFoundError), _opened(left) as descriptor:
            if _lock(descriptor):
                remove(left)


def remove(path: Path) -> None:
    """Remove a folder and all in it, sealed or not; what somebody else removes meanwhile is removed too."""
    with suppress(FileNotFoundError):
        with _opened(path) as descriptor:
            _empty(descriptor)
        path.rmdir()


def _empty(folder: int) -> None:
    os.fchmod(folder, 0o755)
    with os.scandir(folder) as found:
        entries = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in found]
    for name, below in entries:
        with suppress(FileNotFoundError):
            if below:
                descriptor = os.open(name, FOLDER, dir_fd=folder)
                try:
                    _empty(descriptor)
                finally:
                    os.close(descriptor)
                os.rmdir(name, dir_fd=folder)
            else:
                os.unlink(name, dir_fd=folder)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """A descriptor of a folder, closed at the end."""
    descriptor = os.open(path, FOLDER)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
