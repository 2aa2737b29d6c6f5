"""Where the projection is kept: one SQLite file, or memory where an archive may only be read."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from archive.errors import ArchiveError
from archive.holdings.tables import BESIDE, FORMAT, SCHEMA, TABLES
from archive.ledger.port import Head

PATIENCE = 60.0
"""Seconds that one process waits for another that takes entries in."""

SUFFIXES = ("", "-journal")
_NAMED = re.compile(r"CREATE (?:UNIQUE )?(?:TABLE|INDEX) (\w+)")
_ORDER = {"policy": "2, 3", "reading": "1, 2", "later": "1, 2"}


class SnapshotUnusable(ArchiveError, RuntimeError):
    """The file holds no projection of this form, or a spoilt one."""


def in_memory() -> sqlite3.Connection:
    """An empty projection that ends with the process."""
    connection = _connect(":memory:")
    _create(connection)
    return connection


def opened(path: Path) -> sqlite3.Connection:
    """The projection in a file, which is made where there is none; SnapshotUnusable. OSError where it cannot be written."""
    fresh = not path.exists()
    if not os.access(path.parent if fresh else path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise PermissionError(f"{path} may not be written")
    try:
        connection = _connect(str(path))
        with transaction(connection):
            if fresh or not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                _create(connection)
            _must_be_of_this_form(connection)
    except sqlite3.DatabaseError as error:
        raise _unusable(path, error) from error
    return connection


def copied(path: Path) -> sqlite3.Connection:
    """The projection in a file that may only be read, taken into memory; SnapshotUnusable."""
    connection = _connect(":memory:")
    try:
        with closing(_connect(f"file:{quoted(path)}?mode=ro", uri=True)) as source:
            source.backup(connection)
        _must_be_of_this_form(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise _unusable(path, error) from error
    return connection


def remove(path: Path) -> None:
    """Take a spoilt snapshot away; what holds it open goes on with what it has."""
    for suffix in SUFFIXES:
        with suppress(FileNotFoundError):
            Path(f"{path}{suffix}").unlink()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing; other processes wait."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def head(connection: sqlite3.Connection) -> Head:
    """The state of the ledger that has been taken in."""
    size, root = connection.execute("SELECT size, root FROM head").fetchone()
    return Head(size, root)


def empty(connection: sqlite3.Connection, root: bytes, folded: str) -> None:
    """Begin anew, at an empty ledger: the tables too are made anew, and what somebody else put beside them goes."""
    _dropped(connection, TABLES)
    connection.execute("INSERT INTO head VALUES (?, 0, ?, ?)", (FORMAT, root, folded))


def forget(connection: sqlite3.Connection) -> None:
    """Believe nothing any more of what was read beside the entries."""
    _dropped(connection, BESIDE)


def _dropped(connection: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Nothing of a file that may be another's hand is used again: neither its tables, nor triggers and views among them."""
    standing = connection.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    for kind, name in standing:
        if kind in ("trigger", "view"):
            connection.execute(f'DROP {kind} IF EXISTS "{str(name).replace(chr(34), chr(34) * 2)}"')
    ours = {name for kind, name in standing if kind == "table"}
    for table in tables:
        if table in ours:
            connection.execute(f"DROP TABLE {table}")
    _create_what_lacks(connection)


def _create_what_lacks(connection: sqlite3.Connection) -> None:
    there = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master").fetchall()}
    for statement in SCHEMA.split(";"):
        named = _NAMED.search(statement)
        if named and named[1] not in there:
            connection.execute(statement)


def rows(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """Every row that entries make, but the head, in one order: two projections that say the same give the same."""
    for table in TABLES[1:]:
        yield (table,)
        yield from connection.execute(f"SELECT * FROM {table} ORDER BY {_ORDER.get(table, '1')}")  # noqa: S608


def _connect(place: str, uri: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(place, timeout=PATIENCE, isolation_level=None, check_same_thread=False, uri=uri)
    connection.execute("PRAGMA cache_size = -4000")
    return connection


def _create(connection: sqlite3.Connection) -> None:
    _create_what_lacks(connection)
    connection.execute("INSERT INTO head VALUES (?, 0, ?, '')", (FORMAT, b""))


def _must_be_of_this_form(connection: sqlite3.Connection) -> None:
    found = connection.execute("SELECT format FROM head").fetchall()
    if found != [(FORMAT,)]:
        raise sqlite3.DatabaseError(f"its form is {found}")


def quoted(path: Path) -> str:
    """The path as it stands in the address of a database."""
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _unusable(path: Path, error: sqlite3.DatabaseError) -> SnapshotUnusable:
    return SnapshotUnusable(f"{path} holds no projection of the ledger: {error}")
