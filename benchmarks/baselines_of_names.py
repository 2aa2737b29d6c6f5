"""What others do to find a name in another script, written out so that it can be rerun: the anchors of benchmarks/retrieval.py.

Each gives a score to every record for one query; none of them knows the letter table.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

Scores = npt.NDArray[np.float64]

_ICU_LATIN = "a b t th j h kh d dh r z s sh s d t z  gh f q k l m n h w y y h a i a u y  g g v p"
_ICU = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئءڭگڤپ",
        _ICU_LATIN.split(" "),
        strict=True,
    )
)
"""Arabic letters after ICU's Any-Latin; Latin-ASCII: the signs for ain and hamza fall away."""
_WORD = re.compile(r"\w+")


def romanised(text: str) -> str:
    """Any script in plain lower-case Latin letters, as ICU's chain gives it: what is not written is not there."""
    decomposed = unicodedata.normalize("NFKD", "".join(_ICU.get(letter, letter) for letter in text.casefold()))
    return "".join(letter for letter in decomposed if letter.isascii() and (letter.isalnum() or letter == " "))


def without_vowels(text: str) -> str:
    """The consonants of each romanised word."""
    return " ".join(re.sub("[aeiouwy]", "", word) for word in romanised(text).split())


def soundex(word: str) -> str:
    """The phonetic key of English-language registers."""
    digits = dict(zip("bfpvcgjkqsxzdtlmnr", "111122222222334556", strict=True))
    found, before = word[:1], digits.get(word[:1], "")
    for letter in word[1:]:
        digit = digits.get(letter, "")
        if digit and digit != before:
            found += digit
        if letter not in "hw":
            before = digit
    return (found + "000")[:4]


class Trigrams:
    """Romanised trigrams, scored by the share that both sides have: pg_trgm's similarity, an engine's n-gram field."""

    def __init__(self, records: Sequence[str]) -> None:
        rows: dict[str, list[int]] = defaultdict(list)
        self.sizes = np.zeros(len(records))
        for at, record in enumerate(records):
            grams = self._grams(record)
            self.sizes[at] = len(grams)
            for gram in grams:
                rows[gram].append(at)
        self.rows = {gram: np.array(owners, dtype=np.int64) for gram, owners in rows.items()}

    def scores(self, query: str) -> Scores:
        grams = self._grams(query)
        common = np.zeros(len(self.sizes))
        for gram in grams:
            if gram in self.rows:
                common[self.rows[gram]] += 1
        return common / (len(grams) + self.sizes - common)

    @staticmethod
    def _grams(text: str) -> set[str]:
        return {f"  {word} "[at : at + 3] for word in romanised(text).split() for at in range(len(word) + 1)}


class VowelLess:
    """Romanised, vowels taken out, Jaro-Winkler over every record."""

    def __init__(self, records: Sequence[str]) -> None:
        self.records = [without_vowels(record) for record in records]

    def scores(self, query: str) -> Scores:
        found = process.cdist([without_vowels(query)], self.records, scorer=JaroWinkler.similarity, dtype=np.float64)
        return np.asarray(found[0], dtype=np.float64)


class Phonetic:
    """Soundex of every romanised word; a record's score is how many of the query's keys it has."""

    def __init__(self, records: Sequence[str]) -> None:
        rows: dict[str, set[int]] = defaultdict(set)
        for at, record in enumerate(records):
            for word in romanised(record).split():
                rows[soundex(word)].add(at)
        self.rows = {key: np.array(sorted(owners), dtype=np.int64) for key, owners in rows.items()}
        self.number = len(records)

    def scores(self, query: str) -> Scores:
        found = np.zeros(self.number)
        for key in {soundex(word) for word in romanised(query).split()}:
            if key in self.rows:
                found[self.rows[key]] += 1
        return found


class FuzzinessAuto:
    """Elasticsearch's fuzziness AUTO computed exactly: 0, 1 or 2 edits by length, transpositions being one, 50 expansions.

    A word met with d edits weighs its rarity x (1 - d / the shorter length), as Lucene's fuzzy query boosts. It stands for the
    matching, not for a server's every scoring detail.
    """

    def __init__(self, records: Sequence[str]) -> None:
        rows: dict[str, list[int]] = defaultdict(list)
        for at, record in enumerate(records):
            for word in set(_WORD.findall(record.casefold())):
                rows[word].append(at)
        self.words = list(rows)
        self.rows = [np.array(rows[word], dtype=np.int64) for word in self.words]
        self.number = len(records)

    def scores(self, query: str) -> Scores:
        found = np.zeros(self.number)
        for word in _WORD.findall(query.casefold()):
            edits = 0 if len(word) < 3 else 1 if len(word) < 6 else 2
            near = process.extract(word, self.words, scorer=OSA.distance, score_cutoff=edits, limit=50)
            best = np.zeros(self.number)
            for met, apart, at in near:
                rarity = math.log(1 + self.number / len(self.rows[at]))
                weight = rarity * (1 - apart / min(len(word), len(met)))
                best[self.rows[at]] = np.maximum(best[self.rows[at]], weight)
            found += best
        return found


def recall(scores: Scores, same: npt.NDArray[np.bool_], target: int, depth: int) -> float:
    """How probably a record with the target's name is among the first `depth`, equal scores in any order."""
    if scores[target] <= 0:
        return 0.0
    left = depth - int((scores > scores[target]).sum())
    if left <= 0:
        return 0.0
    tied = int((scores == scores[target]).sum())
    right = int((same & (scores == scores[target])).sum())
    return 1.0 - math.comb(tied - right, left) / math.comb(tied, left) if tied >= left else 1.0
