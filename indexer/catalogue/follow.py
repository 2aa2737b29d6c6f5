"""Ledger entries become rows. Taking an entry in twice leaves the same rows; an older one never undoes a newer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, Delete, Insert, Table, and_, bindparam, delete, insert, select, update

from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Recorded
from archive.life.holds import disposed_by
from archive.model.identifiers import RegisterId, parse_package
from archive.model.json import Json
from archive.model.ranges import condense, expand
from archive.model.records.facts import RegisterFacts
from indexer.catalogue import proofs, tables
from indexer.documents.package_content import Noted, PackageContent

_OF: BindParameter[str] = bindparam("of")
_GONE = select(tables.packages.c.disposed).where(tables.packages.c.id == _OF)
_STOOD = select(tables.registers).where(tables.registers.c.id == _OF)
_SAID_AT = select(tables.offices.c.said_at).where(tables.offices.c.id == _OF)
_OTHER_NAMES = delete(tables.aliases).where(tables.aliases.c.register == _OF)
_NUMBERS = delete(tables.numbers).where(tables.numbers.c.package == _OF)


def apply(connection: Connection, noted: Noted) -> None:
    """Take one entry in. Types that the catalogue shows nothing of are passed by."""
    match noted.recorded.entry.type:
        case EntryType.DELIVERY_RECEIVED:
            _delivery(connection, noted.recorded)
        case EntryType.VERDICT:
            _verdict(connection, noted.recorded)
        case EntryType.PACKAGE_STORED:
            _package(connection, noted.recorded, noted.content)
        case EntryType.DISPOSED:
            _disposed(connection, noted.recorded.entry)
        case EntryType.AUDIT:
            _audit(connection, noted.recorded)
            if noted.verdicts is not None:
                proofs.take(connection, noted.recorded.position, noted.verdicts)
        case _:
            pass


def _put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Write a row in place of the one with the same key, in SQL that every database knows."""
    away, put = _putting(table)
    connection.execute(away, {f"of_{column.name}": row[column.name] for column in table.primary_key})
    connection.execute(put, row)


@cache
def _putting(table: Table) -> tuple[Delete, Insert]:
    """Both statements, made once: making them costs more than carrying them out."""
    keys = [column == bindparam(f"of_{column.name}") for column in table.primary_key]
    return delete(table).where(and_(*keys)), insert(table)


def _written(entry: Entry) -> str:
    return entry.time.strftime("%Y-%m-%dT%H:%M:%SZ")


def _digest(entry: Entry, name: str) -> str:
    return str(entry.digests[name]) if name in entry.digests else ""


def _delivery(connection: Connection, recorded: Recorded) -> None:
    """A receipt that is known already keeps its verdict."""
    entry, receipts = recorded.entry, tables.deliveries.c.receipt
    if connection.scalar(select(receipts).where(receipts == recorded.position)) is not None:
        return
    _put(
        connection,
        tables.deliveries,
        {
            "receipt": recorded.position,
            "id": entry.subject,
            "manifest": _digest(entry, "manifest"),
            "contractor": entry.links.get("contractor", ""),
            "received": _written(entry),
            "counts": dict(entry.counts),
            "outcome": "",
            "verdict": "",
            "judged": "",
            "findings": {},
        },
    )


def _verdict(connection: Connection, recorded: Recorded) -> None:
    """A verdict is about the last delivery received before it with that name and manifest."""
    entry, table = recorded.entry, tables.deliveries
    same = and_(table.c.id == entry.subject, table.c.manifest == _digest(entry, "manifest"))
    receipt = connection.scalar(
        select(table.c.receipt)
        .where(same, table.c.receipt < recorded.position)
        .order_by(table.c.receipt.desc())
        .limit(1)
    )
    judged = {
        "outcome": entry.outcome,
        "verdict": _digest(entry, "verdict"),
        "judged": _written(entry),
        "findings": dict(entry.counts),
    }
    connection.execute(update(table).where(table.c.receipt == receipt).values(**judged))


def _package(connection: Connection, recorded: Recorded, content: PackageContent | None) -> None:
    """A package is shown even when its content cannot be read: what the ledger says of it remains."""
    entry = recorded.entry
    if connection.scalar(_GONE, {"of": entry.subject}):
        return
    register, version = parse_package(entry.subject)
    facts = content.facts if content else None
    _put(
        connection,
        tables.packages,
        {
            "id": entry.subject,
            "register": str(register),
            "series": str(register.series),
            "copy": register.copy,
            "version": version,
            "delivery": entry.links.get("delivery", ""),
            "tagmanifest": _digest(entry, "tagmanifest"),
            "stored": _written(entry),
            "stored_at": recorded.position,
            "readable": content is not None,
            "disposed": False,
            **{name: entry.counts.get(name, 0) for name in ("views", "acts", "mentions")},
            "facts": facts.to_json() if facts else None,
            "description": content.register["register"] if content else None,
        },
    )
    _register(connection, register, recorded, facts)
    _numbers(connection, entry.subject, register, content)
    if content:
        _office(connection, register, cast(Mapping[str, Json], content.register["office"]), recorded.position)


def _register(connection: Connection, register: RegisterId, recorded: Recorded, facts: RegisterFacts | None) -> None:
    """The head of a chain is its last package: the ledger refuses one that does not follow the head.

    What stands is what the head's facts say; where those cannot be read, what stood before, or what the ledger says.
    """
    table = tables.registers
    before = connection.execute(_STOOD, {"of": str(register)}).mappings().one_or_none()
    if before is not None and before["head_at"] > recorded.position:
        return
    counts: Mapping[str, int] = cast("Mapping[str, int]", before or recorded.entry.counts)
    stands = {name: getattr(facts, name) if facts else counts.get(name, 0) for name in ("views", "acts", "mentions")}
    if facts and facts.disposed:
        stands = dict.fromkeys(stands, 0)
    _aliases(connection, register, facts)
    series = register.series
    _put(
        connection,
        table,
        {
            "id": str(register),
            "series": str(series),
            "office": series.office_id,
            "regime": series.regime,
            "event": series.event,
            "year": series.year,
            "part": register.part,
            "copy": register.copy,
            "head": recorded.entry.subject,
            "head_at": recorded.position,
            **stands,
        },
    )


def _aliases(connection: Connection, register: RegisterId, facts: RegisterFacts | None) -> None:
    """The other names that the head of the chain gives; what cannot be read leaves those that were."""
    if facts is None:
        return
    table = tables.aliases
    connection.execute(_OTHER_NAMES, {"of": str(register)})
    rows = [{"alias": alias, "register": str(register), "subject": one} for alias, one in facts.aliases.items()]
    if rows:
        connection.execute(insert(table), rows)


def _numbers(connection: Connection, package: str, register: RegisterId, content: PackageContent | None) -> None:
    """The act numbers in a package, those of suffixed acts included, as closed ranges."""
    connection.execute(_NUMBERS, {"of": package})
    if content is None or content.facts.disposed:
        return
    bases = (int(name.partition("-")[0]) for name in content.facts.suffixed)
    ranges = condense([*expand(content.facts.numbers), *bases])
    rows: Sequence[dict[str, Any]] = [
        {"package": package, "first": first, "last": last, "series": str(register.series)} for first, last in ranges
    ]
    if rows:
        connection.execute(insert(tables.numbers), rows)


def _office(connection: Connection, register: RegisterId, office: Mapping[str, Json], position: int) -> None:
    """The office as the newest package describes it."""
    table, office_id = tables.offices, register.series.office_id
    newest = connection.scalar(_SAID_AT, {"of": office_id})
    if newest is not None and newest > position:
        return
    _put(
        connection,
        table,
        {
            "id": office_id,
            "kind": str(office.get("kind", "")),
            "name": office.get("name") or {},
            "division": str(office.get("division", "")),
            "within": office.get("within") or [],
            "said_at": position,
        },
    )


def _disposed(connection: Connection, entry: Entry) -> None:
    """Nothing is known any more of what such a package held but what the ledger says of it."""
    table = tables.packages
    gone = disposed_by(entry)
    nothing = {"readable": False, "disposed": True, "facts": None, "description": None}
    connection.execute(update(table).where(table.c.id.in_(gone)).values(**nothing))
    connection.execute(delete(tables.numbers).where(tables.numbers.c.package.in_(gone)))


def _audit(connection: Connection, recorded: Recorded) -> None:
    entry = recorded.entry
    _put(
        connection,
        tables.audits,
        {
            "position": recorded.position,
            "subject": entry.subject,
            "outcome": entry.outcome,
            "time": _written(entry),
            "counts": dict(entry.counts),
            "digests": {name: str(digest) for name, digest in entry.digests.items()},
        },
    )
