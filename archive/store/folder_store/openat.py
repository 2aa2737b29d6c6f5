"""Opening a file below a folder without ever following a link, in one system call where Linux has openat2(2)."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Callable

OpenBelow = Callable[[str, str], int]
"""Opens the file at a relative path below a folder, for reading, and gives its descriptor."""

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
NO_ACCESS_TIME = getattr(os, "O_NOATIME", 0)

_OPENAT2 = 437  # the same number on every architecture but alpha
_AT_FDCWD = -100
_RESOLVE_NO_SYMLINKS = 0x04


class _How(ctypes.Structure):
    _fields_ = (("flags", ctypes.c_uint64), ("mode", ctypes.c_uint64), ("resolve", ctypes.c_uint64))


def open_quietly(name: str, flags: int, folder: int | None = None) -> int:
    """os.open that leaves the access time alone; only the owner of a file and root may ask for that (open(2), O_NOATIME)."""
    try:
        return os.open(name, flags | NO_ACCESS_TIME, dir_fd=folder)
    except PermissionError:
        return os.open(name, flags, dir_fd=folder)


def open_below(folder: str, path: str) -> int:
    """Open the file at a relative path below a folder; OSError with ELOOP or ENOTDIR where a link stands in the way.

    `folder` is trusted, so it must be free of links itself (os.path.realpath).
    """
    parts = path.split("/")
    if "" in parts or "." in parts or ".." in parts:
        raise OSError(errno.EINVAL, "the path would leave the folder", path)
    beneath = open_quietly(folder, FOLDER)
    try:
        for part in parts[:-1]:
            beneath, above = open_quietly(part, FOLDER, beneath), beneath
            os.close(above)
        return open_quietly(parts[-1], FILE, beneath)
    finally:
        os.close(beneath)


def opener() -> OpenBelow:
    """`open_below`, or the same promise kept by one call of openat2(2), which Linux has since 5.6."""
    fast = _openat2()
    if fast is None:
        return open_below
    try:
        os.close(fast("/", "."))
    except OSError:
        return open_below  # an older kernel, or a sandbox that forbids the call
    return fast


def _openat2() -> OpenBelow | None:
    try:
        call = ctypes.CDLL(None, use_errno=True).syscall
    except (OSError, AttributeError):
        return None
    call.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_char_p, ctypes.POINTER(_How), ctypes.c_size_t]
    call.restype = ctypes.c_long
    quiet = _How(FILE | NO_ACCESS_TIME | os.O_CLOEXEC, 0, _RESOLVE_NO_SYMLINKS)
    plain = _How(FILE | os.O_CLOEXEC, 0, _RESOLVE_NO_SYMLINKS)
    quietly, plainly, size = ctypes.byref(quiet), ctypes.byref(plain), ctypes.sizeof(_How)

    def open_at_once(folder: str, path: str) -> int:
        if "/../" in f"/{path}/" or "\0" in path:
            raise OSError(errno.EINVAL, "the path would leave the folder", path)
        full = f"{folder}/{path}".encode("utf-8", "surrogateescape")
        descriptor: int = call(_OPENAT2, _AT_FDCWD, full, quietly, size)
        if descriptor < 0 and ctypes.get_errno() == errno.EPERM:
            descriptor = call(_OPENAT2, _AT_FDCWD, full, plainly, size)
        if descriptor < 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), path)
        return descriptor

    return open_at_once
