"""The dictionary of an index while it is written: exactly the words of the documents that stand, each counted once a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from indexer.names.register_words.register_dictionary import Dictionary


class Vocabulary:
    """What has changed since the last dictionary was made."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._changed: Counter[str] = Counter()

    def add(self, words: Mapping[str, int]) -> None:
        """How many of the documents that come in have each term."""
        self._changed.update(words)

    def remove(self, terms: Iterable[str]) -> None:
        """The distinct terms of a document that goes."""
        self._changed.subtract(terms)

    def made(self) -> Dictionary:
        """The dictionary as it stands now."""
        self._dictionary = self._dictionary.changed(self._changed)
        self._changed = Counter()
        return self._dictionary
