"""A strongroom in memory: the promises of the port in their shortest form, for tests and trials. Nothing survives the process."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from threading import Lock
from typing import BinaryIO

from archive.model.digest import Digest
from archive.model.message import tell
from archive.store.files import FilesInStore, refuse_outside
from archive.store.port import AlreadyStored, Case, NotStored, PackageFiles, Stored


@dataclass(frozen=True, slots=True)
class MemoryLocation:
    """A store in this process; another process opens a copy of what was in it then."""

    store: MemoryStore

    def open(self) -> MemoryStore:
        return self.store


class MemoryStore:
    """Packages and documents as bytes."""

    def __init__(self) -> None:
        self._packages: dict[str, Mapping[str, bytes]] = {}
        self._documents: dict[Digest, bytes] = {}
        self._quarantine: dict[str, dict[str, bytes]] = {}
        self._sealing = Lock()

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name != "_sealing"}

    def __setstate__(self, state: dict[str, object]) -> None:
        vars(self).update(state, _sealing=Lock())

    @property
    def location(self) -> MemoryLocation:
        return MemoryLocation(self)

    def place(self, package: str) -> str:
        return f"memory:{package}"

    def stage(self, package: str) -> MemoryStaging:
        return MemoryStaging(self, package)

    def group(self) -> MemoryGroup:
        return MemoryGroup(self)

    def packages(self) -> Iterator[str]:
        return iter(sorted(self._packages))

    def listing(self, package: str) -> Iterator[Stored]:
        files = self._files(package)
        return (Stored(path, len(files[path])) for path in sorted(files))

    def open(self, package: str, path: str) -> BinaryIO:
        files = self._files(package)
        if path not in files:
            raise NotStored(tell("{path} is not stored in {package}", path=path, package=package))
        return io.BytesIO(files[path])

    def files(self, package: str) -> PackageFiles:
        return FilesInStore(self, package)

    def discard(self, package: str) -> None:
        self._files(package)
        del self._packages[package]

    def replace(self, package: str, case: Case) -> MemoryReplacement:
        return MemoryReplacement(self, package, case)

    def replace_document(self, content: bytes, case: Case) -> Digest:
        digest = Digest.of(content)
        damaged = {"": self._documents[digest]} if digest in self._documents else None
        self._set_aside(digest.hex, case, damaged)
        self._documents[digest] = content
        return digest

    def quarantined(self, name: str) -> PackageFiles:
        held = MemoryStore()
        if name in self._quarantine:
            held._packages[name] = self._quarantine[name]
        return FilesInStore(held, name)

    def swap(self, package: str, files: Mapping[str, bytes], case: Case) -> None:
        """Put a package in the place of another one, which is kept."""
        with self._sealing:
            self._set_aside(package, case, self._packages.get(package))
            self._packages[package] = files

    def _set_aside(self, name: str, case: Case, damaged: Mapping[str, bytes] | None) -> None:
        held = self._quarantine.setdefault(name, {})
        number = next(n for n in count(1) if f"{case.name}/record-{n}.json" not in held)
        held[f"{case.name}/record-{number}.json"] = case.record
        for path, content in (damaged or {}).items():
            held[f"{case.name}/damaged-{number}{'/' if path else ''}{path}"] = content

    def put_document(self, content: bytes) -> Digest:
        digest = Digest.of(content)
        self._documents.setdefault(digest, content)
        return digest

    def document(self, digest: Digest) -> bytes:
        if digest not in self._documents:
            raise NotStored(tell("the document {digest} is not stored", digest=digest))
        return self._documents[digest]

    def strays(self) -> Iterator[str]:
        """None: a memory holds what was put into it."""
        yield from ()

    def documents(self) -> Iterator[Digest]:
        return iter(sorted(self._documents))

    def keep(self, package: str, files: Mapping[str, bytes]) -> None:
        """Make a package visible. AlreadyStored if the name is taken."""
        with self._sealing:
            if package in self._packages:
                raise AlreadyStored(tell("{package} is sealed already; a correction is a new version", package=package))
            self._packages[package] = files

    def _files(self, package: str) -> Mapping[str, bytes]:
        if package not in self._packages:
            raise NotStored(tell("the package {package} is not stored", package=package))
        return self._packages[package]


class MemoryStaging:
    """A package being gathered."""

    def __init__(self, store: MemoryStore, package: str) -> None:
        self._store = store
        self._package = package
        self._files: dict[str, bytes] = {}
        self._finished = False

    def write(self, path: str, chunks: Iterable[bytes | memoryview]) -> None:
        if self._finished:
            raise AlreadyStored(
                tell("{package} is sealed already; a correction is a new version", package=self._package)
            )
        refuse_outside(path)
        if path in self._files:
            raise FileExistsError(tell("{path} was written already in {package}", path=path, package=self._package))
        self._files[path] = b"".join(bytes(chunk) for chunk in chunks)

    def finish(self) -> None:
        """No file is added any more."""
        self._finished = True

    def seal(self) -> None:
        self.finish()
        self._store.keep(self._package, self._files)

    def __enter__(self) -> MemoryStaging:
        return self

    def __exit__(self, *exception: object) -> None:
        self._files = {}


class MemoryReplacement(MemoryStaging):
    """A package being gathered to stand where another one stands."""

    def __init__(self, store: MemoryStore, package: str, case: Case) -> None:
        super().__init__(store, package)
        self._case = case

    def seal(self) -> None:
        self._store.swap(self._package, self._files, self._case)


class MemoryGroup:
    """Packages being gathered by several threads."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._written: list[MemoryStaging] = []

    @contextmanager
    def add(self, package: str) -> Iterator[MemoryStaging]:
        staging = self._store.stage(package)
        yield staging
        staging.finish()
        self._written.append(staging)

    def seal(self) -> None:
        for staging in self._written:
            staging.seal()

    def __enter__(self) -> MemoryGroup:
        return self

    def __exit__(self, *exception: object) -> None:
        self._written.clear()
