"""When each package was last read, store by store: taken from the documents of audits, and asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, func, insert, literal, select

from archive.model.verdicts import Verdicts
from indexer.catalogue.rows import ProofRow, Proved
from indexer.catalogue.tables import packages, proofs

INTACT = "intact"


def take(connection: Connection, position: int, verdicts: Verdicts) -> None:
    """What one audit read, unless a later one has read it since; `position` is that of its ledger entry."""
    began = verdicts.began.strftime("%Y-%m-%dT%H:%M:%SZ")
    for outcome, ranges in verdicts.read.items():
        for first, last in ranges:
            stored = packages.c.stored_at.between(first, last)
            older = and_(proofs.c.store == verdicts.store, proofs.c.audit <= position)
            connection.execute(delete(proofs).where(older, proofs.c.package.in_(select(packages.c.id).where(stored))))
            newer = select(proofs.c.package).where(proofs.c.store == verdicts.store)
            row = select(
                packages.c.id, literal(verdicts.store), literal(began), literal(outcome), literal(position)
            ).where(stored, packages.c.id.not_in(newer))
            connection.execute(insert(proofs).from_select(["package", "store", "read", "outcome", "audit"], row))


def proved(connection: Connection, store: str) -> Proved:
    """How the packages of a store stand."""
    known = select(proofs.c.package).where(proofs.c.store == store)
    never = connection.scalar(select(func.count()).select_from(packages).where(packages.c.id.not_in(known)))
    differing = connection.scalar(
        select(func.count()).select_from(proofs).where(proofs.c.store == store, proofs.c.outcome != INTACT)
    )
    oldest = next(_rows(connection, _shown().where(proofs.c.store == store).limit(1)), None)
    return Proved(never or 0, differing or 0, oldest)


def of_package(connection: Connection, package: str) -> tuple[ProofRow, ...]:
    """When a package was last read in each store."""
    return tuple(_rows(connection, _shown().where(proofs.c.package == package)))


def _shown() -> Select[Any]:
    return select(proofs.c.package, proofs.c.store, proofs.c.read, proofs.c.outcome).order_by(
        proofs.c.read, proofs.c.package, proofs.c.store
    )


def _rows(connection: Connection, query: Select[Any]) -> Iterator[ProofRow]:
    return (ProofRow(**row) for row in connection.execute(query).mappings())
