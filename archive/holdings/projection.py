"""One fold of the ledger, asked by everybody: kept as a snapshot, brought to the signed head before it answers.

A consistency proof must make what was taken in the beginning of the ledger at its signed head (RFC 6962 section 2.1.2); where
it does not, or where the snapshot is spoilt, all is folded anew. The snapshot is unsigned: what it says is held is compared with
the ledger entry at its position where something is decided by it, and that something is lacking is proved by a new fold.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from archive.holdings import seal, snapshot
from archive.holdings.fold import fold
from archive.holdings.readings import take_verdicts
from archive.ledger.entry import Entry
from archive.ledger.log.proof import extends
from archive.ledger.log.tree import EMPTY_ROOT
from archive.ledger.port import Head, Ledger
from archive.model.digest import Digest

T = TypeVar("T")
Document = Callable[[Digest], bytes]
FOLDED_FOR = timedelta(days=7)
"""How long a snapshot is believed in what it does not have; then the ledger is folded anew and the two are compared."""


class Projection:
    """What the ledger says is held, at its signed head. One process, one object; other processes may take entries in too."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        place: Path | None,
        ledger: Ledger,
        document: Document,
        key: bytes = b"",
        home: Path | None = None,
    ) -> None:
        self._connection = connection
        self._place = place
        self.home = home
        """Where the snapshot lies, whether it may be written or not; None for a projection in memory alone."""
        self.key = key
        self._ledger = ledger
        self._document = document
        self._alone = RLock()
        self.spoilt = False
        """Whether a new fold disagreed with a snapshot that a consistency proof had accepted."""

    @classmethod
    def open(
        cls, ledger: Ledger, document: Document, place: Path | None, now: datetime, key: bytes = b""
    ) -> Projection:
        """Bring the snapshot at a place to the ledger's head; in memory where there is no place or it may only be read.

        `document` gives the documents that entries name. `key` is known to nobody who could not sign entries: a snapshot that
        the program did not leave so itself is folded anew. LedgerDamaged, LedgerUnreadable; never an error of the snapshot.
        """
        trusted = place is not None and seal.stands(place, key)
        projection = cls(*_connection(place), ledger, document, key, place)
        try:
            projection._follow(now, trusted)
        except sqlite3.DatabaseError:
            if place is not None:
                with suppress(OSError):
                    snapshot.remove(place)
            projection = cls(*_connection(place), ledger, document, key, place)
            projection._follow(now, False)
        return projection

    @property
    def head(self) -> Head:
        """The state of the ledger that the answers are of."""
        with self._alone:
            return snapshot.head(self._connection)

    def follow(self) -> Head:
        """Take in what was recorded since; the head that was reached."""
        self._sound(lambda: self._follow(None, True))
        return self.head

    def fold_anew(self, now: datetime) -> bool:
        """Fold the whole ledger once more; whether the snapshot had said the same."""
        return self._sound(lambda: self._folded_anew(now))

    def digest(self) -> bytes:
        """SHA-256 over all rows: two projections that say the same have the same."""
        return self._sound(self._digest)

    def rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """The rows of a query of this room, whoever else asks or takes entries in meanwhile."""
        return self._sound(lambda: self._connection.execute(query, parameters).fetchall())

    def keep(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Keep what documents say beside what entries say; nothing is written where there is nothing to keep."""
        listed = tuple(rows)
        if not listed:
            return
        self._sound(lambda: self._kept(statement, listed))

    def entry(self, position: int) -> Entry:
        """The ledger's own entry at a position: what a row is compared with where something is decided by it."""
        return next(self._ledger.since(position)).entry

    def extends(self, reached: Head) -> bool:
        """Whether an earlier head is of this ledger: the beginning of what the projection has taken in."""
        with self._alone:
            head = self.head
            return reached.size == 0 or self._is_prefix(reached, head)

    @property
    def document(self) -> Document:
        """Gives the documents that entries name."""
        return self._document

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _sound(self, work: Callable[[], T]) -> T:
        """What the work answers, of a new fold where the file turns out to be spoilt: a disk may lose a page under any seal."""
        with self._alone:
            try:
                return work()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._connection.close()
                if self._place is not None:
                    snapshot.remove(self._place)
                self._connection, self._place = _connection(self._place)
                self._follow(None, False)
                return work()

    def _digest(self) -> bytes:
        hashed = sha256()
        for row in snapshot.rows(self._connection):
            hashed.update(repr(row).encode())
        return hashed.digest()

    def _folded_anew(self, now: datetime) -> bool:
        with snapshot.transaction(self._connection):
            before = self._digest()
            self._fold_from_the_beginning(self._ledger.head(), now)
            same = self._digest() == before
        self._sealed()
        return same

    def _kept(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        with snapshot.transaction(self._connection):
            self._connection.executemany(statement, rows)
        self._sealed()

    def _follow(self, now: datetime | None, trusted: bool) -> None:
        head = self._ledger.head()
        if trusted and self.head == head and not self._due(now):
            return
        with snapshot.transaction(self._connection):
            reached = self.head  # another process may have been quicker
            if not trusted or not self._is_prefix(reached, head):
                snapshot.forget(self._connection)
                self._fold_from_the_beginning(head, now or datetime.now(UTC))
            elif now is not None and self._due(now):
                before = self._taken_in(reached, head)
                self._fold_from_the_beginning(head, now)
                self.spoilt = self._digest() != before
            else:
                self._take_in(reached, head)
        self._sealed()

    def _sealed(self) -> None:
        if self._place is not None:
            seal.put(self._place, self.key)

    def _taken_in(self, reached: Head, head: Head) -> bytes:
        self._take_in(reached, head)
        return self._digest()

    def _is_prefix(self, reached: Head, head: Head) -> bool:
        if reached.size == 0 and reached.root != EMPTY_ROOT:
            return False
        return reached.size <= head.size and extends(reached, head, self._ledger.prove_growth(reached.size, head.size))

    def _due(self, now: datetime | None) -> bool:
        if now is None:
            return False
        folded = self._connection.execute("SELECT folded FROM head").fetchone()[0]
        return not folded or not now - FOLDED_FOR <= datetime.fromisoformat(folded) <= now

    def _fold_from_the_beginning(self, head: Head, now: datetime) -> None:
        snapshot.empty(self._connection, EMPTY_ROOT, now.isoformat())
        self._take_in(Head(0, EMPTY_ROOT), head)

    def _take_in(self, reached: Head, head: Head) -> None:
        entries = (one for one in self._ledger.since(reached.size) if one.position < head.size)
        fold(self._connection, entries)
        take_verdicts(self._connection, self._document)
        self._connection.execute("UPDATE head SET size = ?, root = ?", (head.size, head.root))


def _connection(place: Path | None) -> tuple[sqlite3.Connection, Path | None]:
    """A connection, and the file that it writes; None for memory."""
    if place is None:
        return snapshot.in_memory(), None
    try:
        return snapshot.opened(place), place
    except snapshot.SnapshotUnusable:
        with suppress(OSError, snapshot.SnapshotUnusable):  # a full disk makes no new one: then memory
            snapshot.remove(place)
            return snapshot.opened(place), place
    except (OSError, sqlite3.OperationalError):
        with suppress(snapshot.SnapshotUnusable, OSError):
            return snapshot.copied(place), None
    return snapshot.in_memory(), None
