"""What the ledger names, and when each package was last read: from the projection of the ledger, never from a catalogue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.audit.outcome import Word
from archive.holdings import queries
from archive.holdings.projection import Projection
from archive.holdings.values import HeldPackage
from archive.ledger.entry import Entry
from archive.ledger.port import Head
from archive.ledger.times import TOLERANCE
from archive.model.digest import Digest
from archive.model.ranges import Ranges

MAIN = "main"
"""The name of the store that packages are deposited in; replicas have others."""

REPORT = "report"
"""The name under which an audit's entry gives the digest of its report."""
FIXITY = "fixity"
VERDICTS = "verdicts"


@dataclass(frozen=True, slots=True)
class Looked:
    """When a package was last read, and with what verdict; what could not be read was not read."""

    time: datetime
    outcome: Word


@dataclass(frozen=True, slots=True)
class Inventory:
    """All packages in order of position, all documents in order, the last look at each package in one store, the last audit."""

    head: Head
    packages: tuple[HeldPackage, ...]
    documents: tuple[Digest, ...]
    looked: Mapping[int, Looked]
    last_audit: Entry | None = None
    disposed: tuple[str, ...] = ()
    """Packages of which a tombstone alone is left: there is nothing of them to look at, and nothing of them is missing."""

    @property
    def positions(self) -> list[int]:
        """Where the packages are recorded, ascending."""
        return [one.position for one in self.packages]


def holdings(
    projection: Projection, store: str = MAIN, until: int | None = None, now: datetime | None = None
) -> Inventory:
    """What a store must have, and when it was read. A reading later than `now` counts as none.

    With `until`, only what so many entries name counts as held: a replica may be behind.
    """
    packages = tuple(queries.packages(projection, until))
    latest = None if now is None else now + TOLERANCE
    looked = {
        position: Looked(one.began, Word(one.outcome))
        for position, one in queries.readings(projection, store).items()
        if latest is None or one.began <= latest
    }
    held = {package.position for package in packages}
    return Inventory(
        projection.head,
        packages,
        queries.documents(projection, until),
        {position: one for position, one in looked.items() if position in held},
        queries.last_audit(projection, store, latest),
        tuple(sorted(queries.gone(projection))),
    )


def within(ranges: Ranges, positions: Sequence[int]) -> list[int]:
    """The positions, which ascend, that lie in closed ranges."""
    return [
        position
        for first, last in ranges
        for position in positions[bisect_left(positions, first) : bisect_right(positions, last)]
    ]
