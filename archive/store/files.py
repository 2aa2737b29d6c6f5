"""The files of one package, opened for reading: what an audit is given, whichever store they rest in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from archive.package.bag import is_safe
from archive.store.port import Store, Stored


class PackageFiles(Protocol):
    """One package to look into. Both verbs raise NotStored and StoreUnreadable as those of `Store` do."""

    def listing(self) -> Iterator[Stored]:
        """Everything inside the package, in order of path."""

    def open(self, path: str) -> BinaryIO:
        """One file for reading, unbuffered, leaving no trace on it."""


@dataclass(frozen=True, slots=True)
class FilesInStore:
    """A package that a store holds."""

    store: Store
    package: str

    def listing(self) -> Iterator[Stored]:
        return self.store.listing(self.package)

    def open(self, path: str) -> BinaryIO:
        return self.store.open(self.package, path)


def refuse_outside(path: str) -> None:
    """ValueError for a path that would not lie inside its package."""
    if not is_safe(path):
        raise ValueError(f"{path!r} is not a path inside a package: give it one without empty or dot parts")
