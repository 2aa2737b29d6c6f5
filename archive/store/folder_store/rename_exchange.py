"""Two names change places in one move, so that a reader always finds one of the two: renameat2(2) with RENAME_EXCHANGE."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

from archive.errors import ArchiveError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNKNOWN = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)


class CannotExchange(ArchiveError, OSError):
    """This system or this disk knows no such move."""


def exchange(one: Path, other: Path) -> None:
    """Let two names that stand on one disk change places. CannotExchange, with the remedy, where that cannot be had."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        raise _cannot(other, errno.ENOSYS) from None
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return
    code = ctypes.get_errno()
    if code in _UNKNOWN:
        raise _cannot(other, code)
    raise OSError(code, os.strerror(code), str(other))


def _cannot(place: Path, code: int) -> CannotExchange:
    told = (
        "this disk cannot exchange two names in one move, so nothing was changed. Move what stands there away by hand, keep it, "
        "and repair again: what is missing is restored"
    )
    return CannotExchange(code, told, str(place))
