"""Does an operation with one system call of it killed or refused, and judges what is left."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from archive.ledger.entry import Entry
from tests.conftest import ROOT
from tests.faults.operations import Operation, Rooms, content, operations, wrong
from tests.support.strace import Attached, Call, calls

START = """
import sys, types
tests = sys.modules["tests"] = types.ModuleType("tests")  # another distribution may have installed a package of that name
tests.__path__ = [sys.argv.pop(1)]
from tests.faults.driver import main
main()
"""
ACKNOWLEDGED = "ACKNOWLEDGED"
NOT_CONTENT = ("claims", "ledger/aside")


@dataclass(frozen=True, slots=True)
class Ended:
    """How the process ended: an exit code, or a signal below 0; and what it said."""

    status: int
    said: str

    @property
    def acknowledged(self) -> bool:
        return self.said == ACKNOWLEDGED


@dataclass(frozen=True, slots=True)
class Expected:
    """An operation, the archive before it, and what an undisturbed one leaves."""

    operation: Operation
    base: Path
    before: list[Entry]
    after: list[Entry]
    content: dict[str, tuple[str, str]]


class Interrupting:
    """A driver process and the archives that it works on, in a folder of their own."""

    def __init__(self, folder: Path, delivery: Path) -> None:
        self._folder = folder
        self.known = operations(delivery)
        self._expected: dict[str, Expected] = {}
        command = [sys.executable, "-c", START, str(ROOT / "tests"), str(delivery)]
        self._driver = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.tried = 0

    def close(self) -> None:
        self._driver.communicate(timeout=60)

    def expected(self, name: str) -> Expected:
        if name not in self._expected:
            operation, base = self.known[name], self._folder / f"base-{name}"
            operation.prepare(Rooms.create(base))
            undisturbed = self._copy(base, f"undisturbed-{name}")
            before = _entries(undisturbed)
            operation.act(Rooms.at(undisturbed))
            self._expected[name] = Expected(operation, base, before, _entries(undisturbed), content_of(undisturbed))
        return self._expected[name]

    def recorded(self, name: str, variant: str = "") -> list[Call]:
        """The changing calls of an undisturbed operation that concern its archive, in order, the acknowledgement last."""
        return [
            call
            for call in self.trace(name, variant)
            if _concerns(call, self._root) or b"ACKNOWLEDGED" in call.arguments
        ]

    def trace(self, name: str, variant: str = "") -> list[Call]:
        """Every changing call of an undisturbed operation; the archive lies in `root`."""
        root, log = self.fresh(name), self._folder / "recorded"
        ended = self._do(name, root, variant, lambda process: Attached(process, log))
        assert ended.acknowledged, ended.said
        return calls(log)

    @property
    def root(self) -> Path:
        return self._root

    def fresh(self, name: str) -> Path:
        """A new archive as it is before the operation."""
        self._root = self._copy(self.expected(name).base, f"{name}-now")
        return self._root

    def interrupted(self, name: str, inject: str, variant: str = "") -> Ended:
        """Do the operation with something injected, on a new archive at `root`."""
        self.tried += 1
        log = self._folder / "log"
        return self._do(name, self.fresh(name), variant, lambda process: Attached(process, log, inject))

    def undisturbed(self, name: str, variant: str = "") -> Ended:
        """Do the operation as it is, on a new archive at `root`."""
        return self._do(name, self.fresh(name), variant, None)

    def wrong_now(self, name: str, ended: Ended) -> list[str]:
        """What breaks a promise in the archive at `root` as it stands."""
        expected = self.expected(name)
        return wrong(Rooms.at(self._root), expected.before, expected.after if ended.acknowledged else None)

    def wrong(self, name: str, ended: Ended) -> list[str]:
        """What breaks a promise in the archive at `root`, now and after the same operation was done again."""
        expected = self.expected(name)
        found = self.wrong_now(name, ended)
        if ended.status > 0 and ended.status not in (1, 11):
            found.append(f"ended with {ended.status}: {ended.said}")
        expected.operation.act(Rooms.at(self._root))
        Rooms.at(self._root).ledger.append([])  # whoever appends next tidies up
        left = content_of(self._root)
        different = {
            path for path in left.keys() | expected.content.keys() if left.get(path) != expected.content.get(path)
        }
        if different:
            found.append(f"done again, it is not as if undisturbed: {sorted(different)[:5]}")
        for place in ("claims", "ledger/aside", "store/staging"):
            if (self._root / place).is_dir() and any((self._root / place).iterdir()):
                found.append(f"{place} is not empty")
        return found

    def _do(self, name: str, root: Path, variant: str, attach) -> Ended:  # type: ignore[no-untyped-def]
        child = self._say({"operation": name, "root": str(root), "variant": variant})
        tracer = attach(child) if attach else None
        answer = self._say("go")
        if tracer:
            tracer.end()
        return Ended(answer["status"], answer["said"])

    def _say(self, line: object):  # type: ignore[no-untyped-def]
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        self._driver.stdin.write(json.dumps(line) + "\n")
        self._driver.stdin.flush()
        return json.loads(self._driver.stdout.readline())

    def _copy(self, base: Path, name: str) -> Path:
        target = self._folder / name
        if target.exists():
            subprocess.run(["chmod", "-R", "u+w", str(target)], check=True)
            shutil.rmtree(target)
        shutil.copytree(base, target)
        return target


def _entries(root: Path) -> list[Entry]:
    return [recorded.entry for recorded in Rooms.at(root).ledger.since(0)]


def content_of(root: Path) -> dict[str, tuple[str, str]]:
    return {path: kept for path, kept in content(root).items() if not path.startswith(NOT_CONTENT)}


def _concerns(call: Call, root: Path) -> bool:
    words = [*call.arguments, call.target]
    return any(
        (word.decode(errors="replace") if isinstance(word, bytes) else word).startswith(str(root)) for word in words
    )
