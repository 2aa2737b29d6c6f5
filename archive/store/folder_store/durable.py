"""Making what was written survive a power cut: one call for many packages where the system has one, else file by file."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from archive.store.folder_store.openat import FOLDER

_OLD = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)


def flush(anchor: int, folders: Sequence[int]) -> None:
    """Put every file and folder below some open folders on disk; OSError where the disk refuses."""
    if not at_once(anchor):
        for folder in folders:
            flush_each(folder)


def at_once(anchor: int) -> bool:
    """Put everything on the file system of an open folder on disk, with one call; false where there is no such call to trust.

    syncfs(2) reports failed writes since Linux 5.8 only, and only those since its descriptor was opened: `anchor` is open since
    before anything was written.
    """
    syncfs = _syncfs()
    return syncfs is not None and syncfs(anchor)


def flush_folder(path: Path) -> None:
    """Put the names in a folder on disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(path: Path) -> None:
    """Make a folder durably. One that stands is flushed too: whoever made it may not have come so far."""
    path.mkdir(exist_ok=True)
    flush_folder(path.parent)


def flush_each(folder: int) -> None:
    """`flush` for one folder, file by file and folder by folder."""
    with os.scandir(folder) as found:
        for entry in found:
            below = entry.is_dir(follow_symlinks=False)
            descriptor = os.open(entry.name, FOLDER if below else os.O_RDONLY | os.O_NOFOLLOW, dir_fd=folder)
            try:
                if below:
                    flush_each(descriptor)
                else:
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)
    os.fsync(folder)


def _syncfs() -> Callable[[int], bool] | None:
    """syncfs(2) as a function that is false where the system does not know it, or None."""
    system = os.uname()
    if not reports_errors(system.sysname, system.release):
        return None
    try:
        call = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError):
        return None

    def syncfs(descriptor: int) -> bool:
        if call(descriptor) == 0:
            return True
        code = ctypes.get_errno()
        if code in _OLD:
            return False
        raise OSError(code, os.strerror(code))

    return syncfs


def reports_errors(system: str, release: str) -> bool:
    """Whether syncfs(2) of this system says that a write failed: Linux from 5.8 on."""
    version = release.split(".")
    if system != "Linux" or len(version) < 2 or not (version[0].isdigit() and version[1].isdigit()):
        return False
    return (int(version[0]), int(version[1])) >= (5, 8)
