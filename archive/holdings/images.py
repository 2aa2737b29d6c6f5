"""Where each page image is held already: by the first eight bytes of its digest, the packages of which a view shows it.

Kept in a file of its own beside the snapshot, because only what examines a delivery asks it, and sealed like the snapshot. It is
brought to the head of the projection before it answers, from the descriptions of the packages that came since.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import chain
from pathlib import Path

from archive.holdings import queries, seal, snapshot
from archive.holdings.projection import Projection
from archive.holdings.values import HeldPackage
from archive.ledger.lock import exclusive
from archive.ledger.port import Head
from archive.model.digest import Digest
from archive.model.records.view import View
from archive.store.port import NotStored

FORMAT = 1
"""Counts up when the tables change: an earlier file is made anew."""

AT_ONCE = 1_000
"""Packages whose images are written together."""

MOST = 8
"""So many packages that show one image are named."""

PATIENCE = 600.0
"""Seconds that one process waits for another that takes images in."""

BLANK = "blank"
Views = Callable[[str], Iterable[View]]
"""The views of a package; NotStored, ValueError or OSError where they cannot be read."""

_SCHEMA = """
CREATE TABLE reached (format INTEGER NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL);
CREATE TABLE image (key INTEGER NOT NULL, package INTEGER NOT NULL, blank INTEGER NOT NULL, PRIMARY KEY (key, package, blank))
  WITHOUT ROWID;
CREATE TABLE unread (package INTEGER PRIMARY KEY)
"""
_FRESH = "CREATE TEMP TABLE IF NOT EXISTS fresh (key INTEGER, package INTEGER, blank INTEGER)"
_SORTED = "INSERT INTO image SELECT key, package, blank FROM fresh WHERE true ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING"
"""A nation's images are put in their order once: one by one each would touch another page of the file."""
_FOUND = "SELECT DISTINCT package FROM image WHERE key = ? AND blank <= ? ORDER BY package LIMIT ?"


class Images:
    """The images that packages show, at the head of a projection."""

    def __init__(self, projection: Projection, views: Views) -> None:
        self._projection = projection
        self._views = views
        self._memory = _made(":memory:")
        self._place = _place(projection)
        self._kept: sqlite3.Connection | None = None

    def follow(self) -> None:
        """Take in what was stored since; whoever may write keeps it for the next."""
        head = self._projection.head
        if self._place is None or not _writable(self._place):
            self._memory_follows(head)
            return
        if self._trusted() and self._opened(self._place) == head and not self._waiting():
            return
        with exclusive(Path(f"{self._place}.lock"), f"process {os.getpid()}, which takes images in", PATIENCE):
            if not (self._trusted() and self._opened(self._place) is not None):
                self._anew(self._place)
            assert self._kept is not None
            self._take(self._kept, head)
            seal.put(self._place, self._projection.key)

    def holders(self, digest: Digest, blank: bool) -> Iterator[HeldPackage]:
        """The packages that show an image and have their content, the oldest first, a few of them.

        Of one that is blank only those where it is not said to be.
        """
        for position in sorted(set(self._rows(_FOUND, _key(digest), 0 if blank else 1, MOST))):
            held = queries.at(self._projection, position)
            if held is not None and held.gone is None:
                yield held

    def unread(self) -> tuple[str, ...]:
        """The packages whose images could not be looked at: what they show is not known."""
        positions = self._rows("SELECT package FROM unread ORDER BY package")
        found = (queries.at(self._projection, position) for position in positions)
        return tuple(held.package for held in found if held is not None and held.gone is None)

    def _rows(self, query: str, *parameters: object) -> list[int]:
        """The positions that file and memory answer with; of a new file where it turns out to be spoilt."""
        try:
            return self._asked(query, parameters)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._forget()
            self.follow()
            return self._asked(query, parameters)

    def _asked(self, query: str, parameters: Sequence[object]) -> list[int]:
        connections = (one for one in (self._kept, self._memory) if one is not None)
        return [position for one in connections for (position,) in one.execute(query, parameters)]

    def _forget(self) -> None:
        """Let go of a spoilt file, which is taken away where that is allowed, and not asked again where it is not."""
        if self._kept is not None:
            self._kept.close()
        self._kept, self._memory = None, _made(":memory:")
        if self._place is not None and _writable(self._place):
            snapshot.remove(self._place)
        else:
            self._place = None

    def _memory_follows(self, head: Head) -> None:
        """Where nothing may be written, the file is asked as it stands, and memory has what came since."""
        if self._kept is None and self._place is not None and self._trusted():
            with suppress(sqlite3.DatabaseError):
                self._kept = _connected(_reading(self._place))
                if not self._projection.extends(self._reached(self._kept)):
                    self._kept = None
        if self._reached(self._memory).size == 0 and self._kept is not None:
            reached = self._reached(self._kept)
            self._memory.execute("UPDATE reached SET size = ?, root = ?", (reached.size, reached.root))
        self._take(self._memory, head)

    def _trusted(self) -> bool:
        return self._place is not None and seal.stands(self._place, self._projection.key)

    def _opened(self, place: Path) -> Head | None:
        """Up to where the file has the images; None where it cannot be asked, is of another form or of another ledger."""
        try:
            if self._kept is None:
                self._kept = _connected(place)
            reached = self._reached(self._kept)
            return reached if self._projection.extends(reached) else None
        except sqlite3.DatabaseError:
            self._kept = None
            return None

    def _anew(self, place: Path) -> None:
        if self._kept is not None:
            self._kept.close()
        snapshot.remove(place)
        self._kept = _made(str(place))

    def _waiting(self) -> bool:
        return self._kept is not None and self._kept.execute("SELECT 1 FROM unread").fetchone() is not None

    def _reached(self, connection: sqlite3.Connection | None) -> Head:
        assert connection is not None
        form, size, root = connection.execute("SELECT format, size, root FROM reached").fetchone() or (0, 0, b"")
        if form != FORMAT:
            raise sqlite3.DatabaseError(f"its form is {form}")
        return Head(size, root)

    def _take(self, connection: sqlite3.Connection, head: Head) -> None:
        """Read the packages that came since, and again those that could not be read."""
        reached = self._reached(connection)
        waiting = [position for (position,) in connection.execute("SELECT package FROM unread")]
        again = (one for one in (queries.at(self._projection, position) for position in waiting) if one is not None)
        connection.execute(_FRESH)
        with snapshot.transaction(connection):
            for some in _batches(chain(again, queries.stored_since(self._projection, reached.size))):
                self._read(connection, some)
            connection.execute(_SORTED)
            connection.execute("DELETE FROM fresh")
            connection.execute("UPDATE reached SET size = ?, root = ?", (head.size, head.root))

    def _read(self, connection: sqlite3.Connection, packages: list[HeldPackage]) -> None:
        rows: list[tuple[int, int, bool]] = []
        unread: list[tuple[int]] = []
        for package in packages:
            try:
                views = () if package.gone is not None else tuple(self._views(package.package))
            except (NotStored, ValueError, OSError):
                unread.append((package.position,))
                continue
            rows += [(_key(view.digest), package.position, view.kind == BLANK) for view in views]
        connection.executemany("DELETE FROM unread WHERE package = ?", [(one.position,) for one in packages])
        connection.executemany("INSERT INTO unread VALUES (?)", unread)
        connection.executemany("INSERT INTO fresh VALUES (?,?,?)", rows)


def _place(projection: Projection) -> Path | None:
    """`holdings.db` has `holdings-images.db` beside it."""
    home = projection.home
    return None if home is None else home.with_name(f"{home.stem}-images{home.suffix}")


def _writable(place: Path) -> bool:
    return os.access(place.parent, os.W_OK) and (not place.exists() or os.access(place, os.W_OK))


def _connected(place: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        place,
        timeout=snapshot.PATIENCE,
        isolation_level=None,
        check_same_thread=False,
        uri=str(place).startswith("file:"),
    )
    connection.execute("PRAGMA cache_size = -16000")
    return connection


def _reading(place: Path) -> str:
    return f"file:{snapshot.quoted(place)}?mode=ro"


def _made(place: str) -> sqlite3.Connection:
    connection = _connected(place)
    with closing(connection.cursor()) as cursor:
        cursor.executescript(_SCHEMA)
        cursor.execute("INSERT INTO reached VALUES (?, 0, x'')", (FORMAT,))
    return connection


def _key(digest: Digest) -> int:
    """The first eight bytes as SQLite keeps a whole number: two images of a nation that share them are as good as impossible."""
    return int.from_bytes(bytes.fromhex(digest.hex[:16]), "big", signed=True)


def _batches(packages: Iterable[HeldPackage]) -> Iterator[list[HeldPackage]]:
    some: list[HeldPackage] = []
    for package in packages:
        some.append(package)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some
