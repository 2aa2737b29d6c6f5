"""The words of a shelf as a tree of their letters, so that what words begin alike with is looked at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int64]
Ids = npt.NDArray[np.int32]
Singles = npt.NDArray[np.float32]

PREFERRED = 0.7
"""How much a word that stands often is preferred where not all can be looked at, for each e times as often."""


@dataclass(frozen=True, slots=True)
class Trie:
    """Nodes by depth, the root first, those of one depth in the order of their letters.

    The children of node n are `first[n]` to `first[n + 1]`; `letter[n]` is its last letter; the words that end there are
    `rows[ends[n]:ends[n + 1]]`, rows of the shelf; `preference[n]` is the greatest of the words below it. `depth` is that of the
    longest word.
    """

    first: Ids
    letter: Bytes
    ends: Ids
    rows: Ids
    preference: Singles
    depth: int


def grown(letters: Bytes, lengths: Numbers, counts: Numbers) -> Trie:
    """The tree of words: rows of letter numbers (0 after the end), their lengths, how often each stands in the registers."""
    width = letters.shape[1]
    order = np.argsort(np.ascontiguousarray(letters).view(f"S{width}").ravel(), kind="stable")
    spelled, ending, often = letters[order], lengths[order], counts[order].astype(np.float32) ** np.float32(PREFERRED)
    different = spelled[1:] != spelled[:-1]
    parts = np.where(different.any(axis=1), different.argmax(axis=1), width)  # where a word leaves the one before it
    parts = np.concatenate([np.full(min(1, len(order)), -1), parts])
    depth = int(lengths.max(initial=0))
    starts = [np.zeros(1, dtype=np.int64)]
    first, letter, preference = [], [np.zeros(1, dtype=np.uint8)], [np.ones(1, dtype=np.float32)]
    ended = [np.flatnonzero(ending == 0)]
    ends = [np.zeros(1, dtype=np.int64)]
    nodes, words = 1, len(ended[0])
    for place in range(depth):
        begin = np.flatnonzero((parts <= place) & (spelled[:, place] != 0))
        owners = np.searchsorted(starts[-1], begin, "right") - 1
        first.append(nodes + np.searchsorted(owners, np.arange(len(starts[-1]))))
        letter.append(spelled[begin, place])
        preference.append(np.maximum.reduceat(often, begin))
        here = np.flatnonzero(ending == place + 1)
        ends.append(words + np.searchsorted(np.searchsorted(begin, here, "right") - 1, np.arange(len(begin))))
        ended.append(here)
        nodes, words = nodes + len(begin), words + len(here)
        starts.append(begin)
    first.append(np.full(len(starts[-1]) + 1, nodes))
    ends.append(np.full(1, words))
    return Trie(
        np.concatenate(first).astype(np.int32),
        np.concatenate(letter),
        np.concatenate(ends).astype(np.int32),
        order[np.concatenate(ended)].astype(np.int32),
        np.concatenate(preference),
        depth,
    )
