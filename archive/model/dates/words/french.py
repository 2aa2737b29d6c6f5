"""French dates in words, le quatorze mars mil neuf cent quatre-vingt-sept, and Hijri ones as French registers spell them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from archive.model.dates.words.parsed_words import NOTHING, ParsedDateWords

_WORD: Final = re.compile(r"[a-z]+|[0-9]+")
_NUMBERS: Final = {
    "premier": 1,
    "premiere": 1,
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "onze": 11,
    "douze": 12,
    "treize": 13,
    "quatorze": 14,
    "quinze": 15,
    "seize": 16,
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "cent": 100,
    "cents": 100,
    "mil": 1000,
    "mille": 1000,
}
_BETWEEN: Final = "le l du de d en et a au mois jour an annee er"
_WEEKDAYS: Final = "lundi mardi mercredi jeudi vendredi samedi dimanche"
_NOISE: Final = frozenset(f"{_BETWEEN} {_WEEKDAYS}".split())
_MONTHS: Final = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
_GREGORIAN: Final[dict[tuple[str, ...], int]] = {(name,): month for month, name in enumerate(_MONTHS.split(), start=1)}
_FIRST: Final = ("i", "1", "premier", "el aouel", "al awal", "al oula", "el oula")
_SECOND: Final = ("ii", "2", "second", "deux", "ettani", "et tani", "ettania", "thani", "thania")
_HIJRI: Final[dict[tuple[str, ...], int]] = {
    **{
        (name,): month
        for month, listed in (
            (1, "moharrem moharram mouharram"),
            (2, "safar"),
            (7, "rejeb rajab redjeb"),
            (8, "chaabane chaaban"),
            (9, "ramadan"),
            (10, "chaoual chaoul chawal"),
            (11, "kaada"),
            (12, "hija hijja hidja"),
        )
        for name in listed.split()
    },
    **{
        (name, *which.split()): month
        for names, month, ways in (
            ("rabii rabia rebia rabi", 3, _FIRST),
            ("rabii rabia rebia rabi", 4, _SECOND),
            ("joumada djoumada jomada", 5, _FIRST),
            ("joumada djoumada jomada", 6, _SECOND),
        )
        for name in names.split()
        for which in ways
    },
}
_LONGEST_MONTH: Final = max(len(name) for name in _HIJRI)


def read(words: str, calendar: str) -> ParsedDateWords:
    """The day, month and year that the words say in that calendar; NOTHING where any of them is not understood."""
    plain = unicodedata.normalize("NFD", words.lower())
    said = _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
    months = _GREGORIAN if calendar == "gregorian" else _HIJRI
    for position in range(len(said)):
        for length in range(_LONGEST_MONTH, 0, -1):
            month = months.get(tuple(said[position : position + length]))
            if month is not None:
                return _around(said[:position], month, said[position + length :])
    return NOTHING


def _around(before: Sequence[str], month: int, after: Sequence[str]) -> ParsedDateWords:
    day_words, year_words = _telling(before), _telling(after)
    day, year = number(day_words), number(year_words)
    if (day_words and (day is None or not 1 <= day <= 31)) or (year_words and year is None):
        return NOTHING
    return ParsedDateWords(year, month, day)


def _telling(said: Sequence[str]) -> list[str]:
    return [word for word in said if word not in _NOISE]


def number(said: Sequence[str]) -> int | None:
    """The number that the words make, mil neuf cent quatre vingt sept; None when they make none."""
    if len(said) == 1 and said[0].isdigit():
        return int(said[0])
    thousands = below = 0
    for word in said:
        value = _NUMBERS.get(word)
        if value is None:
            return None
        match value:
            case 1000 if not thousands and below < 10:
                thousands, below = 1000 * max(1, below), 0
            case 100 if below < 10:
                below = 100 * max(1, below)
            case 20 if below % 100 == 4:
                below += 76
            case _ if value < 100 and _fits(below % 100, value):
                below += value
            case _:
                return None
    return thousands + below if said else None


def _fits(below: int, value: int) -> bool:
    """Whether a number may follow in the same hundred: sept after dix or vingt, onze after soixante."""
    if value < 10:
        return below % 10 == 0 and not (below == 10 and value < 7)
    return below in (0, 60, 80) if value < 20 else below == 0
