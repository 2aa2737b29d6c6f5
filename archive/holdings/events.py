"""Questions about what happened, answered by the projection: to one package, in audits, to the key, and in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from archive.holdings.projection import Projection
from archive.holdings.values import HeldPackage, RecordedAudit
from archive.ledger.entry import EntryType
from archive.ledger.port import Recorded

FIXITY = "fixity"
_LATER = """
SELECT position FROM package WHERE register = ?1 AND position > ?3
UNION SELECT position FROM later WHERE subject IN (?1, ?2) AND position > ?3
UNION SELECT position FROM audit WHERE subject = 'fixity' AND verdicts <> '' AND position > ?3
UNION SELECT min(position) FROM synced WHERE position > ?3 GROUP BY replica
ORDER BY 1
"""


def of_package(projection: Projection, package: HeldPackage) -> Iterator[Recorded]:
    """The entry that stores a package, and those after it that may tell of it, as the ledger has them.

    These are later versions and holds of its register, its own repairs and disposal, audits that kept what they found of each
    package, and the first time that each replica lacked nothing.
    """
    yield Recorded(package.position, projection.entry(package.position))
    for (position,) in projection.rows(_LATER, package.register, package.package, package.position):
        yield Recorded(position, projection.entry(position))


def audits(projection: Projection) -> tuple[RecordedAudit, ...]:
    """Every fixity audit, the oldest first."""
    query = "SELECT position, store, scope, outcome, recorded, report, finished FROM audit WHERE subject = ? ORDER BY position"
    return tuple(
        RecordedAudit(position, store, scope, outcome, datetime.fromisoformat(recorded), report, bool(finished))
        for position, store, scope, outcome, recorded, report, finished in projection.rows(query, FIXITY)
    )


def key_change(projection: Projection, verifier: str) -> int | None:
    """The position of the entry that puts a key in force; None where no entry does."""
    found = projection.rows("SELECT position FROM key_change WHERE verifier = ? ORDER BY position", verifier)
    return int(found[0][0]) if found else None


def entries(projection: Projection) -> Counter[EntryType]:
    """How many entries of each type the ledger has."""
    return Counter(
        {EntryType(name): int(number) for name, number in projection.rows("SELECT type, entries FROM tally")}
    )


def actors(projection: Projection) -> int:
    """How many acted."""
    ((found,),) = projection.rows("SELECT count(*) FROM actor")
    return int(found)


def people(projection: Projection) -> int:
    """How many people are named and not withdrawn."""
    ((found,),) = projection.rows("SELECT count(DISTINCT name) FROM person WHERE until IS NULL")
    return int(found)


def repaired(projection: Projection) -> int:
    """How often something damaged was made whole."""
    ((found,),) = projection.rows("SELECT count(*) FROM repair WHERE outcome = 'repaired'")
    return int(found)
