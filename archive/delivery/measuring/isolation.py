"""Measures each file in a process of its own, under limits of memory and time, so that no input can take the service down.

A child is asked for one file after another. One that dies or takes too long is replaced; what it was reading is tried once
more by a fresh one, and then refused with a finding; unless this machine has too little of what a reader may take, which is no
fault of the file (see `archive.child_processes.shortage`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import BinaryIO

from archive.child_processes.child import Died, TookTooLong, python
from archive.child_processes.pool import Pool
from archive.child_processes.shortage import MachineShort
from archive.delivery.facts import resource_limits
from archive.delivery.facts.batch import Damage, FileFacts, Problem
from archive.delivery.facts.measured import Role
from archive.delivery.facts.mime import HEAD, PDF, XML, kind_of
from archive.delivery.facts.resource_limits import MEMORY
from archive.delivery.facts.written_facts import facts_in
from archive.delivery.measuring import worker
from archive.delivery.measuring.measure_file import BUFFER, digest_of

_ARCHIVES = ("application/zip", "application/x-tar", "application/gzip")
_TRIES = 2
PROGRAM = python(worker.__name__)


class Crew:
    """Readers of files: as many as threads that ask at once."""

    def __init__(
        self, program: Sequence[str] = PROGRAM, seconds_for: Callable[[int], float] = resource_limits.seconds_for
    ) -> None:
        self._pool = Pool(program, {"VIPS_CONCURRENCY": "1"})
        self._seconds_for = seconds_for

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.__exit__(kind, error, trace)

    def measure(self, stream: BinaryIO, path: str, role: Role) -> FileFacts | Problem:
        """The facts of one open file; a file that no reader could read has its digest, and damage that says why. MachineShort."""
        seconds = self._seconds_for(os.fstat(stream.fileno()).st_size)
        request = json.dumps({"path": path, "role": role.name, "seconds": seconds}).encode("ascii")
        try:
            answer = json.loads(self._pool.ask(request, (stream.fileno(),), seconds, tries=_TRIES))
        except TookTooLong:
            return _refused(stream, path, f"it took more than {seconds:.0f} seconds", crashed=False)
        except Died as died:
            if short := self._pool.shortage(died):
                raise MachineShort(short) from None
            if died.memory:
                return _refused(stream, path, f"it needs more than {MEMORY >> 20} MiB of memory", crashed=False)
            return _refused(stream, path, f"the reader broke off: {died}", crashed=True)
        if "short" in answer:
            raise MachineShort(str(answer["short"]))
        if "unreadable" in answer:
            return Problem("UNREADABLE", path, str(answer["unreadable"]))
        return facts_in(answer["facts"])


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
