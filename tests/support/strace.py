"""strace(1): what a process asks of the disk, call by call; and calls that are killed or refused."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

CHANGING = (
    "open", "openat", "creat", "write", "pwrite64", "writev", "ftruncate", "truncate", "fsync", "fdatasync", "syncfs",
    "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir",
    "chmod", "fchmod", "fchmodat", "copy_file_range", "sendfile", "sync_file_range",
)  # fmt: skip
"""Every call by which a program changes a file system or asks for it to be put on disk."""

_LINE = re.compile(r"(?P<name>\w+)\((?P<arguments>.*)\)\s+= (?P<result>-?\d+|\?)(?:<(?P<to>[^>]*)>)?(?P<rest>.*)")
_WORD = re.compile(r'\s*(?:"(?P<text>[^"]*)"|(?P<number>-?\w+)<(?P<path>[^>]*)>|(?P<plain>[^,"]+))')


@dataclass(frozen=True, slots=True)
class Call:
    """One system call: `nth` of its name, its arguments (texts as bytes, descriptors as the path they stand for)."""

    name: str
    nth: int
    arguments: tuple[bytes | str, ...]
    result: int
    target: str
    """The path of the descriptor that an open gave."""

    @property
    def failed(self) -> bool:
        return self.result < 0

    def __str__(self) -> str:
        return f"{self.name} {self.nth}"


def needed() -> str:
    """Where strace is; a test that needs it is skipped loudly without it, and fails where CI runs."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("NO STRACE: apt-get install strace")
    return found


class Attached:
    """strace beside a process that waits; `inject` as in strace(1), such as `fsync:error=EIO:when=2`."""

    def __init__(self, process: int, log: Path, inject: str | None = None, follow: bool = False) -> None:
        command = [needed(), "-p", str(process), "-o", str(log), "-e", f"trace={','.join(CHANGING)}"]
        command += ["-y", "-xx", "-s", "33554432"] if inject is None else ["-e", f"inject={inject}"]
        command += ["-f"] if follow else []
        self._running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self._running.stderr is not None
        said = self._running.stderr.readline()
        assert "attached" in said, f"strace: {said}{self._running.stderr.read()}"

    def end(self) -> None:
        """Wait until the process has ended."""
        self._running.communicate(timeout=60)


def calls(log: Path) -> list[Call]:
    """The calls of a log that was recorded without injection."""
    counted: dict[str, int] = {}
    found = []
    for line in log.read_text("ascii").splitlines():
        parsed = _LINE.match(line)
        if parsed is None:
            assert line.startswith(("+++", "---")), f"not understood in the log of strace: {line[:200]}"
            continue
        name = parsed["name"]
        counted[name] = counted.get(name, 0) + 1
        arguments = tuple(_arguments(parsed["arguments"]))
        found.append(Call(name, counted[name], arguments, int(parsed["result"]), _text(parsed["to"] or "").decode()))
    return found


def _arguments(written: str) -> Iterator[bytes | str]:
    for one in _WORD.finditer(written):
        if one["text"] is not None:
            yield _text(one["text"])
        elif one["path"] is not None:
            yield _text(one["path"]).decode()
        elif one["plain"].strip():
            yield one["plain"].strip()


def _text(hexadecimal: str) -> bytes:
    return bytes.fromhex(hexadecimal.replace("\\x", ""))
