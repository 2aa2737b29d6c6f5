"""A register in memory that answers by the reference scoring: the best candidate of each query word, summed over the words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer.names.dictionary import Dictionary
from indexer.names.expand import Candidate

LACKING = 1e6
"""Behind every record that has all words: what has not is listed only where nothing has."""


class NamesRegister:
    """Records as tuples of terms; `rows[word]` are the records that have the word."""

    def __init__(self, records: Sequence[tuple[str, ...]]) -> None:
        self.records = records
        self.dictionary = Dictionary.of(Counter(word for record in records for word in record))
        number = {word: at for at, word in enumerate(dict.fromkeys(word for record in records for word in record))}
        pairs = np.array(
            [(number[word], at) for at, record in enumerate(records) for word in set(record)], dtype=np.int64
        )
        order = np.lexsort((pairs[:, 1], pairs[:, 0]))
        ends = np.searchsorted(pairs[order, 0], np.arange(len(number) + 1))
        owners = pairs[order, 1]
        self.rows = {word: owners[ends[at] : ends[at + 1]] for word, at in number.items()}
        self.lengths = np.array([len(record) for record in records])
        self.names: Counter[frozenset[str]] = Counter(frozenset(record) for record in records)

    def scores(
        self, expanded: Sequence[Sequence[Candidate]], whole: Sequence[Candidate] = ()
    ) -> npt.NDArray[np.float64]:
        """Of every record: the best weight among its words for each query word, and what its length gains, summed.

        Records that have some of each word come before those that have not, as the reading room asks.
        """
        total = np.zeros(len(self.records))
        lacking = np.zeros(len(self.records))
        for candidates in expanded:
            best = np.zeros(len(self.records))
            for candidate in reversed(candidates):  # the heaviest last, so that it stays
                best[self.rows[candidate.word]] = candidate.weight
            total += best
            lacking += best == 0
        met = lacking < len(expanded)
        for candidate in whole:
            total[met & (self.lengths == int(candidate.word))] += candidate.weight
        total[lacking > 0] -= LACKING
        return np.where(met, total, -np.inf)

    def found(self, scores: npt.NDArray[np.float64], target: int, depth: int) -> float:
        """How probably a record with the target's name is among the first `depth`, equal scores in any order."""
        mine = scores[target]
        if mine == -np.inf:
            return 0.0
        left = depth - int((scores > mine).sum())
        if left <= 0:
            return 0.0
        tied = int((scores == mine).sum())
        same = min(tied, self.names[frozenset(self.records[target])])
        return 1.0 - math.comb(tied - same, left) / math.comb(tied, left) if tied >= left else 1.0
