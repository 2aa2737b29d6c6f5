"""Reads a date in words, whichever the language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from archive.model.dates.words import arabic, french
from archive.model.dates.words.parsed_words import NOTHING, ParsedDateWords

_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_LEAST_YEAR: Final = 1000
"""Below it the clerk left the thousand out, in the year eighty-seven, and which one is meant is not said."""
_BOTH: Final = re.compile("(?:ال)?موافق|correspondant|soit le")


@lru_cache(maxsize=1 << 14)
def contradicts(words: str, calendar: str, written: str) -> bool:
    """Whether figures say another year, month or day than the words; never where the words are not understood."""
    return read(words, calendar).contradicts(written)


@lru_cache(maxsize=1 << 14)
def read(words: str, calendar: str) -> ParsedDateWords:
    """What the words say in the calendar (`gregorian`, `hijri`); NOTHING unless every word of it is understood.

    Words that give the day in both calendars, joined by «الموافق», are read for the part that is of this calendar.
    """
    for part in _BOTH.split(words):
        found = arabic.read(part, calendar) if _ARABIC.search(part) else french.read(part, calendar)
        if found is not NOTHING:
            return found if found.year is None or found.year >= _LEAST_YEAR else found._replace(year=None)
    return NOTHING
