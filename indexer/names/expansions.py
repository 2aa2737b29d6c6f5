"""Expansions that were made before: names repeat, so the caller keeps an object of this and asks it."""

from __future__ import annotations

from collections import OrderedDict

from indexer.names.dictionary import Dictionary
from indexer.names.expand import MOST, Candidate, expand
from indexer.names.table import LetterTable

KEPT = 4096


class Expansions:
    """Expands the words of one dictionary with one table, and keeps the last `kept` answers; for one thread at a time."""

    def __init__(self, dictionary: Dictionary, table: LetterTable, kept: int = KEPT) -> None:
        self.dictionary = dictionary
        self.table = table
        self._kept = kept
        self._made: OrderedDict[tuple[str, int], tuple[Candidate, ...]] = OrderedDict()

    @property
    def version(self) -> str:
        """What the weights depend on, dictionary and table: an index of another version is not comparable."""
        return f"{self.dictionary.version}:{self.table.digest}"

    def of(self, word: str, most: int = MOST) -> tuple[Candidate, ...]:
        """The same as `expand`."""
        asked = word, most
        if asked in self._made:
            self._made.move_to_end(asked)
            return self._made[asked]
        self._made[asked] = expand(word, self.dictionary, self.table, most)
        if len(self._made) > self._kept:
            self._made.popitem(last=False)
        return self._made[asked]
