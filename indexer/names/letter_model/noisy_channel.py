"""The letter model: how probably a word of one spelling was written as another, letter by letter.

Each letter of the source writes a string of 0 to 3 letters, and between two letters (and at both ends) strings may be inserted;
the probabilities depend on whether the place is first, inner or last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Letters = npt.NDArray[np.uint8]

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
LATIN = "abcdefghijklmnopqrstuvwxyz"
LONGEST = 24
"""Letters of a word that the model looks at."""
FIRST, INNER, LAST = range(3)


def letters(words: Sequence[str], alphabet: str) -> tuple[Letters, npt.NDArray[np.int64]]:
    """Words as rows of letter numbers (1 for the first letter of the alphabet, 0 after the end), and their lengths."""
    number = {letter: at for at, letter in enumerate(alphabet, start=1)}
    rows = [[number[letter] for letter in word if letter in number][:LONGEST] for word in words]
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    found = np.zeros((len(rows), LONGEST), dtype=np.uint8)
    for at, row in enumerate(rows):
        found[at, : len(row)] = row
    return found, lengths


@dataclass(frozen=True, slots=True)
class Channel:
    """Probabilities of one direction, from `source` letters to `target` letters.

    `written[k]` has a row for each place and source letter (3 x size of the alphabet with 0) and a column for each string of k
    target letters; `inserted[k]` a row for each place. `usual` has the log probability of a target letter after another (0 is
    the edge of the word), by which a spelling is measured against chance.
    """

    source: str
    target: str
    written: tuple[Floats, ...]
    inserted: tuple[Floats, ...]
    usual: Floats

    @property
    def most(self) -> int:
        """Letters that one letter writes at most."""
        return len(self.written) - 1


def dense(
    source: str,
    target: str,
    written: Mapping[str, Mapping[str, float]],
    inserted: Mapping[str, Mapping[str, float]],
    most: int,
) -> tuple[tuple[Floats, ...], tuple[Floats, ...]]:
    """Arrays of what a table tells: `written["1م"]` is what م writes as an inner letter, `inserted["1"]` what comes between."""
    size, number = len(source) + 1, {letter: at for at, letter in enumerate(source, start=1)}
    base, code = len(target) + 1, {letter: at for at, letter in enumerate(target, start=1)}

    def identity(text: str) -> int:
        found = 0
        for letter in text:
            found = found * base + code[letter]
        return found

    writes = tuple(np.zeros((3 * size, base**k)) for k in range(most + 1))
    inserts = tuple(np.zeros((3, base**k)) for k in range(most + 1))
    for key, row in written.items():
        for text, probability in row.items():
            writes[len(text)][int(key[0]) * size + number[key[1]], identity(text)] = probability
    for key, row in inserted.items():
        for text, probability in row.items():
            inserts[len(text)][int(key), identity(text)] = probability
    return writes, inserts
