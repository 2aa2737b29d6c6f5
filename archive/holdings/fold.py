"""Entries of the ledger become rows. Batches keep it quick; no row depends on the order within one."""

from __future__ import annotations

from collections import Counter, defaultdict
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
FINISHED = "finished"
"""How an audit ended that was not stopped: so it is also where the entry does not say."""
SYNCED = "synced"
"""The outcome of a replication after which nothing was lacking."""
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
    "audit": "INSERT INTO audit VALUES (?,?,?,?,?,?,?,?,?,0)",
    "later": "INSERT INTO later VALUES (?,?) ON CONFLICT DO NOTHING",
    "synced": "INSERT INTO synced VALUES (?,?)",
    "key_change": "INSERT INTO key_change VALUES (?,?)",
}
_AFTER = {
    "released": "DELETE FROM hold WHERE subject = ? AND reason = ? AND position < ?",
    "withdrawn": "UPDATE person SET until = ?3 WHERE name = ?1 AND until IS NULL AND position < ?3",
    "closed": "UPDATE request SET closed = ?2 WHERE digest = ?1 AND position < ?2",
    "gone": "UPDATE package SET gone = ?2 WHERE id = ?1 AND gone IS NULL",
}
_TALLY = "INSERT INTO tally VALUES (?,?) ON CONFLICT (type) DO UPDATE SET entries = entries + excluded.entries"
_ACTOR = "INSERT INTO actor VALUES (?) ON CONFLICT DO NOTHING"
Rows = defaultdict[str, list[tuple[object, ...]]]


def numbering_of(register: str) -> str:
    """Names the acts that are numbered in one run: those of a series in one copy, whatever the part of the register."""
    parts = register.rsplit("_", 2)
    return f"{parts[0]}_{parts[-1]}"


def fold(connection: Connection, entries: Iterable[Recorded]) -> None:
    """Write the rows of entries, in their order. The caller's transaction holds them together."""
    rows: Rows = defaultdict(list)
    tally: Counter[str] = Counter()
    actors: set[str] = set()
    times: list[tuple[str, int]] = []
    for recorded in entries:
        times.append((_time(recorded.entry), recorded.position))
        for table, row in _rows(recorded.position, recorded.entry):
            rows[table].append(row)
        tally[recorded.entry.type] += 1
        actors.add(recorded.entry.actor)
        if len(times) >= LATEST + AT_ONCE:
            _flush(connection, rows)
            times = nlargest(LATEST, times)
    _flush(connection, rows)
    connection.executemany("INSERT INTO latest (time, position) VALUES (?,?)", nlargest(LATEST, times))
    connection.execute(_PRUNE, (LATEST,))
    connection.executemany(_TALLY, tally.items())
    connection.executemany(_ACTOR, ((actor,) for actor in actors))


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
            yield "later", (entry.subject, position)
        case EntryType.HOLD_RELEASED:
            yield "released", (entry.subject, entry.outcome, position)
            yield "later", (entry.subject, position)
        case EntryType.DISPOSED:
            links = entry.links
            yield "disposal", (entry.subject, links[TOMBSTONE], links[REQUEST], entry.outcome == DONE, position)
            for package in disposed_by(entry):
                yield "gone", (package, position)
                yield "later", (package, position)
        case EntryType.PERSON_NAMED:
            yield "person", (position, entry.subject, str(entry.digests[KEY]))
        case EntryType.PERSON_WITHDRAWN:
            yield "withdrawn", (entry.subject, "", position)
        case EntryType.AUDIT:
            store, scope = entry.links.get("store", MAIN), entry.links.get("scope", "")
            found, finished = (_digest(entry, "verdicts"), _digest(entry, "report")), entry.links.get("end", FINISHED)
            said = (position, entry.subject, store, scope, entry.outcome, _time(entry))
            yield "audit", (*said, *found, finished == FINISHED)
        case EntryType.REPLICATION if entry.outcome == SYNCED:
            yield "synced", (position, entry.subject)
        case EntryType.KEY_CHANGED:
            yield "key_change", (position, entry.links.get("verifier", ""))
        case EntryType.REPAIR:
            yield "later", (entry.subject, position)
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
