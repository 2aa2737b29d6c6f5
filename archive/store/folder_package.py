"""One package in one folder, anywhere on disk: read it, walk it, follow no link, leave no trace."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from archive.store.openat import FILE, FOLDER, OpenBelow, open_quietly, opener
from archive.store.port import Kind, NotStored, Stored, StoreUnreadable


class FolderPackage:
    """`PackageFiles` over a folder, which may itself be reached through a link.

    While it is entered, the inner folder of the file opened last stays open: its neighbours are then opened in half the time.
    `absent` is asked whenever something is not there, and may know better: that the whole disk is away.
    """

    def __init__(
        self, folder: Path, absent: Callable[[], None] = lambda: None, open_below: OpenBelow | None = None
    ) -> None:
        self._folder = os.path.realpath(folder)
        self._absent = absent
        self._open_below = open_below or opener()
        self._entered = False
        self._inner: tuple[str, int] | None = None

    def listing(self) -> Iterator[Stored]:
        try:
            yield from listing(self._folder)
        except NotStored:
            self._absent()
            raise

    def open(self, path: str) -> BinaryIO:
        try:
            return open_file(self._folder, path, self._beside if self._entered else self._open_below)
        except NotStored:
            self._absent()
            raise

    def __enter__(self) -> FolderPackage:
        self._entered = True
        return self

    def __exit__(self, *exception: object) -> None:
        self._entered = False
        self._forget()

    def _beside(self, folder: str, path: str) -> int:
        """Open a file from its own folder, which was itself reached without following a link."""
        inner, slash, name = path.rpartition("/")
        if not slash or name in ("", ".", ".."):
            return self._open_below(folder, path)
        if self._inner is None or self._inner[0] != inner:
            self._forget()
            self._inner = (inner, self._open_below(folder, inner))
        return open_quietly(name, FILE, self._inner[1])

    def _forget(self) -> None:
        if self._inner is not None:
            os.close(self._inner[1])
            self._inner = None


def listing(folder: str) -> Iterator[Stored]:
    """Everything inside a folder, in order of path. What an error leaves unseen ends the listing with StoreUnreadable.

    Links are listed and not followed. A folder with nothing in it is listed as special: nothing of ours puts one there.
    """
    name = Path(folder).name
    try:
        descriptor = open_quietly(folder, FOLDER)
    except OSError as error:
        raise refusal(name, error) from error
    try:
        yield from _walk(descriptor, "")
    except OSError as error:
        raise StoreUnreadable(error.errno, error.strerror, name) from error


def open_file(folder: str, path: str, open_below: OpenBelow) -> BinaryIO:
    """One file for reading, unbuffered, its access time left alone where the system allows."""
    try:
        descriptor = open_below(folder, path)
    except OSError as error:
        raise refusal(path, error) from error
    try:
        return io.FileIO(descriptor)
    except IsADirectoryError:
        os.close(descriptor)
        raise NotStored(f"{path} is a folder, not a file") from None


def refusal(what: str, error: OSError) -> NotStored | StoreUnreadable:
    """Tell what is not there from what could not be looked at."""
    if error.errno == errno.ENOENT:
        return NotStored(f"{what} is not stored")
    return StoreUnreadable(error.errno, error.strerror, what)


def _walk(descriptor: int, prefix: str) -> Iterator[Stored]:
    """Depth first, each folder sorted as if its name ended with a slash: this is the order of whole paths."""
    try:
        with os.scandir(descriptor) as found:
            inside = {f"{one.name}/" if one.is_dir(follow_symlinks=False) else one.name: one for one in found}
        if not inside and prefix:
            yield Stored(prefix[:-1], 0, Kind.SPECIAL)
        for name in sorted(inside):
            entry = inside[name]
            if name[-1] == "/":
                yield from _walk(open_quietly(entry.name, FOLDER, descriptor), prefix + name)
            else:
                kind = Kind.FILE if entry.is_file(follow_symlinks=False) else _kind(entry)
                yield Stored(prefix + name, entry.stat(follow_symlinks=False).st_size, kind)
    finally:
        os.close(descriptor)


def _kind(entry: os.DirEntry[str]) -> Kind:
    return Kind.LINK if entry.is_symlink() else Kind.SPECIAL
