"""The letter model put to one query word: how much likelier than by chance each step is, ready for a walk through a trie.

Odds are divided by the chance of the letters that they write, so that a product of them is a likelihood ratio. Arrays are of
single precision and end in a column for each place of the word and padding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.names.letter_model.noisy_channel import FIRST, INNER, LAST, Channel, Floats, letters

Singles = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

BEFORE = 4
"""Letters that a stored letter, with what comes between it and the next, writes at most; so many places lie before the first."""
GIVING, HOLDING = BEFORE + 1, BEFORE + 3
"""Rows of the steps in which a letter takes the one that was held, and holds one."""
BETWEEN = 2
"""Letters that come between two at most."""
SWAPPED = 0.004
"""How probably two letters of the query were typed in the wrong order, over the boundary of two stored letters."""


@dataclass(frozen=True, slots=True)
class StoredWritesQuery:
    """Stored words write the query: odds for each stored letter by the places in the query that it takes one to.

    `start[j]`: before the first letter. `steps[p, s]` of letter s as the first (p 0) or an inner one has rows: 0 to 4, it takes
    so many letters and ends at j; 5 and 6, it takes the one that was held and 1 or 2 letters in all, to j; 7 and 8, it takes 1
    or 2 letters, the last of which was typed after the one at j, which is held for the next letter. `ending[p, s]` of a last
    letter: row 0, it takes all from j; row 1, with the one held at j, all that is left.
    """

    length: int
    start: Singles
    steps: Singles
    ending: Singles


@dataclass(frozen=True, slots=True)
class Read:
    """The query writes stored words: odds of each of its letters, and of what stands between, by the string that is written.

    `letter[k][string, i]` for strings of k stored letters, `between[k][string, i]` before letter i (after the last, at the end).
    `usual[a, b]` divides by the chance of stored letter b after a.
    """

    length: int
    letter: tuple[Singles, ...]
    between: tuple[Singles, ...]
    usual: Singles


def written(channel: Channel, query: str) -> StoredWritesQuery:
    """What stored words of the channel's source script have to say to a query of its target script."""
    spelled, (count,) = letters([query], channel.target)
    length, most = int(count), channel.most
    word = np.concatenate([spelled[0, :length].astype(np.int64), np.zeros(BEFORE, dtype=np.int64)])
    edged = np.concatenate([[0], word[:length], [0]])
    chance = np.cumsum(channel.usual[edged[:-1], edged[1:]])
    before, whole = np.concatenate([[0.0], chance[:-1]]), chance[-1]
    base, size, width = len(channel.target) + 1, len(channel.source) + 1, _wide(length + 1)
    tables = [table.reshape(3, size, -1) for table in channel.written]

    def odds(table: Floats, columns: Sequence[Numbers], begin: Numbers, end: Numbers) -> Floats:
        """Of the strings in these columns, which take one from `begin` to `end`."""
        strings = np.zeros(len(begin), dtype=np.int64)
        for column in columns:
            strings = strings * base + column
        return np.asarray(table[..., strings] * np.exp(before[begin] - before[end]))

    def along(table: Floats, taken: int) -> Floats:
        """Odds from each place on, for strings of so many letters."""
        begin = np.arange(max(0, length + 1 - taken))
        return odds(table, [word[begin + at] for at in range(taken)], begin, begin + taken)

    letter = [along(tables[taken], taken) for taken in range(most + 1)]
    between = [along(channel.inserted[taken], taken) for taken in range(min(most, BETWEEN) + 1)]
    steps, ending = np.zeros((2, size, HOLDING + 2, width)), np.zeros((3, size, 2, width))
    closing = np.exp(before[length] - whole)
    start = np.zeros(width)
    for added, inserts in enumerate(between):
        if added <= length:
            start[added] = inserts[FIRST, 0]
        for taken, writes in enumerate(letter):
            both = taken + added
            if both > length:
                continue
            places = slice(0, length + 1 - both)
            after = inserts[:, taken : length + 1 - both + taken]
            if both <= BEFORE:
                steps[:, :, both, both : length + 1] += writes[:2, :, places] * after[INNER]
            ending[:, :, 0, length - both] += writes[:, :, length - both] * after[LAST, length - both] * closing
    held = np.arange(max(0, length - 1))
    for taken in (1, 2):
        begin = held[taken - 1 :]  # the place that is held
        strings = [word[begin - at] for at in range(taken - 1, 0, -1)] + [word[begin + 1]]
        typed = SWAPPED * odds(tables[taken], strings, begin - (taken - 1), begin + 2)
        steps[:, :, HOLDING + taken - 1, begin] = typed[:2]
        begin = held[: max(0, length - taken)]
        end = begin + 1 + taken
        strings = [word[begin]] + [word[begin + 2 + at] for at in range(taken - 1)]
        given = odds(tables[taken], strings, begin + 2, end)
        steps[:, :, GIVING + taken - 1, end] = given[:2] * between[0][INNER, end]
        last = end == length
        ending[:, :, 1, begin[last]] += given[:, :, last] * between[0][LAST, length] * closing
    return StoredWritesQuery(length, *(array.astype(np.float32) for array in (start, steps, ending)))


def read(channel: Channel, query: str) -> Read:
    """What a query of the channel's source script has to say to stored words of its target script."""
    spelled, (count,) = letters([query], channel.source)
    length, size = int(count), len(channel.source) + 1
    places = np.full(length, INNER)
    places[-1:], places[:1] = LAST, FIRST
    states = places * size + spelled[0, :length]
    gaps = np.full(length + 1, INNER)
    gaps[-1:], gaps[:1] = LAST, FIRST
    letter = tuple(_single(table[states].T) for table in channel.written)
    between = tuple(_single(table[gaps].T) for table in channel.inserted[: BETWEEN + 1])
    return Read(length, letter, between, _single(np.exp(-channel.usual)))


def _single(array: Floats) -> Singles:
    return np.ascontiguousarray(array, dtype=np.float32)


def _wide(places: int) -> int:
    """A multiple of 8, so that a processor takes several places at a time."""
    return -(-places // 8) * 8
