"""The script of one word."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_LATIN = re.compile("[a-z]")


WORDS = 65_536
"""How many words are remembered: the same are asked for again and again, of a few MB."""


class Script(StrEnum):
    """The scripts in which names are compared; every other is compared letter by letter."""

    ARABIC = "ar"
    LATIN = "latin"
    OTHER = "other"


@lru_cache(WORDS)
def script_of(word: str) -> Script:
    """The script of a normalised word, by its first letter of a known script; digits make a word OTHER."""
    if any(letter.isdigit() for letter in word):
        return Script.OTHER
    if _ARABIC.search(word):
        return Script.ARABIC
    return Script.LATIN if _LATIN.search(word) else Script.OTHER
