"""The words of one script as compact arrays: their letters, their sounds, how often each stands in the registers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from indexer.names.channel import letters
from indexer.names.sounds import COSTS, LONGEST, codes, sounds

Numbers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
ARRAYS = ("counts", "letters", "lengths", "sounded")


@dataclass(frozen=True, slots=True)
class WordShelf:
    """Distinct words in the order of their letters, a row of each array for each.

    `sounds` has a column for each distinct sequence of sounds, shorter ones first, a row for each place (0 after the end);
    `costs` what dropping that sound costs; `begins[n]` is the first column of n sounds. The words of column c are
    `owners[owned[c]:owned[c + 1]]`.
    """

    words: Sequence[str]
    counts: Numbers
    letters: Bytes
    lengths: Numbers
    sounded: Bytes
    sounds: Bytes
    costs: Bytes
    begins: Numbers
    owners: Numbers
    owned: Numbers

    def within(self, prefix: str) -> range:
        """The rows of the words that begin with these letters."""
        return range(bisect_left(self.words, prefix), bisect_left(self.words, prefix + "\U0010ffff"))


def shelve(counts: Mapping[str, int], alphabet: str, known: WordShelf | None = None) -> WordShelf:
    """A shelf of these words; what is known of words already shelved is taken from there."""
    old = {word: row for row, word in enumerate(known.words)} if known is not None else {}
    fresh = [word for word in counts if word not in old]
    spelled, lengths = letters(fresh, alphabet)
    sounded = np.zeros((len(fresh), LONGEST), dtype=np.uint8)
    for row, word in enumerate(fresh):
        heard = codes(sounds(word))
        sounded[row, : len(heard)] = heard
    rows = {word: row for row, word in enumerate(fresh, start=len(old))}
    ordered = sorted(counts)
    order = np.array([old.get(word, rows.get(word, 0)) for word in ordered], dtype=np.int64)
    if known is not None:
        spelled = np.concatenate([known.letters, spelled])
        lengths = np.concatenate([known.lengths, lengths])
        sounded = np.concatenate([known.sounded, sounded])
    held = np.array([counts[word] for word in ordered], dtype=np.int64)
    return of_arrays(ordered, held, spelled[order], lengths[order], sounded[order])


def of_arrays(words: Sequence[str], counts: Numbers, spelled: Bytes, lengths: Numbers, sounded: Bytes) -> WordShelf:
    """The shelf of these rows: distinct sounds are found and sorted by their number."""
    number = (sounded > 0).sum(axis=1)
    keys = np.concatenate([number[:, None].astype(np.uint8), sounded], axis=1)
    rows = np.ascontiguousarray(keys).view(f"S{keys.shape[1]}").ravel() if len(keys) else np.zeros(0, dtype="S1")
    _, first, belongs = np.unique(rows, return_index=True, return_inverse=True)
    owners = np.argsort(belongs, kind="stable")
    owned = np.concatenate([[0], np.cumsum(np.bincount(belongs, minlength=len(first)))]).astype(np.int64)
    distinct = np.ascontiguousarray(sounded[first].T)
    begins = np.searchsorted(number[first], np.arange(LONGEST + 2)).astype(np.int64)
    return WordShelf(words, counts, spelled, lengths, sounded, distinct, COSTS[distinct], begins, owners, owned)


def same_shape(shelf: WordShelf) -> bool:
    """Whether every array that was read has a row for each word."""
    return all(len(getattr(shelf, part.name)) == len(shelf.words) for part in fields(shelf) if part.name in ARRAYS)
