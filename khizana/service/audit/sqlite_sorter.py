"""Sorts the act summaries of a whole base on disk: a private SQLite database that is gone when it is closed.

SQLite keeps it in memory while it is small and spills to a file of its own (SQLITE_TMPDIR) beyond its cache; each summary is kept
once, the entries hold its number under each key, and only blocks that have something to compare are read back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from types import TracebackType

from archive.check.base.act_summary import ActSummary
from archive.check.base.blocking import Block, BlockBy, Entry, EntryKind

CACHE_KIB = 64 * 1024
_BLOCKS = """
    SELECT entry.key, entry.kind, summary.body FROM entry JOIN summary ON summary.number = entry.summary
    WHERE entry.block_by = :block_by AND entry.key IN (
        SELECT key FROM entry WHERE block_by = :block_by GROUP BY key HAVING count(*) > 1 OR max(kind != :itself)
    )
    ORDER BY entry.key, summary.name, entry.kind, entry.summary
"""


class SqliteSorter:
    """Lays acts together with bounded memory (archive.check.base.blocking.Sorter)."""

    def __init__(self) -> None:
        self._sorted = False
        self._disk = sqlite3.connect("", isolation_level=None)
        self._disk.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        self._disk.execute("PRAGMA synchronous = OFF")
        self._disk.execute("PRAGMA journal_mode = OFF")
        self._disk.execute("CREATE TABLE summary (number INTEGER PRIMARY KEY, name TEXT, body TEXT)")
        self._disk.execute("CREATE TABLE entry (block_by TEXT, key TEXT, kind TEXT, summary INTEGER)")
        self._disk.execute("BEGIN")

    def file(self, summary: ActSummary, blocking_keys: Sequence[tuple[BlockBy, str, EntryKind]]) -> None:
        """Keep one summary under some keys."""
        body = json.dumps(summary.to_json(), ensure_ascii=False, separators=(",", ":"))
        number = self._disk.execute("INSERT INTO summary (name, body) VALUES (?, ?)", (summary.id, body)).lastrowid
        rows = ((str(by), key, str(kind), number) for by, key, kind in blocking_keys)
        self._disk.executemany("INSERT INTO entry VALUES (?, ?, ?, ?)", rows)

    def blocks(self, by: BlockBy) -> Iterator[Block]:
        """Every block in order of key, but those of one act that lies there as itself."""
        if not self._sorted:
            self._disk.execute("CREATE INDEX by_key ON entry (block_by, key, kind, summary)")
            self._sorted = True
        found = self._disk.execute(_BLOCKS, {"block_by": str(by), "itself": str(EntryKind.ITSELF)})
        for key, rows in groupby(found, key=lambda row: str(row[0])):
            yield Block(key, tuple(Entry(EntryKind(kind), ActSummary.of(json.loads(body))) for _, kind, body in rows))

    def close(self) -> None:
        """Forget everything; nothing stays on disk."""
        self._disk.close()

    def __enter__(self) -> SqliteSorter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()
