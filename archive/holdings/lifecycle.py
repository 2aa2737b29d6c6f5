"""Questions about what keeps and what went, about people and about requests, answered by the projection."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from archive.holdings.projection import Projection
from archive.ledger.port import Recorded
from archive.ledger.times import TOLERANCE, Behind
from archive.life.holds import Disposal, Hold, Keeping, disposed_by
from archive.life.people import Registration, key_of
from archive.life.policies import InForce, PolicyKind, named_by


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


def unnamed_kinds(projection: Projection) -> frozenset[PolicyKind]:
    """The kinds of which no entry names any policy."""
    return frozenset(PolicyKind) - {PolicyKind(kind) for (kind,) in projection.rows("SELECT DISTINCT kind FROM policy")}


def behind(projection: Projection, now: datetime) -> Behind | None:
    """The entry with the latest time that a clock is behind, by more than the tolerance; a time declared false bounds nothing."""
    query = "SELECT position, time FROM latest WHERE position NOT IN (SELECT position FROM declared) ORDER BY time DESC, 1 DESC"
    for position, time in projection.rows(query + " LIMIT 1"):
        found = datetime.fromisoformat(time)
        return Behind(now, position, found) if found > now + TOLERANCE else None
    return None


def _disposal(projection: Projection, position: int, done: bool) -> Disposal:
    entry = projection.entry(position)
    return Disposal(entry.subject, disposed_by(entry), entry.links["tombstone"], entry.links["request"], done)
