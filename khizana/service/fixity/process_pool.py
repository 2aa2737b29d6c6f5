"""Reads packages in several processes, so that every processor hashes: over small files, threads only wait for each other."""

from __future__ import annotations

import json
import os
import pickle
import selectors
import subprocess
import sys
from base64 import b64encode
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import archive
from archive.audit.audit_json import read_package_audit
from archive.audit.outcome import Difference, PackageAudit, Unreadable
from archive.audit.readers import Expected
from archive.store.port import StoreLocation
from khizana.service.fixity import pool_worker
from khizana.service.fixity.rate_limit import Halted

AHEAD = 2
"""Packages that a process is given at a time, so that it need not wait for the next one."""
DIED = "DIED"
"""The reason for what a process was reading when it died, as under memory pressure: it was not read."""
PROGRAM = (sys.executable, "-m", pool_worker.__name__)
_PATIENCE = 0.2
_CHUNK = 1 << 16


class _Member:
    """One process, what it was asked, and what it has said so far."""

    def __init__(self, program: Sequence[str]) -> None:
        self.asked: deque[Expected] = deque()
        self.said = b""
        environment = {"PYTHONPATH": str(Path(archive.__file__).parents[1]), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
        self.process = subprocess.Popen(
            program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd="/", bufsize=0
        )
        assert self.process.stdin is not None and self.process.stdout is not None
        self._given, self.answers = self.process.stdin, self.process.stdout

    def ask(self, one: Expected) -> None:
        self.asked.append(one)
        try:
            self._given.write(json.dumps((one[0], one[1].hex)).encode("ascii") + b"\n")
        except BrokenPipeError:
            return  # its answers end, too, and say so

    def hear(self) -> list[PackageAudit] | None:
        """The audits that it has finished; None when it is dead."""
        heard = os.read(self.answers.fileno(), _CHUNK)
        if not heard:
            return None
        *lines, self.said = (self.said + heard).split(b"\n")
        audits = [read_package_audit(json.loads(line)) for line in lines]
        for _ in audits:
            self.asked.popleft()
        return audits

    def end(self) -> None:
        self.process.kill()
        self._given.close()
        self.answers.close()
        self.process.wait()


class Crew:
    """`Readers` over a store. `rate` is in bytes a second, for all together; Halted once `stopped` is true."""

    def __init__(
        self,
        store: StoreLocation,
        processes: int,
        rate: float | None = None,
        stopped: Callable[[], bool] = lambda: False,
        program: Sequence[str] = PROGRAM,
    ) -> None:
        self._program = (*program, b64encode(pickle.dumps(store)).decode("ascii"), str((rate or 0) / processes))
        self._processes = processes
        self._stopped = stopped

    def read(self, packages: Iterator[Expected]) -> Iterator[PackageAudit]:
        members: list[_Member] = []
        left: deque[Expected] = deque()
        with selectors.DefaultSelector() as selector:
            try:
                while self._fill(members, left, packages, selector):
                    for key, _ in selector.select(_PATIENCE):
                        member: _Member = key.data
                        heard = member.hear()
                        if heard is None:
                            selector.unregister(member.answers)
                            members.remove(member)
                            heard = list(_blamed(member, left))
                        yield from heard
                    if self._stopped():
                        raise Halted
            finally:
                for member in members:
                    member.end()

    def _fill(
        self,
        members: list[_Member],
        left: deque[Expected],
        packages: Iterator[Expected],
        selector: selectors.BaseSelector,
    ) -> bool:
        """Give out packages until each process has enough; whether anything is under way."""
        while (idlest := min(members, key=lambda one: len(one.asked), default=None)) is None or (
            len(idlest.asked) < AHEAD or len(members) < self._processes
        ):
            one = left.popleft() if left else next(packages, None)
            if one is None:
                break
            if len(members) < self._processes and (idlest is None or idlest.asked):
                idlest = _Member(self._program)
                members.append(idlest)
                selector.register(idlest.answers, selectors.EVENT_READ, idlest)
            assert idlest is not None
            idlest.ask(one)
        return any(member.asked for member in members)


def _blamed(member: _Member, left: deque[Expected]) -> Iterator[PackageAudit]:
    """What a dead process was reading could not be read; what it had not begun is read by another."""
    member.end()
    if member.asked:
        package, _ = member.asked.popleft()
        yield PackageAudit(package, stored=True, differences=(Difference("", Unreadable(DIED)),))
    left.extend(member.asked)
