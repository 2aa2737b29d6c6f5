"""A strongroom in a folder of a POSIX file system.

<root>/packages/<office>/<package>/…      sealed packages, read-only
<root>/documents/sha256/ab/<hexadecimal>  documents under their digest
<root>/staging/<package>.<pid>/           packages being written; invisible, removed when their writer is dead
<root>/quarantine/<name>/<case>/…         what was damaged and has been replaced (archive.store.folder_store.quarantine)
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.model.digest import Digest
from archive.model.message import tell
from archive.store.folder_store.durable import flush_folder, make_folder
from archive.store.folder_store.folder_documents import FolderDocuments
from archive.store.folder_store.folder_group import FolderGroup
from archive.store.folder_store.folder_package import FolderPackage, listing, open_file
from archive.store.folder_store.folder_staging import FolderStaging
from archive.store.folder_store.folder_strays import strays
from archive.store.folder_store.openat import opener
from archive.store.folder_store.quarantine import QUARANTINE, FolderReplacement, replace_document
from archive.store.folder_store.staging_dirs import begin, remove, sweep
from archive.store.port import Case, NotStored, PackageFiles, Stored, StoreUnreadable


@dataclass(frozen=True, slots=True)
class FolderLocation:
    """A store in a folder that this process sees, too."""

    root: Path

    def open(self) -> FolderStore:
        return FolderStore(self.root)


class FolderStore:
    """Packages and documents in a folder that `create` has made."""

    def __init__(self, root: Path) -> None:
        self._root = Path(os.path.realpath(root))
        self._aside = self._root / "staging"
        self._packages = self._root / "packages"
        self._prefix = f"{self._packages}/"
        self._documents = FolderDocuments(self._root, self._aside)
        self._open_below = opener()

    @classmethod
    def create(cls, root: Path) -> FolderStore:
        """Make the folders of a store, durably; those that stand already stay as they are."""
        root.mkdir(parents=True, exist_ok=True)
        store = cls(root)
        for name in ("packages", "documents", "documents/sha256", "staging"):
            make_folder(store._root / name)
        flush_folder(store._root.parent)
        return store

    def stage(self, package: str) -> FolderStaging:
        self._make_aside()
        sweep(self._aside)
        return self._begin(package)

    def group(self) -> FolderGroup:
        self._make_aside()
        sweep(self._aside)
        return FolderGroup(self._aside, self._begin)

    def packages(self) -> Iterator[str]:
        for office in _folders(self._packages, "_"):
            yield from _folders(self._packages / office, "")

    def listing(self, package: str) -> Iterator[Stored]:
        try:
            yield from listing(self._folder(package))
        except NotStored:
            self._look()
            raise

    def open(self, package: str, path: str) -> BinaryIO:
        try:
            return open_file(self._folder(package), path, self._open_below)
        except NotStored:
            self._look()
            raise

    def files(self, package: str) -> PackageFiles:
        return FolderPackage(Path(self._folder(package)), self._look, self._open_below, self._owner())

    def discard(self, package: str) -> None:
        sealed = Path(self._folder(package))
        if not os.path.lexists(sealed):
            self._look()
            raise NotStored(tell("the package {package} is not stored", package=package))
        self._make_aside()
        place, lock = begin(self._aside, package)
        try:
            sealed.chmod(0o700)  # to move a folder, one must be able to write in it
            sealed.rename(place / "discarded")
            flush_folder(sealed.parent)
            remove(place)
        finally:
            os.close(lock)

    def replace(self, package: str, case: Case) -> FolderReplacement:
        self._make_aside()
        sweep(self._aside)
        return FolderReplacement(self._root, self._aside, Path(self._folder(package)), case)

    def replace_document(self, content: bytes, case: Case) -> Digest:
        self._make_aside()
        digest = Digest.of(content)
        replace_document(self._root, self._documents.path(digest), content, case)
        return digest

    def quarantined(self, name: str) -> PackageFiles:
        return FolderPackage(self._root / QUARANTINE / name, self._look, self._open_below)

    def put_document(self, content: bytes) -> Digest:
        self._make_aside()
        return self._documents.put(content)

    def document(self, digest: Digest) -> bytes:
        return self._documents.read(digest)

    def documents(self) -> Iterator[Digest]:
        return self._documents.digests()

    def strays(self) -> Iterator[str]:
        yield from strays(self._root)

    @property
    def location(self) -> FolderLocation:
        return FolderLocation(self._root)

    def place(self, package: str) -> str:
        return str(self.folder(package))

    def folder(self, package: str) -> Path:
        """Where a package lies on this disk. NotStored as `listing`."""
        return Path(self._folder(package))

    def _begin(self, package: str) -> FolderStaging:
        return FolderStaging(self._aside, self._packages / _office(package), package)

    def _folder(self, package: str) -> str:
        return f"{self._prefix}{_office(package)}/{package}"

    def _make_aside(self) -> None:
        """The folder for what is being written, where somebody deleted it; StoreUnreadable when the whole store is away."""
        self._look()
        if not self._aside.is_dir():
            make_folder(self._aside)

    def _owner(self) -> int | None:
        """Who owns the store, and so must own everything in it; None while it cannot be seen."""
        try:
            return self._packages.stat().st_uid
        except OSError:
            return None

    def _look(self) -> None:
        """StoreUnreadable when the whole store cannot be seen, as when its disk is not mounted: then nothing is known."""
        if not self._packages.is_dir():
            raise StoreUnreadable(errno.ENOENT, "the store cannot be seen; is its disk mounted?", "packages")


def _folders(folder: Path, ending: str) -> list[str]:
    """The names of the folders inside one, sorted as if each had an ending."""
    try:
        with os.scandir(folder) as found:
            names = [entry.name for entry in found if entry.is_dir(follow_symlinks=False)]
    except OSError as error:
        raise StoreUnreadable(error.errno, error.strerror, folder.name) from error
    return sorted(names, key=lambda name: name + ending)


def _office(package: str) -> str:
    """The folder of an office: the first two parts of the package's identifier. NotStored for what cannot be one."""
    country = package.find("_")
    end = package.find("_", country + 1)
    if country < 0 or end < 0 or "/" in package or "\0" in package:
        raise NotStored(tell("{package!r} is not the identifier of a package", package=package))
    return package[:end]
