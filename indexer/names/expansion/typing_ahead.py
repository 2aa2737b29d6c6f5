"""The stored words that a word may become while it is being typed."""

from __future__ import annotations

import numpy as np

from indexer.names.analysis.script import Script, script_of
from indexer.names.analysis.sounds import VOWELS, codes, sounds
from indexer.names.register_words.register_dictionary import Dictionary
from indexer.names.register_words.word_arrays import Numbers, WordShelf

MOST = 20


def prefix(word: str, dictionary: Dictionary, most: int = MOST) -> tuple[str, ...]:
    """At most `most` words that begin like this: in its own script by letters, in the other by sounds; oftenest first."""
    found: list[tuple[int, str]] = []
    asked = script_of(word)
    for script, shelf in dictionary.shelves.items():
        if script is asked:
            found += _oftenest(shelf, np.arange(*_bounds(shelf.within(word))), most)
        elif asked is not Script.OTHER and script is not Script.OTHER:
            found += _oftenest(shelf, _beginning(shelf, sounds(word)), most)
    return tuple(word for _, word in sorted(found, key=lambda one: (-one[0], one[1]))[:most])


def _bounds(rows: range) -> tuple[int, int]:
    return rows.start, rows.stop


def _oftenest(shelf: WordShelf, rows: np.ndarray[tuple[int], np.dtype[np.int64]], most: int) -> list[tuple[int, str]]:
    order = np.lexsort((rows, -shelf.counts[rows]))[:most]
    return [(int(shelf.counts[rows[at]]), shelf.words[rows[at]]) for at in order]


def _beginning(shelf: WordShelf, sounded: str) -> Numbers:
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
