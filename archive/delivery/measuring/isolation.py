"""Measures each file in a process of its own, under limits of memory and time, so that no input can take the service down.

A worker is asked for one file after another. One that dies or takes too long is replaced; what it was reading is tried once
more by a fresh one, and then refused with a finding; unless this machine has too little of what a reader may take, which is no
fault of the file (see `shortage`).
"""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

import archive
from archive.delivery.facts import resource_limits
from archive.delivery.facts.batch import Damage, FileFacts, Problem
from archive.delivery.facts.measured import Role
from archive.delivery.facts.mime import HEAD, PDF, XML, kind_of
from archive.delivery.facts.resource_limits import MEMORY
from archive.delivery.facts.written_facts import facts_in
from archive.delivery.measuring import worker
from archive.delivery.measuring.measure_file import BUFFER, digest_of
from archive.delivery.shortage import MachineShort
from archive.errors import ArchiveError
from archive.model.json import Json

_ARCHIVES = ("application/zip", "application/x-tar", "application/gzip")
_NO_MEMORY = ("out of memory", "allocate", "bad_alloc", "memoryerror")
_TOLD = 300
_PATIENCE = 0.2
_LAST_BREATH = 5.0


class _Died(ArchiveError):
    """A worker ended before it answered; `memory` when it had asked for more than it may, `killed` by somebody else than us."""

    def __init__(self, said: str, memory: bool, killed: bool = False) -> None:
        super().__init__(said)
        self.memory = memory
        self.killed = killed


class _TookTooLong(ArchiveError):
    """A worker did not answer in time."""


PROGRAM = (sys.executable, "-m", worker.__name__)
"""What a worker runs; the number of its end of the line follows."""


class Worker:
    """One process that measures, and our end of the line to it."""

    def __init__(self, program: Sequence[str] = PROGRAM) -> None:
        self._errors = os.fdopen(os.memfd_create("errors"), "w+b")
        ours, theirs = socket.socketpair()
        environment = {
            "PYTHONPATH": str(Path(archive.__file__).parents[1]),
            "VIPS_CONCURRENCY": "1",
            "LC_ALL": "C.UTF-8",
        }
        with theirs:
            self._process = subprocess.Popen(
                [*program, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env=environment,
                cwd="/",
            )
        self._channel = ours

    def ask(self, descriptor: int, path: str, role: Role, seconds: float) -> Json:
        """What the worker answers about a file. _Died, _TookTooLong; then it must be ended."""
        self._channel.settimeout(seconds)
        try:
            worker.send(self._channel, {"path": path, "role": role.name, "seconds": seconds}, (descriptor,))
            answered = worker.receive(self._channel)
        except TimeoutError:
            raise _TookTooLong from None
        except (ConnectionError, ValueError) as error:
            raise self._death() from error
        if answered is None:
            raise self._death()
        return cast(Json, answered[0])

    def lacking(self) -> str | None:
        """What a reader cannot get here that it may need, by its own word; a reader that cannot say so cannot even start."""
        self._channel.settimeout(resource_limits.SECONDS)
        try:
            worker.send(self._channel, {}, ())
            answered = worker.receive(self._channel)
        except (OSError, ValueError):
            answered = None
        if answered is None:
            return "a reader cannot be started"
        said = cast("dict[str, Json]", answered[0])["lacking"]
        return None if said is None else str(said)

    def _death(self) -> _Died:
        """How the process ended, in the words of what it last wrote."""
        try:
            code = self._process.wait(_LAST_BREATH)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            code = -signal.SIGALRM
        self._errors.seek(0)
        written = self._errors.read().decode("utf-8", "replace")
        last = next((line.strip() for line in reversed(written.splitlines()) if line.strip()), "")
        how = signal.Signals(-code).name if code < 0 else f"exit {code}"
        memory = any(word in written.lower() for word in _NO_MEMORY)
        return _Died(f"{how}: {last[:_TOLD]}" if last else how, memory, code == -signal.SIGKILL)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._channel.close()
        self._process.kill()
        self._process.wait()
        self._errors.close()


class Crew:
    """As many workers as threads that ask at once; one more is started only when none becomes idle for a moment."""

    def __init__(
        self, program: Sequence[str] = PROGRAM, seconds_for: Callable[[int], float] = resource_limits.seconds_for
    ) -> None:
        self._program = program
        self._seconds_for = seconds_for
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._all: list[Worker] = []
        self._starting = threading.Lock()

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in self._all:
            one.end()

    def measure(self, stream: BinaryIO, path: str, role: Role) -> FileFacts | Problem:
        """The facts of one open file; a file that no worker could read has its digest, and damage that says why. MachineShort."""
        seconds = self._seconds_for(os.fstat(stream.fileno()).st_size)
        try:
            try:
                answer = self._asked(stream.fileno(), path, role, seconds)
            except _Died:
                answer = self._asked(stream.fileno(), path, role, seconds)
        except _TookTooLong:
            return _refused(stream, path, f"it took more than {seconds:.0f} seconds", crashed=False)
        except _Died as died:
            if short := self._short(died):
                raise MachineShort(short) from None
            if died.memory:
                return _refused(stream, path, f"it needs more than {MEMORY >> 20} MiB of memory", crashed=False)
            return _refused(stream, path, f"the reader broke off: {died}", crashed=True)
        assert isinstance(answer, dict)
        if "short" in answer:
            raise MachineShort(str(answer["short"]))
        if "unreadable" in answer:
            return Problem("UNREADABLE", path, str(answer["unreadable"]))
        return facts_in(answer["facts"])

    def _asked(self, descriptor: int, path: str, role: Role, seconds: float) -> Json:
        """The answer of an idle worker or of a new one; a worker that failed is not asked again."""
        one = self._free()
        try:
            answer = one.ask(descriptor, path, role, seconds)
            if isinstance(answer, dict) and "failed" in answer:
                raise _Died(str(answer["failed"]), memory=answer["failed"] == worker.OUT_OF_MEMORY)
        except (_Died, _TookTooLong):
            self._all.remove(one)
            one.end()
            raise
        self._idle.put(one)
        return answer

    def _short(self, died: _Died) -> str | None:
        """Why it may be the machine that let a worker die, and not the file; a fresh worker is asked what it cannot get."""
        if died.killed:
            return "a reader was killed, as a system does that has no memory left"
        fresh = self._started()
        try:
            return fresh.lacking()
        finally:
            fresh.end()

    def _started(self) -> Worker:
        """A new worker. MachineShort when none can be started."""
        try:
            return Worker(self._program)
        except OSError as error:
            raise MachineShort(f"a reader cannot be started: {error.strerror}") from error

    def _free(self) -> Worker:
        """An idle worker, or a new one where there is none yet or all stay busy."""
        with self._starting:
            if not self._all:
                self._all.append(first := self._started())
                return first
        try:
            return self._idle.get(timeout=_PATIENCE)
        except queue.Empty:
            self._all.append(another := self._started())
            return another


def _refused(stream: BinaryIO, path: str, why: str, *, crashed: bool) -> FileFacts:
    """What can be said of a file without reading more than its bytes: its digest, and under which code it is refused."""
    digest, size = digest_of(stream.fileno(), memoryview(bytearray(BUFFER)))
    mime = kind_of(os.pread(stream.fileno(), HEAD, 0), path)
    return FileFacts(path, size, digest, mime, damage=Damage(_code(mime) if crashed else "UNREADABLE", why))


def _code(mime: str) -> str:
    """What a file is, if it broke its reader."""
    if mime.startswith("image/"):
        return "BAD_STRUCTURE"
    if mime in _ARCHIVES:
        return "ARCHIVE_DAMAGED"
    return {PDF: "DAMAGED", XML: "XML_NOT_WELL_FORMED"}.get(mime, "UNREADABLE")
