"""As many children as threads that ask at once; one that dies or takes too long is replaced."""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType

from archive.child_processes.child import NOTHING, Child, Died, TookTooLong
from archive.child_processes.serving import LACKING
from archive.child_processes.shortage import MachineShort
from archive.logs import happened

_PATIENCE = 0.2
_SECONDS = 60
_LOG = logging.getLogger(__name__)


class Pool:
    """Children that run one command; one more is started only when none becomes idle for a moment.

    One thread starts them all and lives as long as the pool: a child is ended with the thread that started it (prctl(2)).
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] = NOTHING) -> None:
        self._command = command
        self._environment = environment
        self._idle: queue.SimpleQueue[Child] = queue.SimpleQueue()
        self._all: list[Child] = []
        self._first = threading.Lock()
        self._starter = ThreadPoolExecutor(1, "start-children")

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._starter.shutdown()
        for child in list(self._all):
            child.end()

    def kill(self) -> None:
        """Let every child end; who waits for an answer learns that it died."""
        for child in list(self._all):
            child.kill()

    def ask(
        self, content: bytes, descriptors: Sequence[int] = (), seconds: float | None = None, *, tries: int = 1
    ) -> bytes:
        """The answer of an idle child or of a new one; where one dies, so many are tried. Died, TookTooLong, MachineShort."""
        for _ in range(tries - 1):
            try:
                return self._ask(content, descriptors, seconds)
            except Died:
                continue
        return self._ask(content, descriptors, seconds)

    def shortage(self, died: Died) -> str | None:
        """Why it may be the machine that let a child die, and not what it read; a fresh one is asked what it cannot get."""
        if died.killed:
            return "a reader was killed, as a system does that has no memory left"
        fresh = self._started()
        try:
            said = json.loads(fresh.ask(LACKING, seconds=_SECONDS))
        except (Died, TookTooLong):
            return "a reader cannot be started"
        finally:
            self._drop(fresh)
        return None if said is None else str(said)

    def _ask(self, content: bytes, descriptors: Sequence[int], seconds: float | None) -> bytes:
        child = self._free()
        try:
            answer = child.ask(content, descriptors, seconds)
        except (Died, TookTooLong) as error:
            how = error.how if isinstance(error, Died) else "too-long"
            happened(_LOG, logging.WARNING, "child ended", pid=child.pid, how=how)
            self._drop(child)
            raise
        self._idle.put(child)
        return answer

    def _free(self) -> Child:
        with self._first:
            if not self._all:
                return self._started()
        try:
            return self._idle.get(timeout=_PATIENCE)
        except queue.Empty:
            return self._started()

    def _started(self) -> Child:
        try:
            return self._starter.submit(self._start).result()
        except OSError as error:
            raise MachineShort(f"a reader cannot be started: {error.strerror}") from error

    def _start(self) -> Child:
        """In the thread that starts them all, so that none is left out when the pool ends."""
        self._all.append(child := Child(self._command, self._environment))
        happened(_LOG, logging.DEBUG, "child started", pid=child.pid)
        return child

    def _drop(self, child: Child) -> None:
        self._all.remove(child)
        child.end()
