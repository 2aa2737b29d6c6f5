"""One file replaced whole and durably: written aside, synced, moved into place, its folder synced."""

from __future__ import annotations

import os
from pathlib import Path

from archive.ledger.log.atomic_dir import sync_folder
from archive.model.file_errors import naming

ASIDE = ".new"


def replace(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Put the content under that name. A crash leaves the old content or the new one, and at worst a file aside."""
    make_folder(path.parent)
    aside = path.with_name(path.name + ASIDE)
    aside.unlink(missing_ok=True)  # left over from a crash; it may have another mode
    opened = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    with naming(path), os.fdopen(opened, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    move(aside, path)


def move(source: Path, target: Path) -> None:
    """Give a file another name in the same folder, durably."""
    source.replace(target)
    sync_folder(target.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, durably."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)
