"""Programs that are not ours: run once under the same care as our own children."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from archive.child_processes.limits import end_with

_TIED = (sys.executable, "-P", "-m", __name__)


def run(command: Sequence[str], descriptors: Sequence[int], seconds: float) -> bytes | None:
    """What a program wrote on its standard output, its exit code aside; None when it cannot be run or takes too long.

    It is ended with us: `end_with` outlives the change into another program, as it sets no other user.
    """
    try:
        return subprocess.run(
            [*_TIED, str(os.getpid()), *command],
            pass_fds=tuple(descriptors),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None


@contextmanager
def done_afterwards(command: Sequence[str]) -> Iterator[None]:
    """A program that reads its standard input to the end, which comes when we let go of it, in whatever way: it outlives us."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True):
        yield


if __name__ == "__main__":
    end_with(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 - the program of who called `run`
