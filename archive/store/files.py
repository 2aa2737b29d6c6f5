"""The files of one package through the verbs of any store, and the paths that they may have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from archive.package.bag import is_safe
from archive.store.port import PackageFiles, Store, Stored, Unsealed


@dataclass(frozen=True, slots=True)
class FilesInStore:
    """A package that a store holds."""

    store: Store
    package: str

    def listing(self) -> Iterator[Stored]:
        return self.store.listing(self.package)

    def open(self, path: str) -> BinaryIO:
        return self.store.open(self.package, path)

    def unsealed(self) -> tuple[Unsealed, ...]:
        return ()

    def __enter__(self) -> PackageFiles:
        return self

    def __exit__(self, *exception: object) -> None:
        return None


def refuse_outside(path: str) -> None:
    """ValueError for a path that would not lie inside its package."""
    if not is_safe(path):
        raise ValueError(f"{path!r} is not a path inside a package: give it one without empty or dot parts")
