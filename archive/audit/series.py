"""Act numbers run on over all parts of a year's register, so the parts of a series prove one another (decree 2-99-665, art. 12).

Paper copies are kept apart: the court's copy never fills a gap in the office's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.audit.completeness import Proof
from archive.model.identifiers import RegisterId
from archive.model.ranges import Ranges, condense, gaps
from archive.model.records.facts import RegisterFacts


@dataclass(frozen=True, slots=True)
class Part:
    """What one volume says of itself: which part of how many, and the act numbers that it states and holds."""

    part: int
    parts: int | None
    first: int | None
    last: int | None
    numbers: Ranges
    empty: bool

    @classmethod
    def of(cls, facts: RegisterFacts) -> Part:
        stated = facts.stated
        empty = not facts.acts and (facts.nil or stated.acts == 0)
        number = RegisterId.parse(facts.register).part
        return cls(number, facts.parts, stated.first_number, stated.last_number, facts.numbers, empty)


@dataclass(frozen=True, slots=True)
class SeriesCompleteness:
    """One series in one paper copy. `parts` is how many volumes were stated, None where nobody said or they disagree.

    `between` are numbers that no volume states, `overlapping` those that two state or hold, `silent` the parts whose closing
    statement is absent.
    """

    series: str
    copy: str
    proof: Proof
    parts: int | None
    held: Ranges
    missing_parts: Ranges
    between: Ranges
    overlapping: Ranges
    silent: Ranges


def prove_series(series: str, copy: str, parts: Iterable[Part]) -> SeriesCompleteness:
    """Whether the volumes of one series and copy are all there and follow one another."""
    ordered = sorted(parts, key=lambda part: part.part)
    held = condense(part.part for part in ordered)
    stated = {part.parts for part in ordered if part.parts is not None}
    agreed = next(iter(stated)) if len(stated) == 1 else None
    missing = gaps(held, 1, max({ordered[-1].part, *stated}))
    between, overlapping = _chain(ordered)
    overlapping = _union((*overlapping, *_held_twice(ordered)))
    silent = condense(part.part for part in ordered if not part.empty and (part.first is None or part.last is None))
    differs = overlapping or len(stated) > 1 or (agreed is not None and agreed < ordered[-1].part)
    if missing or between:
        proof = Proof.GAP
    elif differs:
        proof = Proof.DIFFERS
    else:
        proof = Proof.UNPROVED if silent or agreed is None else Proof.PROVED
    return SeriesCompleteness(series, copy, proof, agreed, held, missing, between, overlapping, silent)


def _chain(ordered: Iterable[Part]) -> tuple[Ranges, Ranges]:
    """Part 1 begins at 1 and part k after the last number of part k-1. Volumes without acts take no number."""
    between: list[tuple[int, int]] = []
    overlapping: list[tuple[int, int]] = []
    reached, follows = 0, 1
    for part in ordered:
        unbroken = part.part == follows
        follows = part.part + 1
        if part.empty:
            follows = follows if unbroken else 0
            continue
        if part.first is None or part.last is None:
            follows = 0  # where the next part should begin is not known
            continue
        if unbroken and part.first > reached + 1:
            between.append((reached + 1, part.first - 1))
        if part.first <= reached:
            overlapping.append((part.first, min(part.last, reached)))
        reached = max(reached, part.last)
    return tuple(between), tuple(overlapping)


def _held_twice(parts: Iterable[Part]) -> Iterator[tuple[int, int]]:
    """Numbers of which two volumes hold an act."""
    reached = 0
    for first, last in sorted(one for part in parts for one in part.numbers):
        if first <= reached:
            yield first, min(last, reached)
        reached = max(reached, last)


def _union(ranges: Iterable[tuple[int, int]]) -> Ranges:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(one for one in ranges if one[0] <= one[1]):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)
