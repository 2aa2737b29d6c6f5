"""What is damaged is replaced whole, and kept.

<root>/quarantine/<package or document>/<case>/record-1.json      what was found, and why it was replaced
<root>/quarantine/<package or document>/<case>/damaged-<inode>    what stood there; the inode is that of its replacement

The replacement itself lies there until the two are exchanged, under that very name: so nothing has to be renamed afterwards, when
a power cut could lose a name. What has the inode in its name was never put in place, and can be made again; what has another one
is the damaged one, which cannot.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path

from archive.store.files import refuse_outside
from archive.store.folder_store.durable import flush_folder, make_folder
from archive.store.folder_store.folder_staging import SEALED_FILE, SEALED_FOLDER, FolderStaging
from archive.store.folder_store.rename_exchange import exchange
from archive.store.folder_store.staging_dirs import remove
from archive.store.port import Case

QUARANTINE = "quarantine"
_DAMAGED, _NEW = "damaged-", "incoming"


class FolderReplacement:
    """A package being written to stand where `target` stands now."""

    def __init__(self, root: Path, aside: Path, target: Path, case: Case) -> None:
        self._target = target
        self._place = _open_case(root, target.name, case)
        self._inner = FolderStaging(aside, self._place, _NEW)
        self._inner.package = f"{_DAMAGED}{os.fstat(self._inner.root).st_ino}"

    def write(self, path: str, chunks: Iterable[bytes | memoryview]) -> None:
        self._inner.write(path, chunks)

    def seal(self) -> None:
        """Durable in quarantine first; then the exchange, which is the one move."""
        self._inner.seal()
        made = self._place / self._inner.package
        made.chmod(0o700)  # to move a folder, one must be able to write in it
        make_folder(self._target.parent)
        _put(made, self._target)
        self._target.chmod(SEALED_FOLDER)
        flush_folder(self._target)

    def __enter__(self) -> FolderReplacement:
        return self

    def __exit__(self, *exception: object) -> None:
        self._inner.__exit__(*exception)


def replace_document(root: Path, target: Path, content: bytes, case: Case) -> None:
    """The same for a document, which is one file."""
    place = _open_case(root, target.name, case)
    made = place / _NEW
    with suppress(FileNotFoundError):
        made.unlink()  # a killed run left it half written
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, SEALED_FILE)
    try:
        incoming = place / f"{_DAMAGED}{os.fstat(descriptor).st_ino}"
        with os.fdopen(descriptor, "wb", closefd=False) as file:
            file.write(content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    made.rename(incoming)
    flush_folder(place)
    make_folder(target.parent)
    _put(incoming, target)


def _put(made: Path, target: Path) -> None:
    """Exchange, or move where nothing stands; durable."""
    if os.path.lexists(target):
        if target.is_dir() and not target.is_symlink():
            target.chmod(target.stat().st_mode & 0o7777 | 0o700)
        exchange(made, target)
    else:
        made.rename(target)
    flush_folder(target.parent)
    flush_folder(made.parent)


def _open_case(root: Path, name: str, case: Case) -> Path:
    """The folder of a case, with its record; what killed runs left for this name is put in order first."""
    refuse_outside(f"{name}/{case.name}")
    above = root / QUARANTINE
    for folder in (above, above / name, above / name / case.name):
        make_folder(folder)
    for earlier in (above / name).iterdir():
        _clear(earlier)
    place = above / name / case.name
    record = _free(place, "record-", ".json")
    descriptor = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_EXCL, SEALED_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(case.record)
        file.flush()
        os.fsync(file.fileno())
    flush_folder(place)
    return place


def _clear(place: Path) -> None:
    """Remove what was never put in place."""
    for found in sorted(place.iterdir()):
        if found.name in (_NEW, f"{_DAMAGED}{os.lstat(found).st_ino}"):
            if found.is_dir() and not found.is_symlink():
                remove(found)
            else:
                found.unlink()
    flush_folder(place)


def _free(place: Path, begin: str, end: str) -> Path:
    """The first name that is not taken."""
    names = (place / f"{begin}{number}{end}" for number in count(1))
    return next(name for name in names if not os.path.lexists(name))
