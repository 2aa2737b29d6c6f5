"""Entries of the ledger become rows. Batches keep it quick; no row depends on the order within one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nlargest
from sqlite3 import Connection

from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Recorded
from archive.ledger.times import declared
from archive.life.documents import documents_of
from archive.life.holds import DONE, REQUEST, TOMBSTONE, disposed_by
from archive.life.people import KEY
from archive.life.policies import named_by

AT_ONCE = 5_000
FAILED = "failed"
"""The outcome of an act by two that did not come to its end: its request stays open."""
MAIN = "main"
"""The store that packages are deposited in."""
LATEST = 256
"""So many of the latest times are kept: more than will ever be declared false."""
_PRUNE = """
DELETE FROM latest
WHERE position NOT IN (SELECT position FROM latest ORDER BY time DESC, position DESC LIMIT ?)
"""
_COUNTS = ("views", "pages", "acts", "mentions", "payload_files", "payload_bytes")

_INTO = {
    "package": "INSERT INTO package VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULL) ON CONFLICT DO NOTHING",
    "document": "INSERT INTO document VALUES (?,?) ON CONFLICT DO NOTHING",
    "delivery": "INSERT INTO delivery VALUES (?,?,?,?,?,?,?,?)",
    "verdict": "INSERT INTO verdict VALUES (?,?,?,?,?,?)",
    "hold": "INSERT INTO hold VALUES (?,?,?)",
    "disposal": "INSERT INTO disposal VALUES (?,?,?,?,?) ON CONFLICT (register) DO UPDATE SET tombstone = excluded.tombstone, "
    "request = excluded.request, done = excluded.done, position = excluded.position",
    "person": "INSERT INTO person VALUES (?,?,?,NULL)",
    "request": "INSERT INTO request VALUES (?,?,NULL) ON CONFLICT (digest) DO UPDATE SET position = excluded.position, "
    "closed = NULL",
    "policy": "INSERT INTO policy VALUES (?,?,?,?) ON CONFLICT (kind, country) DO UPDATE SET position = excluded.position, "
    "document = excluded.document",
    "repair": "INSERT INTO repair VALUES (?,?,?,?,?)",
    "declared": "INSERT INTO declared VALUES (?) ON CONFLICT DO NOTHING",
    "audit": "INSERT INTO audit VALUES (?,?,?,?,?,?,?,0)",
}
_AFTER = {
    "released": "DELETE FROM hold WHERE subject = ? AND reason = ? AND position < ?",
    "withdrawn": "UPDATE person SET until = ?3 WHERE name = ?1 AND until IS NULL AND position < ?3",
    "closed": "UPDATE request SET closed = ?2 WHERE digest = ?1 AND position < ?2",
    "gone": "UPDATE package SET gone = ?2 WHERE id = ?1 AND gone IS NULL",
}
Rows = defaultdict[str, list[tuple[object, ...]]]


def numbering_of(register: str) -> str:
    """Names the acts that are numbered in one run: those of a series in one copy, whatever the part of the register."""
    parts = register.rsplit("_", 2)
    return f"{parts[0]}_{parts[-1]}"


def fold(connection: Connection, entries: Iterable[Recorded]) -> int:
    """Write the rows of entries, in their order; how many there were. The caller's transaction holds them together."""
    rows: Rows = defaultdict(list)
    count = 0
    times: list[tuple[str, int]] = []
    for recorded in entries:
        times.append((_time(recorded.entry), recorded.position))
        for table, row in _rows(recorded.position, recorded.entry):
            rows[table].append(row)
        count += 1
        if count % AT_ONCE == 0:
            _flush(connection, rows)
            times = nlargest(LATEST, times)
    _flush(connection, rows)
    connection.executemany("INSERT INTO latest (time, position) VALUES (?,?)", nlargest(LATEST, times))
    connection.execute(_PRUNE, (LATEST,))
    return count


def _flush(connection: Connection, rows: Rows) -> None:
    for table, statement in (_INTO | _AFTER).items():
        if rows[table]:
            connection.executemany(statement, rows[table])
    rows.clear()


def _rows(position: int, entry: Entry) -> Iterator[tuple[str, tuple[object, ...]]]:
    yield from (("document", (str(digest), position)) for digest in documents_of(entry))
    match entry.type:
        case EntryType.PACKAGE_STORED:
            yield "package", _package(position, entry)
        case EntryType.DELIVERY_RECEIVED:
            counts = (entry.counts.get(name, 0) for name in ("registers", "files", "bytes"))
            manifest, contractor = _digest(entry, "manifest"), entry.links.get("contractor", "")
            yield "delivery", (position, entry.subject, manifest, contractor, _time(entry), *counts)
        case EntryType.VERDICT:
            manifest, verdict = _digest(entry, "manifest"), _digest(entry, "verdict")
            yield "verdict", (position, entry.subject, manifest, entry.outcome, verdict, _time(entry))
        case EntryType.HOLD_PLACED:
            yield "hold", (position, entry.subject, entry.outcome)
        case EntryType.HOLD_RELEASED:
            yield "released", (entry.subject, entry.outcome, position)
        case EntryType.DISPOSED:
            links = entry.links
            yield "disposal", (entry.subject, links[TOMBSTONE], links[REQUEST], entry.outcome == DONE, position)
            yield from (("gone", (package, position)) for package in disposed_by(entry))
        case EntryType.PERSON_NAMED:
            yield "person", (position, entry.subject, str(entry.digests[KEY]))
        case EntryType.PERSON_WITHDRAWN:
            yield "withdrawn", (entry.subject, "", position)
        case EntryType.AUDIT:
            store, scope = entry.links.get("store", MAIN), entry.links.get("scope", "")
            verdicts = _digest(entry, "verdicts")
            yield "audit", (position, entry.subject, store, scope, entry.outcome, _time(entry), verdicts)
        case EntryType.REPAIR:
            yield "repair", (position, entry.subject, entry.links.get("store", MAIN), entry.outcome, _time(entry))
        case EntryType.TIME_DECLARED:
            yield "declared", (declared(entry),)
        case _:
            pass
    named = named_by(position, entry)
    yield from (("policy", (position, str(one.kind), one.country, str(one.document))) for one in named)
    if REQUEST in entry.digests:
        if entry.type is EntryType.PROPOSED:
            yield "request", (str(entry.digests[REQUEST]), position)
        elif entry.outcome != FAILED:
            yield "closed", (str(entry.digests[REQUEST]), position)


def _package(position: int, entry: Entry) -> tuple[object, ...]:
    register = entry.links.get("register", entry.subject)
    return (
        position,
        entry.subject,
        register,
        numbering_of(register),
        _digest(entry, "tagmanifest"),
        _digest(entry, "manifest"),
        entry.links.get("delivery", ""),
        _time(entry),
        *(entry.counts.get(name, 0) for name in _COUNTS),
    )


def _digest(entry: Entry, name: str) -> str:
    return str(entry.digests.get(name, ""))


def _time(entry: Entry) -> str:
    return f"{entry.time.isoformat()[:19]}Z"
