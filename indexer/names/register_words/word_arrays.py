"""The words of one script as compact arrays: their letters, their sounds, how often each stands in the registers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from indexer.names.analysis.sounds import LONGEST, VOWELS, codes, sounds
from indexer.names.letter_model.noisy_channel import letters
from indexer.names.register_words.trie import Trie, grown

Numbers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
ARRAYS = ("counts", "letters", "lengths", "sounded")


@dataclass(frozen=True, slots=True)
class WordShelf:
    """Distinct words in the order of their letters, a row of each array for each.

    `skeletons` has a column for each distinct sequence of consonants, a row for each place (0 after the end), and the words of
    column c are `owners[owned[c]:owned[c + 1]]`. `trie` is the tree of their letters.
    """

    words: Sequence[str]
    counts: Numbers
    letters: Bytes
    lengths: Numbers
    sounded: Bytes
    skeletons: Bytes
    owners: Numbers
    owned: Numbers
    trie: Trie

    def row(self, word: str) -> int:
        """The row of a word, -1 when it is not there."""
        at = bisect_left(self.words, word)
        return at if at < len(self.words) and self.words[at] == word else -1

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
    """The shelf of these rows, with its distinct sequences of consonants."""
    skeletons = consonants(sounded)
    keys = skeletons.view(f"S{skeletons.shape[1]}").ravel()
    _, first, belongs = np.unique(keys, return_index=True, return_inverse=True)
    owners = np.argsort(belongs, kind="stable")
    owned = np.concatenate([[0], np.cumsum(np.bincount(belongs, minlength=len(first)))]).astype(np.int64)
    columns = np.ascontiguousarray(skeletons[first].T)
    return WordShelf(words, counts, spelled, lengths, sounded, columns, owners, owned, grown(spelled, lengths, counts))


def consonants(sounded: Bytes) -> Bytes:
    """Rows of sounds without the vowels, the rest moved together."""
    kept = sounded > VOWELS
    found = np.zeros_like(sounded)
    rows, places = np.nonzero(kept)
    found[rows, (np.cumsum(kept, axis=1) - 1)[rows, places]] = sounded[rows, places]
    return found


def same_shape(shelf: WordShelf) -> bool:
    """Whether every array that was read has a row for each word."""
    return all(len(getattr(shelf, part.name)) == len(shelf.words) for part in fields(shelf) if part.name in ARRAYS)
