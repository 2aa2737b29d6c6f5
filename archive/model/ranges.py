"""Whole numbers condensed to closed ranges, so that a register's numbers fit in a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Ranges = tuple[tuple[int, int], ...]


def condense(numbers: Iterable[int]) -> Ranges:
    """`[1, 2, 3, 5]` becomes `((1, 3), (5, 5))`; repeats count once."""
    ranges: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return tuple(ranges)


def expand(ranges: Ranges) -> Iterator[int]:
    """Every number in the ranges, ascending."""
    for first, last in ranges:
        yield from range(first, last + 1)


def gaps(ranges: Ranges, first: int, last: int) -> Ranges:
    """What is not covered between `first` and `last`, both included."""
    found: list[tuple[int, int]] = []
    following = first
    for start, end in ranges:
        if start > last:
            break
        if start > following:
            found.append((following, start - 1))
        following = max(following, end + 1)
    if following <= last:
        found.append((following, last))
    return tuple(found)


def outside(ranges: Ranges, first: int, last: int) -> Ranges:
    """What the ranges cover below `first` or above `last`."""
    below = tuple((start, min(end, first - 1)) for start, end in ranges if start < first)
    above = tuple((max(start, last + 1), end) for start, end in ranges if end > last)
    return below + above
