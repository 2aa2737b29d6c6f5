"""A delivery that lies in a folder. Links are never followed, and no path can leave the root."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from archive.child_processes.shortage import refuse_if_short
from archive.delivery.facts.batch import Problem
from archive.delivery.facts.paths import shown, unsafe
from archive.delivery.port import DeliveredFile, DeliveryUnreadable, NotDelivered
from archive.model.message import tell

_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # O_NONBLOCK: a pipe must not make us wait


class FolderSource:
    """The files below one folder; the folder itself may be reached through a link, nothing in it may."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def listing(self) -> Iterator[DeliveredFile | Problem]:
        """Every regular file in order of path; what cannot be taken is a problem."""
        yield from self._below(self._open_root(), "")

    def open(self, path: str) -> BinaryIO:
        """One file for reading, unbuffered; every step of its path is opened without following links."""
        reason = unsafe(path)
        if reason:
            raise NotDelivered(tell("{shown} is not a path of a delivery: {reason}", shown=shown(path), reason=reason))
        folder = self._open_root()
        try:
            *above, name = path.split("/")
            for part in above:
                inner = os.open(part, _DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
                os.close(folder)
                folder = inner
            opened = os.open(name, _FILE, dir_fd=folder)
        except (FileNotFoundError, NotADirectoryError):
            raise NotDelivered(tell("{path} is not in {root}", path=path, root=self._root)) from None
        except OSError as error:
            refuse_if_short(error)
            if error.errno == errno.ELOOP:
                raise NotDelivered(tell("{path} in {root} is a link", path=path, root=self._root)) from None
            raise DeliveryUnreadable(
                tell(
                    "{path} in {root} could not be opened: {strerror}",
                    path=path,
                    root=self._root,
                    strerror=error.strerror,
                )
            ) from error
        finally:
            os.close(folder)
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            os.close(opened)
            raise NotDelivered(tell("{path} in {root} is not a regular file", path=path, root=self._root))
        return os.fdopen(opened, "rb", buffering=0)

    def _open_root(self) -> int:
        try:
            return os.open(self._root, _DIRECTORY)
        except OSError as error:
            refuse_if_short(error)
            message = f"{self._root} could not be opened as a folder: {error.strerror}. Give the delivery's own folder."
            raise DeliveryUnreadable(message) from error

    def _below(self, folder: int, prefix: str) -> Iterator[DeliveredFile | Problem]:
        try:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries)
            for name in names:
                yield from self._entry(folder, name, prefix + name)
        except OSError as error:
            refuse_if_short(error)
            yield Problem(
                "UNREADABLE", shown(prefix.rstrip("/")) or ".", error.strerror or "the folder could not be listed"
            )
        finally:
            os.close(folder)

    def _entry(self, folder: int, name: str, path: str) -> Iterator[DeliveredFile | Problem]:
        reason = unsafe(path)
        if reason:
            yield Problem("UNSAFE_PATH", shown(path), reason)
            return
        try:
            found = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if stat.S_ISDIR(found.st_mode):
                inner = os.open(name, _DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
        except OSError as error:
            refuse_if_short(error)
            yield Problem("UNREADABLE", path, error.strerror or "the file could not be looked at")
            return
        if stat.S_ISDIR(found.st_mode):
            yield from self._below(inner, path + "/")
        elif stat.S_ISLNK(found.st_mode):
            yield Problem("UNSAFE_LINK", path, "symbolic link")
        elif stat.S_ISREG(found.st_mode):
            yield DeliveredFile(path, found.st_size)
        else:
            yield Problem("SPECIAL_FILE", path, "device, pipe or socket")
