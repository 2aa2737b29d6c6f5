"""One package in one folder, anywhere on disk: read it, walk it, follow no link, leave no trace."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from archive.model.message import tell
from archive.store.folder_store.openat import FILE, FOLDER, OpenBelow, open_quietly, opener
from archive.store.port import NodeKind, NotStored, Stored, StoreUnreadable, Unsealed

_FILE_MAY, _FILE_MUST = 0o444, 0o400
_FOLDER_MAY, _FOLDER_MUST = 0o2555, 0o500  # a folder inherits the set-group-ID bit of the one above (open(2), mkdir(2))


class FolderPackage:
    """`PackageFiles` over a folder, which may itself be reached through a link.

    While it is entered, the inner folder of the file opened last stays open: its neighbours are then opened in half the time.
    `absent` is asked whenever something is not there, and may know better: that the whole disk is away. `owner` is the user
    who must own everything in a sealed package; None for a package that lies about unsealed, as an exported one does.
    """

    def __init__(
        self,
        folder: Path,
        absent: Callable[[], None] = lambda: None,
        open_below: OpenBelow | None = None,
        owner: int | None = None,
    ) -> None:
        self._folder = os.path.realpath(folder)
        self._absent = absent
        self._open_below = open_below or opener()
        self._entered = False
        self._inner: tuple[str, int] | None = None
        self._seal = None if owner is None else Seal(owner)

    def listing(self) -> Iterator[Stored]:
        if self._seal is not None:
            self._seal = Seal(self._seal.owner)
        try:
            yield from listing(self._folder, self._seal)
        except NotStored:
            self._absent()
            raise

    def open(self, path: str) -> BinaryIO:
        try:
            return open_file(self._folder, path, self._beside if self._entered else self._open_below)
        except NotStored:
            self._absent()
            raise

    def unsealed(self) -> tuple[Unsealed, ...]:
        return () if self._seal is None else tuple(self._seal.broken)

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


class Seal:
    """What a sealed package looks like from outside: one owner, who may read and not write. Gathers what looks otherwise."""

    __slots__ = ("broken", "owner")

    def __init__(self, owner: int) -> None:
        self.owner = owner
        self.broken: list[Unsealed] = []

    def look(self, path: str, state: os.stat_result) -> None:
        """Note a file or folder with other permissions or another owner. A umask may have withheld bits from others."""
        mode = state.st_mode & 0o7777
        may, must = (_FOLDER_MAY, _FOLDER_MUST) if stat.S_ISDIR(state.st_mode) else (_FILE_MAY, _FILE_MUST)
        other = mode & ~may or mode & must != must
        if other or state.st_uid != self.owner:
            self.broken.append(Unsealed(path, mode if other else None, _other(state.st_uid, self.owner)))


def _other(found: int, owner: int) -> int | None:
    return None if found == owner else found


def listing(folder: str, seal: Seal | None = None) -> Iterator[Stored]:
    """Everything inside a folder, in order of path. What an error leaves unseen ends the listing with StoreUnreadable.

    Links are listed and not followed. A folder with nothing in it is listed as special: nothing of ours puts one there.
    """
    name = Path(folder).name
    try:
        descriptor = open_quietly(folder, FOLDER)
    except OSError as error:
        raise refusal(name, error) from error
    try:
        yield from _walk(descriptor, "", seal)
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
        raise NotStored(tell("{path} is a folder, not a file", path=path)) from None


def refusal(what: str, error: OSError) -> NotStored | StoreUnreadable:
    """Tell what is not there from what could not be looked at."""
    if error.errno == errno.ENOENT:
        return NotStored(f"{what} is not stored")
    return StoreUnreadable(error.errno, error.strerror, what)


def _walk(descriptor: int, prefix: str, seal: Seal | None) -> Iterator[Stored]:
    """Depth first, each folder sorted as if its name ended with a slash: this is the order of whole paths."""
    try:
        if seal is not None:
            seal.look(prefix[:-1], os.fstat(descriptor))
        with os.scandir(descriptor) as found:
            inside = {f"{one.name}/" if one.is_dir(follow_symlinks=False) else one.name: one for one in found}
        if not inside and prefix:
            yield Stored(prefix[:-1], 0, NodeKind.SPECIAL)
        for name in sorted(inside):
            entry = inside[name]
            if name[-1] == "/":
                yield from _walk(open_quietly(entry.name, FOLDER, descriptor), prefix + name, seal)
            else:
                kind = NodeKind.FILE if entry.is_file(follow_symlinks=False) else _kind(entry)
                state = entry.stat(follow_symlinks=False)
                if seal is not None and kind is NodeKind.FILE:
                    seal.look(prefix + name, state)
                yield Stored(prefix + name, state.st_size, kind)
    finally:
        os.close(descriptor)


def _kind(entry: os.DirEntry[str]) -> NodeKind:
    return NodeKind.LINK if entry.is_symlink() else NodeKind.SPECIAL
