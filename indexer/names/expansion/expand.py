"""From one query word to the stored words that it may stand for, each with a weight; pure, and the same for every engine.

A weight says how much more likely the query word is as a spelling of the stored word than by chance, in units of e, and more for
words that stand often in the registers. Weights are multiples of 1/64, so that
sums of them are exact in every engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from indexer.names.analysis.script import Script, script_of
from indexer.names.analysis.unread import is_partial
from indexer.names.expansion.partial import of_partial, partial_words
from indexer.names.letter_model.closeness import (
    Closeness,
    closeness,
    information,
    information_of,
    least_sure,
    names_of_others,
    shares,
    unlike_names,
)
from indexer.names.letter_model.letter_table import LetterTable
from indexer.names.letter_model.noisy_channel import Floats
from indexer.names.letter_model.query_likelihoods import Singles, read, written
from indexer.names.register_words.register_dictionary import Dictionary
from indexer.names.register_words.trie import PREFERRED, Ids
from indexer.names.register_words.word_arrays import WordShelf

UNIT = 64
MOST = 300
"""Stored words that one query word is expanded to at most."""
OFTEN = 0.2
"""What a word gains that stands often in the registers, for each e times as often."""
FAR, FAR_WITHIN = 12.0, 20.0
"""A word that is e^FAR times less likely than the best one is left out; farther ones of the same script are other spellings."""
MET = 3.0
"""What a word gains for being met at all."""
EXACT = 2.0
"""What a word gains that is written as it was asked."""
SCRIPTS = (Script.ARABIC, Script.LATIN)

_Weighed = tuple[str, float, Closeness]
"""A stored word, its weight before it is rounded, and how sure it is."""
_Shared = tuple[str, float, Closeness, float]
"""The same, with its share of what the word that was written tells."""


class Candidate(NamedTuple):
    """A stored word and its weight, a positive multiple of 1/64, and how sure it is that it is what was asked."""

    word: str
    weight: float
    close: Closeness = Closeness.STRONG


def expand(word: str, dictionary: Dictionary, table: LetterTable, most: int = MOST) -> tuple[Candidate, ...]:
    """At most `most` stored words for one term, the heaviest first; equal ones in the order of their letters."""
    if is_partial(word):
        return _ordered(((*one, Closeness.STRONG) for one in of_partial(word, dictionary, most)), most)
    asked = script_of(word)
    if asked is Script.OTHER:
        return (Candidate(word, weigh(1.0 + len(word))),) if dictionary.count(word) else ()
    weighed = [
        one for script in SCRIPTS for one in _of_script(word, asked, script, dictionary.shelves[script], table, most)
    ]
    others = names_of_others(word, {one: share for one, _, close, share in weighed if close is Closeness.STRONG})
    found = {one: (one, value, Closeness.DOUBTFUL if one in others else close) for one, value, close, _ in weighed}
    # Which letters nobody could read, nobody can be sure of.
    found.update((one[0], (*one, Closeness.DOUBTFUL)) for one in partial_words(word, asked, dictionary))
    return _ordered(found.values(), most)


def _of_script(
    word: str, asked: Script, script: Script, shelf: WordShelf, table: LetterTable, most: int
) -> Iterator[_Shared]:
    rows, odds, found = met(word, asked, script, shelf, table)
    if not len(rows):
        return
    same = rows == shelf.row(word)
    often = np.log(shelf.counts[rows].astype(np.float32))
    likely = MET + np.log(odds) + EXACT * same
    weights = likely + OFTEN * often
    far = FAR_WITHIN if asked is script else FAR
    chosen = np.flatnonzero(weights >= max(1 / UNIT, weights.max() - far))
    if len(chosen) > most:
        chosen = chosen[np.argpartition(-(likely + PREFERRED * often)[chosen], most)[:most]]
    least = least_sure(found, same, asked is script, unlike_names(table.channels[asked, asked], word))
    for at in chosen.tolist():
        share = float(found[at])
        yield shelf.words[rows[at]], float(weights[at]), closeness(share, bool(same[at]), least), share


def met(word: str, asked: Script, script: Script, shelf: WordShelf, table: LetterTable) -> tuple[Ids, Singles, Floats]:
    """The rows of words that a word may stand for, the odds of each pair, and its share of what the written word tells."""
    rows, odds = _met(word, asked, script, shelf, table)
    return rows, odds, shares(odds, _told(word, asked, script, shelf, rows, table))


def _told(word: str, asked: Script, script: Script, shelf: WordShelf, rows: Ids, table: LetterTable) -> Floats:
    """What the written word of each pair tells: the stored one where Arabic is read into Latin letters, else the one asked."""
    if asked is Script.ARABIC and script is Script.LATIN:
        return information(table.channels[asked, script], shelf.letters[rows], shelf.lengths[rows])
    return information_of(table.channels[script, asked], word)


def _met(word: str, asked: Script, script: Script, shelf: WordShelf, table: LetterTable) -> tuple[Ids, Singles]:
    """The rows of words that the word may stand for, and how much more likely each pair of spellings is than chance."""
    # numba takes a while: what never expands goes without it.
    from indexer.names.expansion.beam_search import ACROSS, WITHIN, met_reading, met_writing

    if asked is Script.ARABIC and script is Script.LATIN:
        return met_reading(shelf.trie, read(table.channels[asked, script], word))
    kept = WITHIN if asked is script else ACROSS
    return met_writing(shelf.trie, written(table.channels[script, asked], word), kept)


def weigh(value: float) -> float:
    """The multiple of 1/64 nearest to a weight, never less than one of them."""
    return max(1, round(value * UNIT)) / UNIT


def _ordered(found: Iterable[_Weighed], most: int) -> tuple[Candidate, ...]:
    best = sorted((-weigh(value), word, close) for word, value, close in found)[:most]
    return tuple(Candidate(word, -weight, close) for weight, word, close in best)
