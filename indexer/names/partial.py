"""Words with letters that nobody could read, in the query and in the registers."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.names.dictionary import Dictionary
from indexer.names.script import Script, script_of
from indexer.names.sounds import sounds
from indexer.names.unread import is_partial, known_letters, pattern, read_parts

LEAST_KNOWN = 2
"""Letters that must have been read: one alone says too little."""
OTHER_SCRIPT = 0.5
"""A word of the other script is compared by its sounds alone, and weighs less."""


def of_partial(term: str, dictionary: Dictionary, most: int) -> Iterator[tuple[str, float]]:
    """The words that a partial query word may stand for, oftener ones first, at most `most` of each script."""
    known = known_letters(term)
    if known < LEAST_KNOWN:
        return
    wanted, heard = pattern(term), pattern("".join(_heard(part) for part in read_parts(term)))
    for script in (Script.ARABIC, Script.LATIN):
        shelf, same = dictionary.shelves[script], script is script_of(term)
        rows = (
            row
            for row, word in enumerate(shelf.words)
            if (wanted.fullmatch(word) if same else heard.fullmatch(_bare(sounds(word))))
        )
        best = sorted(rows, key=lambda row: (-shelf.counts[row], row))[:most]
        weight = 2.0 * known if same else OTHER_SCRIPT * known
        yield from ((shelf.words[row], weight + 0.3 * float(shelf.counts[row]) ** 0.25) for row in best)
    if term in dictionary.partial:
        yield term, 2.0 * known


def partial_words(word: str, asked: Script, dictionary: Dictionary) -> Iterator[tuple[str, float]]:
    """The partial words of the registers that a query word of the same script may be."""
    for term in dictionary.partial:
        if script_of(term) is asked and known_letters(term) >= LEAST_KNOWN and pattern(term).fullmatch(word):
            yield term, 2.0 * known_letters(term) - 1.0


def _heard(part: str) -> str:
    return part if is_partial(part) else _bare(sounds(part))


def _bare(sounded: str) -> str:
    """The consonants of sounds: vowels are in one script and not in the other."""
    return "".join(sound for sound in sounded if sound not in "aiu")
