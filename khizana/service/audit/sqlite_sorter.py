"""Sorts the traces of a whole base on disk: a private SQLite database that is gone when it is closed.

SQLite keeps it in memory while it is small and spills to a file of its own (SQLITE_TMPDIR) beyond its cache; each trace is kept
once, the piles hold its number under each key, and only groups that have something to compare are read back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from types import TracebackType

from archive.check.base.act_summary import Trace
from archive.check.base.blocking import Filed, Group, Pile, Way

CACHE_KIB = 64 * 1024
_GROUPS = """
    SELECT filed.key, filed.way, trace.body FROM filed JOIN trace ON trace.number = filed.trace
    WHERE filed.pile = :pile AND filed.key IN (
        SELECT key FROM filed WHERE pile = :pile GROUP BY key HAVING count(*) > 1 OR max(way != :itself)
    )
    ORDER BY filed.key, trace.name, filed.way, filed.trace
"""


class SqliteSorter:
    """Lays filed acts together with bounded memory (archive.check.base.blocking.Sorter)."""

    def __init__(self) -> None:
        self._sorted = False
        self._disk = sqlite3.connect("", isolation_level=None)
        self._disk.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        self._disk.execute("PRAGMA synchronous = OFF")
        self._disk.execute("PRAGMA journal_mode = OFF")
        self._disk.execute("CREATE TABLE trace (number INTEGER PRIMARY KEY, name TEXT, body TEXT)")
        self._disk.execute("CREATE TABLE filed (pile TEXT, key TEXT, way TEXT, trace INTEGER)")
        self._disk.execute("BEGIN")

    def file(self, trace: Trace, filings: Sequence[tuple[Pile, str, Way]]) -> None:
        """Keep one trace under some keys."""
        body = json.dumps(trace.to_json(), ensure_ascii=False, separators=(",", ":"))
        number = self._disk.execute("INSERT INTO trace (name, body) VALUES (?, ?)", (trace.id, body)).lastrowid
        rows = ((str(pile), key, str(way), number) for pile, key, way in filings)
        self._disk.executemany("INSERT INTO filed VALUES (?, ?, ?, ?)", rows)

    def groups(self, pile: Pile) -> Iterator[Group]:
        """Every group of a pile in order of key, but those of one act that lies there as itself."""
        if not self._sorted:
            self._disk.execute("CREATE INDEX by_key ON filed (pile, key, way, trace)")
            self._sorted = True
        found = self._disk.execute(_GROUPS, {"pile": str(pile), "itself": str(Way.ITSELF)})
        for key, rows in groupby(found, key=lambda row: str(row[0])):
            yield Group(key, tuple(Filed(Way(way), Trace.of(json.loads(body))) for _, way, body in rows))

    def close(self) -> None:
        """Forget everything; nothing stays on disk."""
        self._disk.close()

    def __enter__(self) -> SqliteSorter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()
