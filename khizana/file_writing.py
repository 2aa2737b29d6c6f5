"""Where reports are written, and how: each file whole or not at all, and nothing lies about after a kill."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from archive.model.file_errors import naming

_NO_UNNAMED = (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL)
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS)


def write(path: Path, content: bytes) -> Path:
    """Write one report, replacing what stood there."""
    return write_all(path.parent, {path.name: content})[0]


class AlreadyThere(Exception):
    """A file of that name came while ours was written."""


def write_all(
    folder: Path, contents: Mapping[str, bytes], unnamed: int = os.O_TMPFILE, *, over: bool = True
) -> list[Path]:
    """Write files that belong together: all are on disk without a name first, and are named only then.

    AlreadyThere where one of that name stands and `over` does not allow to replace it.

    A file without a name vanishes with a process that is killed (open(2); `unnamed` is the flag that asks for one). What stands
    there already with the same bytes is left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as opened:
        directory = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        opened.callback(os.close, directory)
        changed = [name for name, content in contents.items() if _standing(folder / name) != content]
        written: dict[str, int | None] = {}
        for name in changed:
            with naming(folder / name):
                written[name] = _unnamed(directory, name, contents[name], unnamed, opened)
        for name, descriptor in written.items():
            if descriptor is not None:
                _discard(directory, _aside(name))  # a run that was killed in this very moment
                os.link(f"/proc/self/fd/{descriptor}", _aside(name), dst_dir_fd=directory, follow_symlinks=True)
            if over:
                os.replace(_aside(name), name, src_dir_fd=directory, dst_dir_fd=directory)
            else:
                _name_new(directory, name)
    return [folder / name for name in contents]


def _standing(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _unnamed(directory: int, name: str, content: bytes, flag: int, opened: ExitStack) -> int | None:
    """The content in a file without a name; under a name aside, and None, where the file system knows no such thing."""
    flags = os.O_WRONLY | os.O_CLOEXEC
    unnamed = True
    try:
        descriptor = os.open(".", flags | flag, 0o644, dir_fd=directory)
    except OSError as error:
        if error.errno not in _NO_UNNAMED:
            raise
        unnamed = False
        descriptor = os.open(_aside(name), flags | os.O_CREAT | os.O_TRUNC, 0o644, dir_fd=directory)
    opened.callback(os.close, descriptor)
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
    return descriptor if unnamed else None


def _name_new(directory: int, name: str) -> None:
    """Give the file aside its name, unless somebody has it."""
    try:
        os.link(_aside(name), name, src_dir_fd=directory, dst_dir_fd=directory, follow_symlinks=False)
    except FileExistsError:
        raise AlreadyThere(name) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.replace(_aside(name), name, src_dir_fd=directory, dst_dir_fd=directory)  # a stick with FAT knows no better
    finally:
        _discard(directory, _aside(name))


def _aside(name: str) -> str:
    return f".{name}.new"


def _discard(directory: int, name: str) -> None:
    try:
        os.unlink(name, dir_fd=directory)
    except FileNotFoundError:
        return
