"""The words that sound most like a query word: one weighted edit distance to every distinct sequence of sounds, all at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from indexer.names.shelf import Numbers, WordShelf
from indexer.names.sounds import COSTS, LONGEST, codes

FARTHEST = 13
"""Costs above it are not looked at: more than three consonants."""


def nearest(shelf: WordShelf, sounded: str, most: int) -> Numbers:
    """Rows of at most `most` words, the nearest first; among equally near ones those that stand oftener in the registers."""
    if not sounded or not len(shelf.words):
        return np.zeros(0, dtype=np.int64)
    first, last = max(1, len(sounded) - 6), min(LONGEST, len(sounded) + 7)
    begin, end = int(shelf.begins[first]), int(shelf.begins[last + 1])
    distance = _distances(shelf, codes(sounded), begin, end, last)
    number = np.bincount(distance, weights=np.diff(shelf.owned[begin : end + 1]), minlength=FARTHEST + 1)[: FARTHEST + 1]
    enough = int(np.searchsorted(np.cumsum(number), most))
    columns = np.flatnonzero(distance <= min(enough, FARTHEST))
    repeats = shelf.owned[begin + columns + 1] - shelf.owned[begin + columns]
    offsets = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    rows = shelf.owners[np.repeat(shelf.owned[begin + columns], repeats) + offsets]
    near = np.repeat(distance[columns], repeats)
    return rows[np.lexsort((rows, -shelf.counts[rows], near))[:most]]


def _distances(shelf: WordShelf, query: list[int], begin: int, end: int, longest: int) -> npt.NDArray[np.uint8]:
    """The distance of the query to each column of the slice, in saturating small numbers."""
    width = end - begin
    costs = [int(COSTS[code]) for code in query]
    above = [np.full(width, min(sum(costs[:at]), 200), dtype=np.uint8) for at in range(len(query) + 1)]
    found = np.full(width, 255, dtype=np.uint8)
    done = 0
    for place in range(longest):
        stop = int(shelf.begins[min(place + 1, LONGEST)]) - begin  # columns of at most `place` sounds are read to their end
        if stop > done:
            found[done:stop] = above[-1][: stop - done]
            above = [row[stop - done :] for row in above]
            done = max(done, stop)
        if done >= width:
            break
        heard = shelf.sounds[place, begin + done : end]
        dropped = shelf.costs[place, begin + done : end]
        line = [above[0] + dropped]
        other = {1: dropped, 2: np.maximum(dropped, 2), 4: np.uint8(4)}
        for at, (code, cost) in enumerate(zip(query, costs, strict=True)):
            changed = np.where(heard != code, other[cost], np.uint8(0))
            changed += above[at]
            np.minimum(changed, above[at + 1] + dropped, out=changed)
            np.minimum(changed, line[-1] + np.uint8(cost), out=changed)
            line.append(changed)
        above = line
    found[done:] = above[-1]
    return found
