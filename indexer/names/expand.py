"""From one query word to the stored words that it may stand for, each with a weight; pure, and the same for every engine.

A weight says how much more likely the query word is as a spelling of the stored word than by chance, in units of e, and more for
words that stand often in the registers: half the logarithm of their number. Weights are multiples of 1/64, so that
sums of them are exact in every engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from indexer.names.channel import Floats, letters
from indexer.names.dictionary import Dictionary
from indexer.names.partial import of_partial, partial_words
from indexer.names.script import Script, script_of
from indexer.names.shelf import Numbers, WordShelf
from indexer.names.sieve import nearest
from indexer.names.table import ALPHABETS, LetterTable
from indexer.names.unread import is_partial

UNIT = 64
MOST = 150
"""Stored words that one query word is expanded to at most."""
LOOKED_AT = 400
"""Words of each script that the letter model looks at: those that sound nearest."""
OFTEN = 0.5
FAR = 20.0
"""A word that is e^FAR times less likely than the best one is left out."""
MET = 3.0
"""What a word gains for being met at all."""
CHOSEN = 0.5
"""By how much more a word that stands often is preferred where there are too many candidates."""
EXACT = 2.0
"""What a word gains that is written as it was asked."""
SCRIPTS = (Script.ARABIC, Script.LATIN)


class Candidate(NamedTuple):
    """A stored word and its weight, a positive multiple of 1/64."""

    word: str
    weight: float


def expand(word: str, dictionary: Dictionary, table: LetterTable, most: int = MOST) -> tuple[Candidate, ...]:
    """At most `most` stored words for one term, the heaviest first; equal ones in the order of their letters."""
    if is_partial(word):
        return _ordered(of_partial(word, dictionary, most), most)
    asked = script_of(word)
    if asked is Script.OTHER:
        return (Candidate(word, weigh(1.0 + len(word))),) if dictionary.count(word) else ()
    found: dict[str, float] = {}
    for script in SCRIPTS:
        found.update(_of_script(word, asked, script, dictionary.shelves[script], table, most))
    found.update(partial_words(word, asked, dictionary))
    return _ordered(found.items(), most)


def _of_script(
    word: str, asked: Script, script: Script, shelf: WordShelf, table: LetterTable, most: int
) -> Iterator[tuple[str, float]]:
    rows = nearest(shelf, word, LOOKED_AT)
    if not len(rows):
        return
    weights = MET + likelihoods(word, asked, script, shelf, rows, table) + OFTEN * np.log(shelf.counts[rows])
    weights += EXACT * (rows == shelf.row(word))
    chosen = weights + CHOSEN * np.log(shelf.counts[rows])
    order = np.lexsort((rows, -chosen))[:most]
    least = max(1 / UNIT, weights.max() - FAR)
    yield from ((shelf.words[rows[at]], float(weights[at])) for at in order if weights[at] >= least)


def likelihoods(
    word: str, asked: Script, script: Script, shelf: WordShelf, rows: Numbers, table: LetterTable
) -> Floats:
    """How much more likely each pair of spellings is than chance, as a logarithm."""
    spelled, lengths = shelf.letters[rows], shelf.lengths[rows]
    width = int(lengths.max(initial=1))
    if asked is Script.ARABIC and script is Script.LATIN:
        channel = table.channels[asked, script]
        return channel.to_words(word, spelled[:, :width], lengths) - channel.chance(spelled[:, :width], lengths)
    channel = table.channels[script, asked]
    own, own_length = letters([word], ALPHABETS[asked])
    return channel.from_words(spelled, lengths, word) - channel.chance(own, own_length)


def weigh(value: float) -> float:
    """The multiple of 1/64 nearest to a weight, never less than one of them."""
    return max(1, round(value * UNIT)) / UNIT


def _ordered(found: Iterable[tuple[str, float]], most: int) -> tuple[Candidate, ...]:
    candidates = (Candidate(word, weigh(value)) for word, value in found)
    return tuple(sorted(candidates, key=lambda one: (-one.weight, one.word))[:most])
