"""Words with letters that nobody could read, in the query and in the registers."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.names.analysis.script import Script, script_of
from indexer.names.analysis.sounds import sounds, written_sounds
from indexer.names.analysis.unread import is_partial, known_letters, pattern, read_parts
from indexer.names.register_words.register_dictionary import Dictionary
from indexer.names.register_words.word_arrays import WordShelf

LEAST_KNOWN = 2
"""Letters that must have been read: one alone says too little."""
OTHER_SCRIPT = 0.5
"""A word of the other script is compared by its sounds alone, and weighs less."""


def of_partial(term: str, dictionary: Dictionary, most: int) -> Iterator[tuple[str, float]]:
    """The words that a partial query word may stand for, oftener ones first, at most `most` of each script."""
    known = known_letters(term)
    if known < LEAST_KNOWN:
        return
    for script in (Script.ARABIC, Script.LATIN):
        shelf, same = dictionary.shelves[script], script is script_of(term)
        rows = _spelled(shelf, term) if same else _sounding(shelf, term)
        best = sorted(rows, key=lambda row: (-int(shelf.counts[row]), row))[:most]
        weight = 2.0 * known if same else OTHER_SCRIPT * known
        yield from ((shelf.words[row], weight + 0.3 * float(shelf.counts[row]) ** 0.25) for row in best)
    if term in dictionary.partial:
        yield term, 2.0 * known


def _spelled(shelf: WordShelf, term: str) -> list[int]:
    return [shelf.row(found[0]) for found in pattern(term).finditer("\n".join(shelf.words)) if found[0]]


def _sounding(shelf: WordShelf, term: str) -> list[int]:
    """Rows of the words with the consonants that the term has."""
    *inner, last = read_parts(term)
    closing = last if is_partial(last) or last.isascii() else f"اا{last}"  # a last ه is heard as a vowel
    wanted = pattern("".join(part if is_partial(part) else _consonants(part) for part in (*inner, closing)))
    held = written_sounds(shelf.skeletons).split("\n")
    columns = [at for at, consonants in enumerate(held) if wanted.match(consonants)]
    return [int(row) for at in columns for row in shelf.owners[shelf.owned[at] : shelf.owned[at + 1]]]


def partial_words(word: str, asked: Script, dictionary: Dictionary) -> Iterator[tuple[str, float]]:
    """The partial words of the registers that a query word of the same script may be."""
    for term in dictionary.partial:
        if script_of(term) is asked and known_letters(term) >= LEAST_KNOWN and pattern(term).fullmatch(word):
            yield term, 2.0 * known_letters(term) - 1.0


def _consonants(part: str) -> str:
    """Vowels are in one script and not in the other."""
    return "".join(sound for sound in sounds(part) if sound not in "aiu")
