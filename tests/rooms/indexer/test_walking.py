"""A walk through the tree of stored words gives what the letter model says of each, worked out here one word at a time."""

from __future__ import annotations

import math
import random
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from indexer.names.analysis.script import Script
from indexer.names.expansion import beam_search
from indexer.names.expansion.beam_search import LEAST, met_reading, met_writing
from indexer.names.letter_model.letter_table import LetterTable
from indexer.names.letter_model.noisy_channel import ARABIC, FIRST, INNER, LAST, LATIN, Channel, letters
from indexer.names.letter_model.query_likelihoods import BETWEEN, SWAPPED, read, written
from indexer.names.register_words.trie import Trie, grown

TABLE = LetterTable.of((Path(__file__).parents[3] / "schemas" / "names" / "letters.json").read_bytes())
NAMES = {
    ARABIC: ["محمد", "محمود", "احمد", "حمد", "م", "خديجه", "خالد", "وزاني", "عمر", "عمرو", "زينب"],
    LATIN: ["mohamed", "mohammed", "mahmoud", "ahmed", "m", "khadija", "khalid", "ouazzani", "omar", "amr", "zineb"],
}

NEAR = 1e-4
"""What is so much less likely than the best may be left out."""


def tree(alphabet: str, words: list[str]) -> Trie:
    spelled, lengths = letters(words, alphabet)
    return grown(spelled, lengths, np.ones(len(words), dtype=np.int64))


def likelihood_ratio(channel: Channel, source: str, target: str, swapping: bool) -> float:
    """The sum over every way to write the target, by the definition, divided by the chance of the target."""
    size, base = len(channel.source) + 1, len(channel.target) + 1
    own = [channel.source.index(letter) + 1 for letter in source]
    text = [channel.target.index(letter) + 1 for letter in target]

    def number(string: list[int]) -> int:
        return sum(letter * base**at for at, letter in enumerate(reversed(string)))

    def writes(i: int, string: list[int]) -> float:
        if len(string) > channel.most:
            return 0.0
        place = FIRST if i == 0 else LAST if i + 1 == len(own) else INNER
        return float(channel.written[len(string)][place * size + own[i], number(string)])

    def between(gap: int, string: list[int]) -> float:
        place = FIRST if gap == 0 else LAST if gap == len(own) else INNER
        return float(channel.inserted[len(string)][place, number(string)])

    @lru_cache(None)
    def gap(i: int, j: int) -> float:
        """The odds of writing the rest, when i letters have written j."""
        return sum(between(i, text[j : j + k]) * letter(i, j + k) for k in range(min(BETWEEN, len(text) - j) + 1))

    @lru_cache(None)
    def letter(i: int, j: int) -> float:
        if i == len(own):
            return float(j == len(text))
        found = sum(writes(i, text[j : j + k]) * gap(i + 1, j + k) for k in range(len(text) - j + 1))
        if swapping and i + 1 < len(own):
            for k in (1, 2):
                for m in (1, 2):
                    end = j + k + m
                    if end <= len(text):
                        held = text[j + k - 1]
                        first = [*text[j : j + k - 1], text[j + k]]
                        second = [held, *text[j + k + 1 : end]]
                        rest = between(i + 2, []) * letter(i + 2, end)
                        found += SWAPPED * writes(i, first) * writes(i + 1, second) * rest
        return found

    usual = sum(float(channel.usual[one, other]) for one, other in pairwise([0, *text, 0]))
    return gap(0, 0) / math.exp(usual)


@pytest.mark.parametrize(
    ("source", "target", "query"),
    [
        (Script.ARABIC, Script.LATIN, "mohamed"),
        (Script.ARABIC, Script.LATIN, "omhamed"),
        (Script.ARABIC, Script.LATIN, "khaldi"),
        (Script.ARABIC, Script.LATIN, "wazany"),
        (Script.ARABIC, Script.LATIN, "m"),
        (Script.LATIN, Script.LATIN, "mohamedd"),
        (Script.LATIN, Script.LATIN, "khaidja"),
        (Script.ARABIC, Script.ARABIC, "مجمد"),
    ],
)
def test_stored_words_that_may_have_written_the_query(source: Script, target: Script, query: str) -> None:
    channel = TABLE.channels[source, target]
    words = NAMES[channel.source]
    rows, odds = met_writing(tree(channel.source, words), written(channel, query))
    found = dict(zip(rows.tolist(), odds.tolist(), strict=True))
    wanted = {row: likelihood_ratio(channel, word, query, swapping=True) for row, word in enumerate(words)}

    assert found == pytest.approx({row: wanted[row] for row in found}, rel=1e-3)
    assert found.keys() >= {row for row, ratio in wanted.items() if ratio > max(LEAST, NEAR * max(wanted.values()))}


@pytest.mark.parametrize("query", ["محمد", "خديجه", "وزاني", "م", "عمر"])
def test_stored_words_that_the_query_may_have_written(query: str) -> None:
    channel = TABLE.channels[Script.ARABIC, Script.LATIN]
    words = NAMES[LATIN]
    rows, odds = met_reading(tree(LATIN, words), read(channel, query))
    found = dict(zip(rows.tolist(), odds.tolist(), strict=True))
    wanted = {row: likelihood_ratio(channel, query, word, swapping=False) for row, word in enumerate(words)}

    assert found == pytest.approx({row: wanted[row] for row in found}, rel=1e-3)
    assert found.keys() >= {row for row, ratio in wanted.items() if ratio > max(LEAST, NEAR * max(wanted.values()))}


def test_words_of_the_same_letters_are_all_met() -> None:
    channel = TABLE.channels[Script.LATIN, Script.LATIN]
    rows, _ = met_writing(tree(LATIN, ["omar", "khadija", "omar"]), written(channel, "omar"))

    assert sorted(rows.tolist()) == [0, 2]


def test_of_more_beginnings_than_can_be_gone_on_with_the_likeliest_are() -> None:
    chance = random.Random(3)
    words = sorted({"".join(chance.choices(ARABIC, k=chance.randrange(3, 7))) for _ in range(60_000)} | {"خديجه"})
    trie = tree(ARABIC, words)
    rows, odds = met_writing(trie, written(TABLE.channels[Script.ARABIC, Script.LATIN], "khadija"))

    assert len(trie.first) > 12 * beam_search.ACROSS
    assert words[rows[odds.argmax()]] == "خديجه"


def test_no_word_is_met_where_there_is_none() -> None:
    channel = TABLE.channels[Script.ARABIC, Script.LATIN]

    assert len(met_writing(tree(ARABIC, []), written(channel, "omar"))[0]) == 0
    assert len(met_reading(tree(LATIN, []), read(channel, "عمر"))[0]) == 0
