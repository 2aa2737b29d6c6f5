"""What the catalogue is asked. Every answer comes in a fixed order, so that the same state gives the same report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, func, select

from archive.model.digest import Digest
from archive.model.identifiers import ActId, InvalidIdentifier, RegisterId, Series, parse_package
from archive.model.message import tell
from archive.model.records.facts import RegisterFacts
from indexer.catalogue import tables
from indexer.catalogue.port import NotRecorded
from indexer.catalogue.rows import AuditRow, DeliveryRow, HeldNumbers, OfficeRow, PackageRow, RegisterRow, Status

_BATCH = 500


def status(connection: Connection) -> Status:
    """The counts of everything."""
    deliveries, packages = tables.deliveries, tables.packages
    sums = [func.coalesce(func.sum(tables.registers.c[name]), 0) for name in ("views", "acts", "mentions")]
    views, acts, mentions = connection.execute(select(*sums)).one()
    return Status(
        position=connection.scalar(select(tables.progress.c.position)) or 0,
        deliveries=_count(connection, deliveries),
        accepted=_count(connection, deliveries, deliveries.c.outcome == "accepted"),
        refused=_count(connection, deliveries, deliveries.c.outcome == "refused"),
        offices=_count(connection, tables.offices),
        registers=_count(connection, tables.registers),
        packages=_count(connection, packages),
        unreadable=_count(connection, packages, packages.c.readable.is_(False), packages.c.disposed.is_(False)),
        views=int(views),
        acts=int(acts),
        mentions=int(mentions),
        audits=_count(connection, tables.audits),
        last_audit=next(audits(connection, limit=1), None),
    )


def _count(connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(*where)) or 0


def packages(connection: Connection, register: str | None = None, delivery: str | None = None) -> Iterator[PackageRow]:
    """The packages in order of register and version; of one register or one delivery when asked."""
    table = tables.packages
    query = select(*_columns(table, PackageRow)).order_by(table.c.register, table.c.version)
    query = query if register is None else query.where(table.c.register == register)
    query = query if delivery is None else query.where(table.c.delivery == delivery)
    return (PackageRow(**row) for row in _rows(connection, query))


def registers(
    connection: Connection, office: str | None = None, year: int | None = None, event: str | None = None
) -> Iterator[RegisterRow]:
    """The registers by office, year, event, regime, part and copy. `office` is an office's identifier."""
    table = tables.registers
    query = select(*_columns(table, RegisterRow)).order_by(
        *(table.c[name] for name in ("office", "year", "event", "regime", "part", "copy"))
    )
    for column, wanted in ((table.c.office, office), (table.c.year, year), (table.c.event, event)):
        query = query if wanted is None else query.where(column == wanted)
    return (RegisterRow(**row) for row in _rows(connection, query))


def offices(connection: Connection) -> Iterator[OfficeRow]:
    """The offices that packages came from, in order of their identifiers."""
    table = tables.offices
    return (OfficeRow(**row) for row in _rows(connection, select(*_columns(table, OfficeRow)).order_by(table.c.id)))


def head_facts(connection: Connection) -> Iterator[RegisterFacts]:
    """The facts of the package at the head of every register, by office, year, event, regime, part and copy.

    A head whose content could not be read has no facts and is left out here; `unreadable` names it.
    """
    table = tables.registers
    order = (table.c[name] for name in ("office", "year", "event", "regime", "part", "copy"))
    query = (
        select(tables.packages.c.facts)
        .join(table, table.c.head == tables.packages.c.id)
        .where(tables.packages.c.readable)
        .order_by(*order)
    )
    return (RegisterFacts.of(row["facts"]) for row in _rows(connection, query))


def unreadable(connection: Connection) -> tuple[str, ...]:
    """The packages whose content could not be read when they were taken in."""
    table = tables.packages
    lost = (table.c.readable.is_(False), table.c.disposed.is_(False))
    return tuple(connection.scalars(select(table.c.id).where(*lost).order_by(table.c.id)))


def packages_of_act(connection: Connection, act: ActId) -> tuple[str, ...]:
    """The packages that may hold an act, the newest first: same series, and its number lies in their ranges."""
    table, package = tables.numbers, tables.packages
    query = (
        select(table.c.package)
        .join(package, package.c.id == table.c.package)
        .where(table.c.series == str(act.series), table.c.first <= act.number, table.c.last >= act.number)
        .order_by(package.c.stored_at.desc())
    )
    return tuple(connection.scalars(query))


def registers_of_act(connection: Connection, act: ActId) -> tuple[str, ...]:
    """The registers that may hold an act, the one last added to first."""
    return tuple(dict.fromkeys(str(parse_package(package)[0]) for package in packages_of_act(connection, act)))


def aliased(connection: Connection, alias: str) -> str | None:
    """What a corrected key stands for: the identifier of an act or a register; None when nothing has that other name.

    An act of a register with a corrected office or year is found by that alone; its number stayed.
    """
    table = tables.aliases
    found = connection.scalar(select(table.c.subject).where(table.c.alias == alias).order_by(table.c.subject).limit(1))
    if found is not None:
        return str(found)
    try:
        act = ActId.parse(alias)
    except InvalidIdentifier:
        return None
    names = select(table.c.alias, table.c.subject).where(table.c.alias.startswith(f"{act.series}_p"))
    for other, subject in connection.execute(names):
        if RegisterId.parse(other).series == act.series:
            return str(replace(act, series=RegisterId.parse(subject).series))
    return None


def recorded(connection: Connection, package: str) -> tuple[int, Digest]:
    """The ledger position of a package, and the digest of its tagmanifest there; NotRecorded."""
    table = tables.packages
    row = connection.execute(select(table.c.stored_at, table.c.tagmanifest).where(table.c.id == package)).one_or_none()
    if row is None:
        raise NotRecorded(
            tell("the catalogue knows of no package {package}: see `khizana status` for its lag", package=package)
        )
    return int(row.stored_at), Digest.parse(row.tagmanifest)


def held_numbers(connection: Connection, series: Series) -> tuple[HeldNumbers, ...]:
    """The act numbers held of a series, package by package in order of storing: what a duplicate would collide with."""
    table = tables.packages
    query = (
        select(table.c.id, table.c.copy, table.c.facts)
        .where(table.c.series == str(series), table.c.readable)
        .order_by(table.c.stored_at)
    )
    held = ((row.id, row.copy, RegisterFacts.of(row.facts)) for row in connection.execute(query))
    return tuple(HeldNumbers(package, copy, facts.numbers, facts.suffixed) for package, copy, facts in held)


def deliveries(connection: Connection) -> Iterator[DeliveryRow]:
    """Every delivery with its last verdict, in the order in which they were received."""
    return (
        DeliveryRow(**row)
        for row in _rows(
            connection, select(*_columns(tables.deliveries, DeliveryRow)).order_by(tables.deliveries.c.receipt)
        )
    )


def audits(connection: Connection, limit: int | None = None) -> Iterator[AuditRow]:
    """The audits, the newest first."""
    query = select(tables.audits).order_by(tables.audits.c.position.desc()).limit(limit)
    return (AuditRow(**row) for row in _rows(connection, query))


def _columns(table: Table, row: type[Any]) -> list[Column[Any]]:
    """The columns that a row of this kind shows."""
    return [table.c[shown.name] for shown in fields(row)]


def _rows(connection: Connection, query: Select[*tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """Rows as they come, a batch at a time in memory."""
    for row in connection.execute(query.execution_options(yield_per=_BATCH)).mappings():
        yield dict(row)
