"""The letter model: how probably a word of one spelling was written as another, letter by letter.

Each letter of the source writes a string of 0 to 3 letters, and between two letters (and at both ends) strings may be inserted;
the probabilities depend on whether the place is first, inner or last. All words are arrays, so that hundreds of them are compared
at once; probabilities are summed over every way in which one word can have become the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Letters = npt.NDArray[np.uint8]
Ids = npt.NDArray[np.int32]

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
LATIN = "abcdefghijklmnopqrstuvwxyz"
LONGEST = 24
"""Letters of a word that the model looks at."""
WRITTEN = 3
"""Letters that one letter can write at most."""
FIRST, INNER, LAST = range(3)
SWAPPED = 0.004
"""How probably two letters of the query were typed in the wrong order."""


def letters(words: Sequence[str], alphabet: str) -> tuple[Letters, npt.NDArray[np.int64]]:
    """Words as rows of letter numbers (1 for the first letter of the alphabet, 0 after the end), and their lengths."""
    number = {letter: at for at, letter in enumerate(alphabet, start=1)}
    rows = [[number[letter] for letter in word if letter in number][:LONGEST] for word in words]
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    found = np.zeros((len(rows), LONGEST), dtype=np.uint8)
    for at, row in enumerate(rows):
        found[at, : len(row)] = row
    return found, lengths


def strings(found: Letters, size: int, longest: int = WRITTEN) -> list[Ids]:
    """For 0 to `longest` letters: the number of the string that begins at each place, `size` being the alphabet's with 0."""
    wide = found.astype(np.int32)
    width = found.shape[1]
    ids = [np.zeros_like(wide), wide]
    for length in range(2, longest + 1):
        longer = np.zeros_like(wide)
        longer[:, : width - length + 1] = ids[-1][:, : width - length + 1] * size + wide[:, length - 1 :]
        ids.append(longer)
    return ids


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

    def from_words(self, sources: Letters, lengths: npt.NDArray[np.int64], target: str) -> Floats:
        """log P(target | each source): the query is the target, the stored words are the sources."""
        query, (length,) = letters([target], self.target)
        ids = [row[0, : length + 1] for row in strings(_padded(query, int(length)), len(self.target) + 1, self.most)]
        size = len(self.source) + 1
        writes = [self.written[k][:, ids[k][: length + 1 - k]] for k in range(self.most + 1)]
        inserts = [self.inserted[k][:, ids[k][: length + 1 - k]] for k in range(self.most + 1)]
        backward = _backward(ids, len(self.target) + 1)
        both = self.written[2][:, backward]
        at = np.zeros((len(sources), length + 1))
        at[:, 0] = 1.0
        at = _step(at, [row[FIRST] for row in inserts])
        swapped = np.zeros((len(sources), max(0, length - 1)))
        done = np.zeros(len(sources))
        order = np.argsort(-lengths, kind="stable")
        going, held = sources[order], lengths[order]
        for place in range(int(lengths.max(initial=0))):
            ended = int(np.searchsorted(-held, -place))  # rows from here on have no letter at this place
            last = int(np.searchsorted(-held, -(place + 1)))  # from here on it is their last letter
            at = at[:ended]
            states = (INNER if place else FIRST) * size + going[:ended, place].astype(np.intp)
            if place:
                states[last:] += (LAST - INNER) * size
            emitting = [row[states] for row in writes]
            after = _step(at, emitting)
            if length > 1:
                before, swapped = swapped[:ended], swapped[:ended] * emitting[0][:, : length - 1]
                swapped += SWAPPED * at[:, : length - 1] * emitting[1][:, 1:]
                after[:, 2:] += before * emitting[1][:, :-1] + SWAPPED * at[:, : length - 1] * both[states]
                swapped = swapped[:last]
            done[order[last:ended]] = _step(after[last:], [row[LAST] for row in inserts])[:, length]
            at = _step(after[:last], [row[INNER] for row in inserts])
        return _log(done)

    def to_words(self, source: str, targets: Letters, lengths: npt.NDArray[np.int64]) -> Floats:
        """log P(each target | source): the query is the source, the stored words are the targets."""
        query, (length,) = letters([source], self.source)
        width = int(lengths.max(initial=0))
        ids = [
            row[:, : width + 1 - k]
            for k, row in enumerate(strings(_padded(targets, width), len(self.target) + 1, self.most))
        ]
        size = len(self.source) + 1
        at = np.zeros((len(targets), width + 1))
        at[:, 0] = 1.0
        at = _step(at, [self.inserted[k][FIRST][ids[k]] for k in range(self.most + 1)])
        inner = [self.inserted[k][INNER][ids[k]] for k in range(self.most + 1)]
        for place in range(int(length)):
            last = place + 1 == length
            state = (LAST if last and place else INNER if place else FIRST) * size + query[0, place]
            at = _step(at, [self.written[k][state][ids[k]] for k in range(self.most + 1)])
            at = _step(at, [self.inserted[k][LAST][ids[k]] for k in range(self.most + 1)] if last else inner)
        return _log(at[np.arange(len(targets)), lengths])

    def chance(self, targets: Letters, lengths: npt.NDArray[np.int64]) -> Floats:
        """The log probability of each word as any word of the target's script, whatever its source."""
        edged = np.zeros((len(targets), targets.shape[1] + 2), dtype=np.uint8)
        edged[:, 1:-1] = targets
        steps = self.usual[edged[:, :-1], edged[:, 1:]]
        summed: Floats = np.where(np.arange(steps.shape[1]) <= lengths[:, None], steps, 0.0).sum(axis=1)
        return summed


def _backward(ids: Sequence[Ids], size: int) -> Ids:
    """The number of each two letters of a word in the wrong order."""
    return ids[1][1:-1] * size + ids[1][:-2] if len(ids[1]) > 2 else ids[1][:0]


def _padded(found: Letters, width: int) -> Letters:
    """One column more than the longest word, so that a string may begin after its end."""
    return np.pad(found[:, :width], ((0, 0), (0, 1)))


def _step(at: Floats, emitting: Sequence[Floats]) -> Floats:
    """The probability of having written so many letters, after one more source place."""
    after = at * emitting[0]
    for written in range(1, len(emitting)):
        if after.shape[1] > written:
            after[:, written:] += at[:, :-written] * emitting[written]
    return after


def _log(probability: Floats) -> Floats:
    found: Floats = np.log(np.maximum(probability, 1e-300))
    return found


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
