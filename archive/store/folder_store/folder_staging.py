"""A package being written in a folder: aside, then durable, then visible by one rename."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from archive.model.file_errors import naming
from archive.store.files import refuse_outside
from archive.store.folder_store.folder_sealing import put_away
from archive.store.folder_store.openat import FOLDER
from archive.store.folder_store.staging_dirs import begin, remove
from archive.store.port import AlreadyStored, StoreFull

SEALED_FILE = 0o444
SEALED_FOLDER = 0o555
_TAKEN = (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_NAMES = ("", ".", "..")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


class FolderStaging:
    """Files are created without write permission and written through the descriptor that made them.

    `office` is the folder that the package will lie in. While it is written, each folder inside has an open descriptor.
    """

    def __init__(self, aside: Path, office: Path, package: str) -> None:
        self.aside = aside
        self.office = office
        self.package = package
        self._path, self.root = begin(aside, package)
        self._folders = {"": self.root}
        self._finished = False
        self._sealed = False

    def write(self, path: str, chunks: Iterable[bytes | memoryview]) -> None:
        if self._finished:
            raise self._closed()
        folder, slash, name = path.rpartition("/")
        if name in _NO_NAMES or folder not in self._folders or (slash and not folder):
            refuse_outside(path)
        try:
            with naming(self._path / path):
                self._write(name, folder, chunks)
        except OSError as error:
            say_if_full(error, f"{self.package}: {path}")
            raise

    def _write(self, name: str, folder: str, chunks: Iterable[bytes | memoryview]) -> None:
        descriptor = os.open(name, _NEW, SEALED_FILE, dir_fd=self._folder(folder))
        try:
            for chunk in chunks:
                written = os.write(descriptor, chunk)
                while written < len(chunk):
                    written += os.write(descriptor, chunk[written:])
        finally:
            os.close(descriptor)

    def finish(self) -> None:
        """No file is added any more: the folders inside become read-only, and only the outermost stays open."""
        self._finished = True
        for path in [path for path in self._folders if path]:
            descriptor = self._folders.pop(path)
            try:
                os.fchmod(descriptor, SEALED_FOLDER)
            finally:
                os.close(descriptor)

    def move(self) -> None:
        """Give the package its name, in one rename; AlreadyStored when the name is taken."""
        if self._sealed:
            raise self._closed()
        try:
            self._path.rename(self.office / self.package)
        except OSError as error:
            if error.errno in _TAKEN:
                raise self._closed() from None
            raise
        self._sealed = True
        # Only now: to move a folder, one must be able to write in it.
        os.fchmod(self.root, SEALED_FOLDER)

    def seal(self) -> None:
        try:
            put_away([self], self.root)
        except OSError as error:
            say_if_full(error, self.package)
            raise

    def __enter__(self) -> FolderStaging:
        return self

    def __exit__(self, *exception: object) -> None:
        try:
            if not self._sealed:
                remove(self._path)
        finally:
            for descriptor in self._folders.values():
                os.close(descriptor)
            self._folders.clear()

    def _folder(self, path: str) -> int:
        """A descriptor of a folder inside the package, made when it is first asked for."""
        found = self._folders.get(path)
        if found is None:
            above, _, name = path.rpartition("/")
            parent = self._folder(above)
            os.mkdir(name, 0o755, dir_fd=parent)
            found = self._folders[path] = os.open(name, FOLDER, dir_fd=parent)
        return found

    def _closed(self) -> AlreadyStored:
        return AlreadyStored(f"{self.package} is sealed already; a correction is a new version")


def say_if_full(error: OSError, what: str) -> None:
    """StoreFull when this error means that there is no room left."""
    if error.errno in _FULL:
        told = f"there is no room to write {what}. Free some space, then run the same command again"
        raise StoreFull(error.errno, told) from error
