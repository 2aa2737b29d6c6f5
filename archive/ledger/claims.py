"""Claims in a folder: one locked file a claimant, with who it is and what it claims.

    claims/<process>.<number>   first line the holder; then one claimed name a line

The lock is flock(2)'s, so a claim ends with its process; the file that a dead one leaves is removed by whoever claims next.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from archive.ledger.lock import Locked, alone


class FolderClaims:
    """`holder` gives the line in which a claimant names itself (process, host, command, since)."""

    def __init__(self, folder: Path, holder: Callable[[], str]) -> None:
        self._folder = folder
        self._holder = holder

    @contextmanager
    def hold(self, names: Collection[str]) -> Iterator[None]:
        """Claim names while the block runs; see the port."""
        self._folder.mkdir(exist_ok=True)
        with alone(self._folder):
            self._refuse_claimed(frozenset(names))
            path, claim = self._write(names)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
            os.close(claim)

    def _refuse_claimed(self, names: frozenset[str]) -> None:
        """Locked when a living claimant has one of these names; the files of dead ones are removed."""
        for path in sorted(self._folder.iterdir()):
            try:
                opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            except FileNotFoundError:
                continue  # its claimant has just ended
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink(missing_ok=True)
            except BlockingIOError:
                with os.fdopen(os.dup(opened), encoding="utf-8", errors="replace") as file:
                    holder, *claimed = file.read().splitlines()
                if not names.isdisjoint(claimed):
                    raise Locked(path, holder) from None
            finally:
                os.close(opened)

    def _write(self, names: Collection[str]) -> tuple[Path, int]:
        for number in count():
            path = self._folder / f"{os.getpid()}.{number}"
            try:
                opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
            except FileExistsError:
                continue
            try:
                fcntl.flock(opened, fcntl.LOCK_EX)
                with os.fdopen(os.dup(opened), "w", encoding="utf-8") as file:
                    file.writelines(f"{line}\n" for line in (self._holder(), *names))
            except OSError:
                os.close(opened)
                path.unlink(missing_ok=True)
                raise
            return path, opened
        raise AssertionError("itertools.count has no end")
