"""The parent's side of one child: how it is started, asked and ended, and how its death is told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import archive
from archive.child_processes.messages import receive, send
from archive.errors import ArchiveError

_NO_MEMORY = ("out of memory", "allocate", "bad_alloc", "memoryerror")
_LONGEST_WORDS = 300
_LAST_BREATH = 5.0
_OURS = ("HOME", "LD_LIBRARY_PATH", "NUMBA_CACHE_DIR", "PATH", "TMPDIR")
NOTHING: Mapping[str, str] = MappingProxyType({})


class Died(ArchiveError):
    """A child ended before it answered: `how`, with its last words behind it.

    `memory` when it had asked for more than it may, `killed` by somebody else than us.
    """

    def __init__(self, said: str, memory: bool, killed: bool = False, how: str = "") -> None:
        super().__init__(said)
        self.how = how
        self.memory = memory
        self.killed = killed


class TookTooLong(ArchiveError):
    """A child did not answer in time."""


def python(module: str, *arguments: str) -> tuple[str, ...]:
    """How a module is run; -P, so that a folder in which someone works cannot bring modules of its own."""
    return (sys.executable, "-P", "-m", module, *arguments)


def environment(added: Mapping[str, str] = NOTHING) -> dict[str, str]:
    """Where our modules are, and little of our own: no setting and no secret goes to a process that reads what came in."""
    kept = {name: os.environ[name] for name in _OURS if name in os.environ}
    plain = {"PYTHONPATH": str(Path(archive.__file__).parents[1]), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    return {**kept, **plain, **added}


class Child:
    """One process that serves (see `serving`), and our end of the line to it. OSError when it cannot be started."""

    def __init__(self, command: Sequence[str], added: Mapping[str, str] = NOTHING) -> None:
        self._errors = os.fdopen(os.memfd_create("errors"), "w+b")
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = subprocess.Popen(
                    [*command, str(theirs.fileno()), str(os.getpid())],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=self._errors,
                    env=environment(added),
                    cwd="/",
                )
            except OSError:
                ours.close()
                self._errors.close()
                raise
        self._channel = ours

    def ask(self, content: bytes, descriptors: Sequence[int] = (), seconds: float | None = None) -> bytes:
        """What the child answers. Died, TookTooLong; then it must be ended."""
        try:
            self._channel.settimeout(seconds)
            send(self._channel, content, descriptors)
            answered = receive(self._channel)
        except TimeoutError:
            raise TookTooLong from None
        except OSError as error:
            raise self._death() from error
        if answered is None:
            raise self._death()
        return answered[0]

    def _death(self) -> Died:
        """How the process ended, in the words of what it last wrote."""
        try:
            code = self._process.wait(_LAST_BREATH)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            code = -signal.SIGALRM
        written = b"" if self._errors.closed else os.pread(self._errors.fileno(), 1 << 20, 0)
        lines = [line.strip() for line in written.decode("utf-8", "replace").splitlines() if line.strip()]
        how = signal.Signals(-code).name if code < 0 else f"exit {code}"
        said = f"{how}: {lines[-1][:_LONGEST_WORDS]}" if lines else how
        memory = any(word in line.lower() for line in lines for word in _NO_MEMORY)
        return Died(said, memory, code == -signal.SIGKILL, how.replace(" ", "-"))

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """Let it end at once, whatever it is doing; who waits for its answer learns that it died."""
        self._process.kill()

    def end(self) -> None:
        """End the process and the line to it."""
        self._process.kill()
        self._process.wait()
        self._channel.close()
        self._errors.close()
