"""A word that was asked with the words of the registers that it is taken for, and those that it may be. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.names.analysis.script import script_of
from indexer.names.expansion.expand import Candidate
from indexer.names.letter_model.closeness import Closeness
from indexer.query_parser.grammar import Word

STRONG_AT_MOST = 60
"""Spellings of one word that are taken for it; usually there are one to four."""
DOUBTFUL_AT_MOST = 200
"""Doubtful words of a question, shared out among its words."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """Query word `number` with the words of the registers that it stands for, and those that it may stand for.

    `lacking` are its terms that no register has in any spelling: itself, or some of those that were quoted with it.
    """

    number: int
    word: Word
    strong: tuple[Candidate, ...]
    doubtful: tuple[Candidate, ...]
    lacking: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, number: int, word: Word, candidates: Sequence[Candidate], share: int, lacking: tuple[str, ...]
    ) -> Spelled:
        """`share` says by how many the most is divided."""
        strong = [one for one in candidates if one.close is Closeness.STRONG]
        doubtful = [one for one in candidates if one.close is Closeness.DOUBTFUL]
        return cls(
            number,
            word,
            tuple(strong[: max(1, STRONG_AT_MOST // share)]),
            tuple(doubtful[: DOUBTFUL_AT_MOST // share]),
            lacking,
        )


def unknown(words: Sequence[Spelled]) -> tuple[tuple[Word, str], ...]:
    """The terms that no register has in any spelling, each with the word that it was asked in."""
    return tuple((one.word, term) for one in words if one.word.required for term in one.lacking)


def surest(one: Spelled) -> Spelled:
    """With one spelling in each script: else a surname that resembles the word, which a family shares, is there twice."""
    best = {script_of(other.word): other for other in reversed(one.strong)}
    return replace(one, strong=tuple(other for other in one.strong if other in best.values()))
