"""What a custody book must be able to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from archive.errors import ArchiveError
from archive.ledger.entry import Entry
from archive.model.message import tell


@dataclass(frozen=True, slots=True)
class Head:
    """The state of the book: how many entries, and the root hash over them (RFC 6962 section 2.1)."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry and its position, from 0."""

    position: int
    entry: Entry


class LedgerDamaged(ArchiveError, RuntimeError):
    """The book disagrees with itself or with its signature; names the place and what to do."""


class LedgerUnreadable(ArchiveError, OSError):
    """The book could not be looked at: what it holds is unknown, which is never the same as damaged."""


class NotASigner(ArchiveError, PermissionError):
    """The book was opened for reading: appending needs the signing key."""


class Overtaken(ArchiveError, RuntimeError):
    """Somebody else recorded entries since the caller looked; `size` is how many there are now."""

    def __init__(self, at: int, size: int) -> None:
        super().__init__(
            tell(
                "the ledger has grown from {at} to {size} entries meanwhile; look again, then append", at=at, size=size
            )
        )
        self.size = size


class Claims(Protocol):
    """Who is preparing what, so that nobody works on the same thing, or takes a living colleague's work for a dead one's."""

    def hold(self, names: Collection[str]) -> AbstractContextManager[None]:
        """Claim names, all or none, while the block runs. Locked, which names the holder, when another claims one of them.

        A claim ends with its process, however that ends.
        """


class Ledger(Protocol):
    """Append-only. Once `append` has returned, the entries are on disk and under a signed checkpoint.

    Every verb may raise LedgerDamaged or LedgerUnreadable.
    """

    def append(self, entries: Sequence[Entry], at: int | None = None) -> Head:
        """Record entries together: after a crash all of them are there, or none. NotASigner without the signing key.

        With `at`, only as the entries from that position on; Overtaken, and nothing recorded, when the book has grown past it.
        """

    def since(self, position: int) -> Iterator[Recorded]:
        """The entries from a position to the head, in order. LedgerDamaged when the book ends before that position."""

    def head(self) -> Head:
        """The state under the newest checkpoint, its signature verified."""

    def verify(self) -> Head:
        """Read every entry and tile, and hash the tree anew; LedgerDamaged where it disagrees with the checkpoint."""

    def prove(self, position: int, size: int | None = None) -> tuple[bytes, ...]:
        """The inclusion proof of an entry in the state of that size, else at the head (RFC 6962 section 2.1.1).

        IndexError when there is no such entry, or no such state.
        """

    def prove_growth(self, size: int, to: int | None = None) -> tuple[bytes, ...]:
        """The consistency proof from an earlier size to a later one, else to the head (RFC 6962 section 2.1.2).

        IndexError above the head.
        """
