"""The words that sound most like a query word: first by the consonants alone, over all words at once, then by every sound."""

from __future__ import annotations

import numpy as np

from indexer.names.channel import Floats
from indexer.names.shelf import Bytes, Numbers, WordShelf
from indexer.names.sounds import COSTS, VOWELS, codes, readings

AT_LEAST = 2_500
"""Words whose consonants are near are taken until there are so many; all that are as near as the last are taken too."""
AT_MOST = 8_000
TURNED = 4
"""The cost of two sounds in the wrong order."""
OFTEN = 0.8
"""What a word that stands often gains on others, for each e times as often."""
FARTHEST = 16
"""Costs above it are not told apart: four consonants."""


def nearest(shelf: WordShelf, word: str, most: int) -> Numbers:
    """Rows of at most `most` words, the nearest first, those that stand often before those that do not."""
    if not len(shelf.words):
        return np.zeros(0, dtype=np.int64)
    read = [_near(shelf, codes(sounded)) for sounded in readings(word) if sounded]
    if not read:
        return np.zeros(0, dtype=np.int64)
    rows, near = (np.concatenate(part) for part in zip(*read, strict=True))
    order = np.lexsort((rows, near))
    if len(read) > 1:
        _, firsts = np.unique(rows[order], return_index=True)
        order = order[np.sort(firsts)][:most]
    found: Numbers = rows[order[:most]]
    return found


def _near(shelf: WordShelf, query: list[int]) -> tuple[Numbers, Floats]:
    """The words whose consonants are alike, and how far they are."""
    rows = _alike(shelf, [code for code in query if code > VOWELS])
    heard = shelf.sounded[rows]
    heard = heard[:, : int((heard > 0).sum(axis=1).max(initial=1))]
    far = distances(np.ascontiguousarray(heard.T), query)
    return rows, far - OFTEN * np.log(shelf.counts[rows])


def _alike(shelf: WordShelf, consonants: list[int]) -> Numbers:
    """Rows of the words whose consonants are nearest."""
    used = int((shelf.skeletons > 0).any(axis=1).sum())
    distance = np.minimum(distances(shelf.skeletons[: min(used, len(consonants) + 4)], consonants), FARTHEST)
    sizes = shelf.owned[1:] - shelf.owned[:-1]
    number = np.cumsum(np.bincount(distance, weights=sizes, minlength=FARTHEST + 1))
    columns = np.flatnonzero(distance <= int(np.searchsorted(number, AT_LEAST)))
    repeats = sizes[columns]
    offsets = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    rows: Numbers = shelf.owners[np.repeat(shelf.owned[columns], repeats) + offsets]
    if len(rows) > AT_MOST:
        near = np.repeat(distance[columns], repeats)
        rows = rows[np.lexsort((rows, -shelf.counts[rows], near))[:AT_MOST]]
    return rows


def distances(heard: Bytes, query: list[int]) -> Bytes:
    """The weighted edit distance of the query to each column of sounds (0 after the end), in small numbers."""
    dropping = COSTS.take(heard, mode="clip")
    costs = [int(COSTS[code]) for code in query]
    above = [np.full(heard.shape[1], sum(costs[:at]), dtype=np.uint8) for at in range(len(query) + 1)]
    earlier, same_before = above, dict.fromkeys(query, np.zeros(heard.shape[1], dtype=np.bool_))
    for sound, dropped in zip(heard, dropping, strict=True):
        same = {code: sound == code for code in same_before}
        changing = {
            code: (~same[code]).view(np.uint8) * (np.uint8(4) if COSTS[code] == 4 else np.maximum(dropped, COSTS[code]))
            for code in same
        }
        line = [above[0] + dropped]
        for at, (code, cost) in enumerate(zip(query, costs, strict=True)):
            best = above[at] + changing[code]
            np.minimum(best, above[at + 1] + dropped, out=best)
            np.minimum(best, line[-1] + np.uint8(cost), out=best)
            if at and code != query[at - 1] and max(cost, costs[at - 1]) > 1:
                turned = same_before[code] & same[query[at - 1]]
                swapped = earlier[at - 1] + np.uint8(TURNED)
                swapped |= turned.view(np.uint8) - np.uint8(1)  # 255 where they are not turned
                np.minimum(best, swapped, out=best)
            line.append(best)
        earlier, above, same_before = above, line, same
    return above[-1]


def beginning(shelf: WordShelf, sounded: str) -> Numbers:
    """Rows of the words whose consonants begin with those of the sounds, and whose first sound is of the same kind."""
    query = codes(sounded)
    consonants = [code for code in query if code > VOWELS]
    if not consonants:
        return np.zeros(0, dtype=np.int64)
    same = (shelf.skeletons[: len(consonants)] == np.array(consonants, dtype=np.uint8)[:, None]).all(axis=0)
    columns = np.flatnonzero(same)
    rows = np.concatenate([shelf.owners[shelf.owned[at] : shelf.owned[at + 1]] for at in columns] or [shelf.owners[:0]])
    opened = (shelf.sounded[rows, 0] > VOWELS) == (query[0] > VOWELS)
    found: Numbers = np.sort(rows[opened])
    return found
