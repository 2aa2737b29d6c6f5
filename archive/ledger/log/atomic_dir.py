"""The folder of a log: files are written aside, made durable, and then moved into place."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from archive.ledger.port import LedgerUnreadable
from archive.model.file_errors import naming
from archive.model.message import tell

_ASIDE = "aside"
_GOAL = "size-"
_FROM = "from-"
_TOGETHER = 128
"""Files that are written before the first of them is put on disk."""


class Shelf:
    """Reads and writes the files of one log; knows nothing of trees."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, path: str) -> bytes | None:
        """A file whole; None when there is none; LedgerUnreadable when one could not look."""
        try:
            return (self.folder / path).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise LedgerUnreadable(
                tell("{folder} could not be read: {strerror}", folder=self.folder / path, strerror=error.strerror)
            ) from error

    def names(self, path: str) -> list[str]:
        """The names in a folder; none when there is no such folder."""
        try:
            return [found.name for found in (self.folder / path).iterdir()]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise LedgerUnreadable(
                tell("{folder} could not be listed: {strerror}", folder=self.folder / path, strerror=error.strerror)
            ) from error

    def begin(self, goal: int, old: int | None = None) -> None:
        """Note that a log of `old` entries is about to get files of one of `goal`, so that they can be found after a crash."""
        aside = self.folder / _ASIDE
        if not aside.is_dir():
            aside.mkdir()
            sync_folder(self.folder)
        (aside / (f"{_GOAL}{goal}" if old is None else f"{_GOAL}{goal}-{_FROM}{old}")).touch()
        sync_folder(aside)

    def begun(self) -> list[tuple[int | None, int]]:
        """What was noted and not finished: from how many entries, to how many."""
        found = []
        for name in self.names(_ASIDE):
            goal, _, old = name.removeprefix(_GOAL).partition(f"-{_FROM}")
            if name.startswith(_GOAL):
                found.append((int(old) if old else None, int(goal)))
        return found

    def end(self) -> None:
        """Empty the space aside. A leftover of it does no harm."""
        for name in self.names(_ASIDE):
            self.remove(f"{_ASIDE}/{name}")

    def place(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Write files whole and durably: each aside, then moved under its name; their folders last.

        Many are written before the first is put on disk, because a disk takes them together in little more time than one.
        """
        aside = self.folder / _ASIDE
        touched = {aside}
        written = [aside / f"file-{number}" for number in range(min(len(files), _TOGETHER))]
        for start in range(0, len(files), _TOGETHER):
            some = files[start : start + _TOGETHER]
            _write_together(list(zip(written, (content for _, content in some), strict=False)))
            for place, (path, _) in zip(written, some, strict=False):
                target = self.folder / path
                if target.parent not in touched:
                    touched |= _make_folders(target.parent)
                    touched.add(target.parent)
                place.replace(target)
        for folder in touched:
            sync_folder(folder)

    def remove(self, path: str) -> None:
        """Remove a file that is no longer needed, and its folder when that was its last one."""
        target = self.folder / path
        target.unlink(missing_ok=True)
        if target.parent.name.endswith(".p") and target.parent.is_dir() and not self.names(str(Path(path).parent)):
            target.parent.rmdir()

    def settle(self, paths: Iterable[str]) -> None:
        """Make durable which names the folders on the way to some paths hold, as far as they stand.

        A process that was killed may have made such a folder and not have come so far; a later one must not build on it.
        """
        above = {self.folder / parent for path in paths for parent in Path(path).parents}
        for folder in sorted(above):
            if folder.is_dir():
                sync_folder(folder)


def _write_together(files: Sequence[tuple[Path, bytes]]) -> None:
    with ExitStack() as written:
        opened = []
        for path, content in files:
            path.unlink(missing_ok=True)  # a killed run's, not written over: it may still be a file that was moved
            file = written.enter_context(path.open("xb"))
            with naming(path):
                file.write(content)
                file.flush()
            opened.append(file)
        for file in opened:
            with naming(file.name):
                os.fsync(file.fileno())


def _make_folders(folder: Path) -> set[Path]:
    """Make a folder and those above it; returns the folders that gained one, to be made durable."""
    gained: set[Path] = set()
    lacking = folder
    while not lacking.is_dir():
        lacking = lacking.parent
        gained.add(lacking)
    folder.mkdir(parents=True, exist_ok=True)
    return gained


def sync_folder(folder: Path) -> None:
    """Make durable which names a folder holds."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with naming(folder):
            os.fsync(opened)
    finally:
        os.close(opened)
