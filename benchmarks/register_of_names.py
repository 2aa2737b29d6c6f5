"""A register in memory that answers in groups, as the program does: this person, near, distant, and who has some of the words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer.names.expansion.expand import Candidate
from indexer.names.register_words.register_dictionary import Dictionary
from indexer.query_parser.groups import FAMILY_FROM, LEAST_DISTANT, SURE
from indexer.query_parser.word_candidates import Spelled

PERSON, NEAR, DISTANT, SOME = 4, 3, 2, 1
PAGES = {PERSON: (10, PERSON), NEAR: (10, PERSON), DISTANT: (3, NEAR), SOME: (10, DISTANT)}
"""How many of a group an answer shows, and the least of the groups beside which it is shown."""
APART = 1e6
"""What parts one group of answers from the next."""


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

    def scores(self, words: Sequence[Spelled], whole: Sequence[Candidate] = ()) -> npt.NDArray[np.float64]:
        """Of every record, by the groups of an answer (indexer.query_parser.groups): who has all words before who is near, then
        who is distant, then who has some; in each, the best weights and what a record gains by length. Else minus infinity.
        """
        strong = np.array([self._best(one.strong) for one in words])
        doubtful = np.array([self._best(one.doubtful) for one in words])
        sure, perhaps = strong > 0, doubtful > 0
        total: npt.NDArray[np.float64] = np.maximum(strong + SURE * sure, doubtful).sum(axis=0)
        for candidate in whole:
            total[self.lengths == int(candidate.word)] += candidate.weight
        one_lacks = len(words) >= FAMILY_FROM and sure.sum(axis=0) >= len(words) - 1
        known = len(words) > 1
        group = np.select(
            [
                sure.all(axis=0),
                known & (((sure | perhaps).all(axis=0) & sure.any(axis=0)) | one_lacks),
                (doubtful >= LEAST_DISTANT).all(axis=0),
                known & sure.any(axis=0),
            ],
            [PERSON, NEAR, DISTANT, SOME],
        )
        return np.where(group > 0, group * APART + total, -np.inf)

    def _best(self, candidates: Sequence[Candidate]) -> npt.NDArray[np.float64]:
        best = np.zeros(len(self.records))
        for candidate in reversed(candidates):  # the heaviest last, so that it stays
            best[self.rows[candidate.word]] = candidate.weight
        return best

    def shown(self, scores: npt.NDArray[np.float64], target: int) -> float:
        """How probably a record with the target's name is on the page of the target's group; never where that is not shown."""
        if scores[target] == -np.inf:
            return 0.0
        group = int(scores[target] // APART)
        depth, beside = PAGES[group]
        if group <= DISTANT and (scores >= beside * APART).any():
            return 0.0
        return self.found(np.where(scores < (group + 1) * APART, scores, -np.inf), target, depth)

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
