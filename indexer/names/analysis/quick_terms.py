"""The same terms as `terms`, for registers: most words mean the same wherever they stand, and come again."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from indexer.names.analysis.affixes import (
    ABBREVIATIONS,
    ARABIC_JOINS,
    ASSIMILATED,
    GOD_JOINED,
    LATIN_ARTICLES,
    LATIN_JOINS,
    RELIGION,
    RELIGION_JOINED,
)
from indexer.names.analysis.terms import parsed, terms

KEPT = 400_000
"""Words that are remembered, about 80 MB; a country has fewer that come often."""

_LEADING = frozenset({*ARABIC_JOINS, *LATIN_JOINS, *LATIN_ARTICLES, "ال"})
"""Words that join with the one after them, or go before it."""
_WIDER = frozenset({*RELIGION_JOINED, *GOD_JOINED, "الدين", "الله"})
"""Words that join with the one before them."""

_Own = str | bool | None
"""The term of a word that stands for itself; True for one that leads another; None for what only the whole text tells."""


class QuickTerms:
    """Remembers the terms of words, and of those that are read with the word that they lead; other texts are read whole."""

    def __init__(self, kept: int = KEPT) -> None:
        self._own = lru_cache(kept)(_own)
        self._led = lru_cache(kept)(terms)

    def __call__(self, text: str) -> tuple[str, ...]:
        words = text.split()
        own = [self._own(word) for word in words]
        if None in own:
            return terms(text)
        if True not in own:
            return tuple(cast("list[str]", own))
        found: list[str] = []
        leading: list[str] = []
        for word, term in zip(words, own, strict=True):
            if leading and term in RELIGION:
                return terms(text)
            if term is True:
                leading.append(word)
            elif leading:
                found.extend(self._led(" ".join((*leading, word))))
                leading = []
            else:
                found.append(str(term))
        if leading:
            found.extend(self._led(" ".join(leading)))
        return tuple(found)


def _own(word: str) -> _Own:
    made = parsed(word)
    if len(made) != 1 or len(made[0].words) != 1:
        return None
    (written,) = made[0].words
    meant = ABBREVIATIONS.get(written, written)
    if meant in _WIDER:
        return None
    return True if meant in _LEADING or ASSIMILATED.fullmatch(meant) else made[0].text
