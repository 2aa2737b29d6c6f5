"""Derived files are built aside and become current in one move: numbered generations, and a `current` file that names one.

<folder>/current       the name of the live generation
<folder>/g000007/      the live generation
<folder>/g000008/      one being built, or what a dead builder left
<folder>/writing.lock  held (flock) by the one process that writes
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.model.message import tell
from indexer.errors import IndexerError

_NAME = re.compile(r"g[0-9]{6,}")


class WritingElsewhere(IndexerError, RuntimeError):
    """Another process builds or writes here; names the folder."""


@dataclass(frozen=True, slots=True)
class Generations:
    """The generations in one folder, which need not exist before the first is begun."""

    folder: Path

    def current(self) -> Path | None:
        """The live generation; None when there is none, or the pointer does not name one."""
        try:
            name = (self.folder / "current").read_text("ascii", errors="replace").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        live = self.folder / name
        return live if _NAME.fullmatch(name) and live.is_dir() else None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer; WritingElsewhere at once when another is. Ends with the process, however it ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.folder / "writing.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise WritingElsewhere(
                    tell("another process is writing in {folder}: wait until it has finished", folder=self.folder)
                ) from None
            yield
        finally:
            os.close(lock)

    def left(self) -> tuple[Path, ...]:
        """Generations that were begun and never became the live one, the newest first; the caller is the only writer."""
        live = self.current()
        found = (path for path in self.folder.iterdir() if _NAME.fullmatch(path.name) and path != live)
        return tuple(sorted(found, reverse=True))

    def begin(self) -> Path:
        """A new empty generation. What dead builders left is removed first; the caller is the only writer."""
        self._discard_others()
        live = self.current()
        fresh = self.folder / f"g{int(live.name[1:]) + 1 if live else 1:06d}"
        fresh.mkdir()
        return fresh

    def swap(self, fresh: Path) -> None:
        """Make a finished generation the live one, durably, in one move; then remove the one before."""
        aside = self.folder / "current.new"
        with aside.open("w", encoding="ascii") as stream:
            stream.write(f"{fresh.name}\n")
            stream.flush()
            os.fsync(stream.fileno())
        aside.rename(self.folder / "current")
        folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        self._discard_others()

    def discard(self, fresh: Path) -> None:
        """Remove a generation that will not become the live one."""
        shutil.rmtree(fresh)

    def _discard_others(self) -> None:
        live = self.current()
        for found in self.folder.iterdir():
            if _NAME.fullmatch(found.name) and found != live:
                shutil.rmtree(found)
