"""The document in which an audit says of each package that it read what it found: from it, one knows when each was last proved.

Packages are named by the positions of their ledger entries, as closed ranges: a range means every stored package whose entry
lies in it. So the verdicts on 100,000 packages that are all intact take a few dozen bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from archive.model.json import Json, read_json, write_line
from archive.model.ranges import Ranges

SCHEMA = "audit-verdicts/1"
UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What one run of an audit found in one store; `began` is when, in UTC: every package was read then or later.

    `outcomes` are ranges by the word of a verdict: intact, altered, missing, unreadable. What was unreadable was not read.
    """

    store: str
    began: datetime
    outcomes: Mapping[str, Ranges]

    def encode(self) -> bytes:
        """The document as it is kept, on one line: what varies may be many thousand ranges."""
        outcomes: dict[str, Json] = {
            word: [[first, last] for first, last in self.outcomes[word]]
            for word in sorted(self.outcomes)
            if self.outcomes[word]
        }
        began = f"{self.began.isoformat()[:19]}Z"
        return write_line({"schema": SCHEMA, "store": self.store, "began": began, "packages": outcomes})

    @property
    def read(self) -> Mapping[str, Ranges]:
        """The packages that were read, by what was found."""
        return {word: ranges for word, ranges in self.outcomes.items() if word != UNREADABLE}

    @classmethod
    def decode(cls, content: bytes) -> Verdicts:
        """Read what `encode` wrote; ValueError when it is something else."""
        found = read_json(content)
        if not isinstance(found, Mapping) or found.get("schema") != SCHEMA:
            raise ValueError(f"this is no document of the kind {SCHEMA}")
        packages = cast(Mapping[str, Sequence[Sequence[int]]], found["packages"])
        outcomes = {word: tuple((first, last) for first, last in ranges) for word, ranges in packages.items()}
        return cls(str(found["store"]), datetime.fromisoformat(str(found["began"])), outcomes)


def together(positions: Iterable[int], stored: Sequence[int]) -> Ranges:
    """The positions of some packages as ranges; only entries of other kinds may lie between two positions of one range.

    `stored` are the positions of all packages, ascending.
    """
    wanted = frozenset(positions)
    ranges: list[tuple[int, int]] = []
    running = False
    for position in stored:
        if position in wanted:
            ranges[-1:] = [(ranges[-1][0], position)] if running else [*ranges[-1:], (position, position)]
        running = position in wanted
    return tuple(ranges)
