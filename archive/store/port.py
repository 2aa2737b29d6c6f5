"""What a strongroom must be able to do. Few low verbs, that a folder and an object store can both keep.

No verb renames, appends or changes in place. An object store puts every file under its final key, the tag manifest last and only
if no such key is there (a conditional put): a package is visible when its tag manifest is. Documents are put conditionally too.
A folder writes aside and renames. Neither can make several packages visible in one move, so no caller counts on it.

A package that was begun and not sealed is invisible: `packages` does not list it. Whether a sealed package is *held* is for the
ledger to say, not for the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Protocol

from archive.errors import ArchiveError
from archive.model.digest import Digest


class NodeKind(StrEnum):
    """What stands at a path. Only files belong in a package."""

    FILE = "file"
    LINK = "link"
    SPECIAL = "special"


@dataclass(frozen=True, slots=True)
class Stored:
    """One path found inside a package, relative to the bag's root, with its size in bytes."""

    path: str
    size: int
    kind: NodeKind = NodeKind.FILE


@dataclass(frozen=True, slots=True)
class Unsealed:
    """A file or folder of a package with other permission bits than a sealed one has, or with an owner that is not the store's.

    `path` is empty for the package's own folder; `mode` and `owner` are None where they are as they should be.
    """

    path: str
    mode: int | None = None
    owner: int | None = None


class NotStored(ArchiveError, LookupError):
    """Nothing stands under that name."""


class StoreUnreadable(ArchiveError, OSError):
    """The store could not look: what is there is unknown, which is never the same as missing."""


class StoreFull(ArchiveError, OSError):
    """There is no room left. What was being written is discarded; nothing that was acknowledged is touched."""


class AlreadyStored(ArchiveError, ValueError):
    """A sealed package is never written again."""


@dataclass(frozen=True, slots=True)
class Case:
    """Why something damaged is set aside: a name for the case (one part of a path), and a record that is kept beside it."""

    name: str
    record: bytes


class PackageFiles(Protocol):
    """One package to look into. Entered while many files are opened, it may keep what makes that cheap; it works without, too."""

    def listing(self) -> Iterator[Stored]:
        """Everything inside the package, in order of path; NotStored, StoreUnreadable."""

    def open(self, path: str) -> BinaryIO:
        """One file for reading, unbuffered, leaving no trace on it; NotStored, StoreUnreadable."""

    def unsealed(self) -> Sequence[Unsealed]:
        """What the last listing saw with permissions or an owner that no sealed package has; none where a store has neither."""

    def __enter__(self) -> PackageFiles: ...

    def __exit__(self, *exception: object) -> None: ...


class Writing(Protocol):
    """A package being written aside, invisible."""

    def write(self, path: str, chunks: Iterable[bytes | memoryview]) -> None:
        """Write one file whole. The chunks are consumed one at a time and not kept.

        FileExistsError for a path written before; AlreadyStored once the package is finished.
        """


class Staging(Writing, Protocol):
    """A package being written alone. Leaving it without `seal` discards what was written."""

    def seal(self) -> None:
        """Make every byte durable, then make the package visible whole. AlreadyStored if the name is taken."""

    def __enter__(self) -> Staging: ...

    def __exit__(self, *exception: object) -> None: ...


class Group(Protocol):
    """Packages that are written by several workers and made durable together, which is cheaper than one after another."""

    def add(self, package: str) -> AbstractContextManager[Writing]:
        """Write a package of the group; leaving it by an error discards it, leaving it well says that it is finished."""

    def seal(self) -> None:
        """Make every byte of the finished packages durable, then each package visible whole, in no promised order.

        AlreadyStored if a name is taken, OSError when the store fails; then some of them are visible and the others are not.
        """

    def __enter__(self) -> Group: ...

    def __exit__(self, *exception: object) -> None:
        """Discard what is not visible."""


class StoreLocation(Protocol):
    """Where a store is, in few words, which can be pickled and compared: what another process is given."""

    def open(self) -> Store:
        """The store, in whatever process this is."""

    def __hash__(self) -> int: ...


class Store(Protocol):
    """Packages by identifier, and documents by digest."""

    @property
    def location(self) -> StoreLocation:
        """What another process needs to open this store for reading."""

    def place(self, package: str) -> str:
        """Where a package lies, for people who look at it with other tools: the path of its folder, or an address."""

    def stage(self, package: str) -> Staging:
        """Begin a package. What earlier attempts left unsealed, and no living process writes, is discarded first."""

    def group(self) -> Group:
        """Begin several packages. What earlier attempts left unsealed, and no living process writes, is discarded first."""

    def packages(self) -> Iterator[str]:
        """The identifiers of all sealed packages, in order."""

    def listing(self, package: str) -> Iterator[Stored]:
        """Everything inside a package, in order of path; NotStored when there is no such package."""

    def open(self, package: str, path: str) -> BinaryIO:
        """One file for reading, unbuffered. Leaves no trace on it, access time included where the system allows.

        NotStored when it is not there; StoreUnreadable when the store could not look.
        """

    def files(self, package: str) -> PackageFiles:
        """One package to look into, whether it is there or not."""

    def discard(self, package: str) -> None:
        """Remove a sealed package that no ledger entry names. The caller has made sure of that."""

    def replace(self, package: str, case: Case) -> Staging:
        """Begin the package that shall stand where a damaged one stands, or where one is missing.

        Its `seal` makes every byte durable, then puts the new one in place and the damaged one into quarantine: who reads
        meanwhile, or after a crash, finds one of the two, never none. What is in quarantine is never removed.
        """

    def replace_document(self, content: bytes, case: Case) -> Digest:
        """The same for a document, under the digest of its content."""

    def quarantined(self, name: str) -> PackageFiles:
        """All cases of a package, or of a document by its digest: `<case>/record-1.json`, `<case>/damaged-<number>/…`."""

    def put_document(self, content: bytes) -> Digest:
        """Keep a document under its digest, durably; the same content twice is kept once."""

    def document(self, digest: Digest) -> bytes:
        """The document with this digest, as it stands (the caller compares digests); NotStored."""

    def documents(self) -> Iterator[Digest]:
        """The digests under which documents are kept, in order."""

    def strays(self) -> Iterator[str]:
        """Whatever else lies in the store, by its path in it: no package, no document, and nothing that the store itself made."""
