"""When each package was last read in each store: the documents that entries of audits name, newest last."""

from __future__ import annotations

from collections.abc import Callable
from sqlite3 import Connection

from archive.model.digest import Digest
from archive.model.verdicts import Verdicts
from archive.store.port import NotStored

_TAKE = """
INSERT INTO reading SELECT ?1, position, ?2, ?3, ?4 FROM package WHERE position BETWEEN ?5 AND ?6
ON CONFLICT (store, package) DO UPDATE SET began = excluded.began, outcome = excluded.outcome, audit = excluded.audit
WHERE excluded.audit > reading.audit
"""


def take_verdicts(connection: Connection, document: Callable[[Digest], bytes]) -> None:
    """Take in what audits found. A document that is lost or altered counts for nothing: its packages are due."""
    if connection.execute("SELECT 1 FROM audit JOIN declared USING (position) WHERE taken < 2").fetchone():
        connection.execute("UPDATE audit SET taken = 2 WHERE position IN (SELECT position FROM declared)")
        connection.execute("UPDATE audit SET taken = 0 WHERE taken = 1")
        connection.execute("DELETE FROM reading")
    waiting = connection.execute(
        "SELECT position, store, verdicts FROM audit WHERE NOT taken AND verdicts <> '' AND subject = 'fixity'"
    ).fetchall()
    for position, store, digest in waiting:
        verdicts = _read(Digest.parse(digest), document)
        if verdicts is None:
            continue
        for outcome, ranges in verdicts.read.items() if verdicts.store == store else ():
            began = verdicts.began.isoformat()
            rows = ((store, began, outcome, position, first, last) for first, last in ranges)
            connection.executemany(_TAKE, rows)
        connection.execute("UPDATE audit SET taken = 1 WHERE position = ?", (position,))


def _read(digest: Digest, document: Callable[[Digest], bytes]) -> Verdicts | None:
    try:
        content = document(digest)
        return Verdicts.decode(content) if Digest.of(content) == digest else None
    except (NotStored, OSError, ValueError, KeyError):
        return None
