"""Tells a shortage of this machine from a fault of a file: what could not be read for want of memory or threads is not judged."""

from __future__ import annotations

import errno
import mmap
import re
import resource
import threading
from pathlib import Path

from archive.errors import ArchiveError
from archive.model.message import tell

_ERRORS = frozenset((errno.ENOMEM, errno.EAGAIN, errno.EMFILE, errno.ENFILE, errno.ENOSPC, errno.EDQUOT))
_THREADS = 8
"""What the decoders of one file start at most: libvips for one image, and the runtime of the format identification."""
_STACK = 64 << 10
_SPARE = 32 << 20
"""What the asking itself takes, and what an allocator cannot give back."""
_RESERVED = 8 << 30
"""Addresses that libraries and decoders reserve and never use: under a limit on them any death may be the machine's."""
_SAID = re.compile(r"^(?:glib: )?Error creating thread|^runtime/cgo: pthread_create failed|can't start new thread")


class MachineShort(ArchiveError):
    """This machine gave less than the reading of one file may take; names what, and the remedy. No verdict follows from it."""

    def __init__(self, what: str) -> None:
        super().__init__(
            tell(
                "this machine is short of something ({what}), so nothing is judged: give the command more memory, processes, "
                "open files or disk (ulimit, the limits of its service or container), or let fewer run at once, and run it again",
                what=what,
            )
        )


def is_short(error: OSError) -> bool:
    """Whether a call failed for want of something that this machine has too little of."""
    return error.errno in _ERRORS


def refuse_if_short(error: OSError) -> None:
    """MachineShort when that is why a call failed."""
    if is_short(error):
        raise MachineShort(error.strerror or str(error)) from error


def told_of(said: str) -> bool:
    """Whether a library says in its own words that it was given no thread; nothing that a file can put into a message."""
    return bool(_SAID.search(said))


def lacking(memory: int) -> str | None:
    """What this process cannot get of what the reading of one file may take, asked of the system now; None when it can."""
    addresses = resource.getrlimit(resource.RLIMIT_AS)[0]
    if addresses != resource.RLIM_INFINITY and addresses < memory + _RESERVED:
        return f"an address space of {addresses >> 20} MiB (ulimit -v) for the reading of one file"
    if not gives(memory):
        return f"less than {memory >> 20} MiB of memory for the reading of one file"
    return None if _starts(_THREADS) else "no more threads"


def gives(memory: int) -> bool:
    """Whether the system gives what is left of this much memory. It is not touched, so that asking costs nothing."""
    limit = resource.getrlimit(resource.RLIMIT_DATA)[0]
    if limit != resource.RLIM_INFINITY and limit < memory:
        return False
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[5])
    left = memory - pages * mmap.PAGESIZE - _SPARE
    if left <= 0:
        return True
    try:
        mmap.mmap(-1, left, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).close()
    except (OSError, MemoryError):
        return False
    return True


def _starts(number: int) -> bool:
    """Whether so many threads can live at once."""
    end = threading.Event()
    usual = threading.stack_size(_STACK)
    started: list[threading.Thread] = []
    try:
        for _ in range(number):
            one = threading.Thread(target=end.wait)
            one.start()
            started.append(one)
    except (RuntimeError, MemoryError):
        return False
    finally:
        threading.stack_size(usual)
        end.set()
        for one in started:
            one.join()
    return True
