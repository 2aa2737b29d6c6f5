"""Where database connections are made, and nowhere else. SQLite: write-ahead log, full synchronisation, immediate writes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

PATIENCE = 30.0
"""Seconds to wait for another transaction to end."""


def for_writing(file: Path) -> Engine:
    """Transactions take the write lock when they begin, and are on the disk when they end."""
    return _engine(lambda: _prepared(_open(file, "rwc"), "journal_mode = WAL", "synchronous = FULL"), "BEGIN IMMEDIATE")


def for_reading(file: Path) -> Engine:
    """Transactions see one state of the database, also while another process writes, and cannot change it.

    Where the folder may only be read, and nothing waits in the write-ahead log, SQLite is told that nobody writes: it would
    want to make its shared memory there (sqlite.org/wal.html, section 5).
    """
    return _engine(lambda: _prepared(_open(file, "ro", _still(file)), "query_only = ON"), "BEGIN")


def _still(file: Path) -> bool:
    log = file.with_name(f"{file.name}-wal")
    return not os.access(file.parent, os.W_OK) and not (log.exists() and log.stat().st_size)


def _open(file: Path, mode: str, still: bool = False) -> sqlite3.Connection:
    """Without the driver's own transactions, which would begin late and not be immediate."""
    uri = f"file:{quote(str(file))}?mode={mode}{'&immutable=1' if still else ''}"
    return sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)


def _prepared(connection: sqlite3.Connection, *pragmas: str) -> sqlite3.Connection:
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _engine(opened: Callable[[], sqlite3.Connection], begin: str) -> Engine:
    engine = create_engine("sqlite+pysqlite://", creator=opened, poolclass=NullPool)

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", on_begin)
    return engine
