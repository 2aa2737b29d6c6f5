"""What is damaged is replaced whole, and kept.

<root>/quarantine/<package or document>/<case>/record-1.json      what was found, and why it was replaced
<root>/quarantine/<package or document>/<case>/incoming-<inode>   what shall stand in its place, until the two are exchanged
<root>/quarantine/<package or document>/<case>/damaged-1          what stood there

After a crash, an incoming folder with the inode in its name is the new one, which can be made again; with any other inode it is
the damaged one, which cannot.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path

from archive.store.aside import remove
from archive.store.durable import flush_folder, make_folder
from archive.store.exchange import exchange
from archive.store.files import refuse_outside
from archive.store.folder_staging import SEALED_FILE, SEALED_FOLDER, FolderStaging
from archive.store.port import Case

QUARANTINE = "quarantine"
_INCOMING, _DAMAGED, _NEW = "incoming-", "damaged-", "incoming"


class FolderReplacement:
    """A package being written to stand where `target` stands now."""

    def __init__(self, root: Path, aside: Path, target: Path, case: Case) -> None:
        self._target = target
        self._place = _open_case(root, target.name, case)
        self._inner = FolderStaging(aside, self._place, _NEW)

    def write(self, path: str, chunks: Iterable[bytes | memoryview]) -> None:
        self._inner.write(path, chunks)

    def seal(self) -> None:
        """Durable in quarantine first; then the exchange, which is the one move; then the damaged one gets its name."""
        self._inner.seal()
        made = self._place / _NEW
        incoming = self._place / f"{_INCOMING}{made.stat().st_ino}"
        made.chmod(0o700)  # to move a folder, one must be able to write in it
        made.rename(incoming)
        flush_folder(self._place)
        make_folder(self._target.parent)
        _put(incoming, self._target, self._place)
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
        incoming = place / f"{_INCOMING}{os.fstat(descriptor).st_ino}"
        with os.fdopen(descriptor, "wb", closefd=False) as file:
            file.write(content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    made.rename(incoming)
    flush_folder(place)
    make_folder(target.parent)
    _put(incoming, target, place)


def settle(root: Path, name: str) -> None:
    """Put in order what killed runs left for this name."""
    cases = root / QUARANTINE / name
    for place in sorted(cases.iterdir()) if cases.is_dir() else ():
        _settle(place)


def _put(incoming: Path, target: Path, place: Path) -> None:
    """Exchange, or move where nothing stands; both folders are durable before the damaged one gets its name."""
    if os.path.lexists(target):
        if target.is_dir() and not target.is_symlink():
            target.chmod(target.stat().st_mode & 0o7777 | 0o700)
        exchange(incoming, target)
    else:
        incoming.rename(target)
    flush_folder(target.parent)
    flush_folder(place)
    _settle(place)


def _open_case(root: Path, name: str, case: Case) -> Path:
    """The folder of a case, with its record; what killed runs left for this name is put in order first."""
    refuse_outside(f"{name}/{case.name}")
    above = root / QUARANTINE
    for folder in (above, above / name, above / name / case.name):
        make_folder(folder)
    settle(root, name)
    place = above / name / case.name
    record = _free(place, "record-", ".json")
    descriptor = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_EXCL, SEALED_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(case.record)
        file.flush()
        os.fsync(file.fileno())
    flush_folder(place)
    return place


def _settle(place: Path) -> None:
    """Remove what was never put in place; name what was replaced."""
    for found in sorted(place.iterdir()):
        if found.name == _NEW or found.name == f"{_INCOMING}{os.lstat(found).st_ino}":
            if found.is_dir() and not found.is_symlink():
                remove(found)
            else:
                found.unlink()
        elif found.name.startswith(_INCOMING):
            found.rename(_free(place, _DAMAGED, ""))
    flush_folder(place)


def _free(place: Path, begin: str, end: str) -> Path:
    """The first name that is not taken."""
    names = (place / f"{begin}{number}{end}" for number in count(1))
    return next(name for name in names if not os.path.lexists(name))
