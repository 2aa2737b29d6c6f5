"""Questions about what keeps and what went, about people and about requests, answered by the projection."""

from __future__ import annotations

from collections.abc import Iterator

from archive.holdings.projection import Projection
from archive.ledger.keeping import Disposal, Hold, Keeping, disposed_by
from archive.ledger.people import Registration, key_of
from archive.ledger.policies import InForce, PolicyKind, named_by
from archive.ledger.port import Recorded


def keeping(projection: Projection) -> Keeping:
    """The holds that stand, in the order in which they were placed, and what was disposed of."""
    holds = projection.rows("SELECT subject, reason, position FROM hold ORDER BY position")
    gone = projection.rows("SELECT register, done, position FROM disposal ORDER BY position")
    disposals = {register: _disposal(projection, position, bool(done)) for register, done, position in gone}
    return Keeping(tuple(Hold(*row) for row in holds), disposals)


def registrations(projection: Projection) -> tuple[Registration, ...]:
    """Every registration of a person in the order of the ledger, also those withdrawn since."""
    found = projection.rows("SELECT name, position, until FROM person ORDER BY position")
    return tuple(
        Registration(name, key_of(projection.entry(since), projection.document), since, until)
        for name, since, until in found
    )


def open_requests(projection: Projection) -> Iterator[Recorded]:
    """The entries of the requests that wait for a second person, the oldest first."""
    for (position,) in projection.rows("SELECT position FROM request WHERE closed IS NULL ORDER BY position"):
        yield Recorded(position, projection.entry(position))


def policies(projection: Projection, kind: PolicyKind) -> dict[str, InForce]:
    """The policies of a kind that are in force, by country, each as the ledger's entry names it."""
    found = projection.rows("SELECT country, position FROM policy WHERE kind = ?", str(kind))
    named = {country: named_by(position, projection.entry(position)) for country, position in found}
    return {
        country: one for country, all_ in named.items() for one in all_ if (one.kind, one.country) == (kind, country)
    }


def _disposal(projection: Projection, position: int, done: bool) -> Disposal:
    entry = projection.entry(position)
    return Disposal(entry.subject, disposed_by(entry), entry.links["tombstone"], entry.links["request"], done)
