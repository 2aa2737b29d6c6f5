"""What stands out of order, named as few as possible: the rest is a longest run that never goes back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


def misplaced(values: Sequence[int]) -> list[int]:
    """The positions that must be taken away so that no value goes back, the fewest there can be; ascending."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, value in enumerate(values):
        length = bisect_right(tails, value)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(value)
            ends.append(position)
        else:
            tails[length] = value
            ends[length] = position
    kept: set[int] = set()
    position = ends[-1] if ends else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return [position for position in range(len(values)) if position not in kept]
