"""Arabic dates in words, as Moroccan registers write them: اليوم الرابع عشر من شهر يناير سنة ألف وتسعمائة وتسعين."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from archive.model.dates.words.parsed_words import NOTHING, ParsedDateWords

_MARKS: Final = re.compile("[\u064b-\u0652\u0670\u0640\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
_LETTERS: Final = str.maketrans("أإآٱىةؤئ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اااايهوي01234567890123456789")
_WORD: Final = re.compile(r"[^\W_]+")
_YEAR: Final = re.compile(" (?:سنة|سنه|عام) ")


def folded(text: str) -> str:
    """Without vowel marks, tatweel and bidi controls; one form of alef, yeh and teh marbuta; ASCII digits."""
    return _MARKS.sub("", text).translate(_LETTERS)


def _table(words: Mapping[int, str]) -> dict[str, int]:
    return {folded(word): value for value, listed in words.items() for word in listed.split()}


_UNITS: Final = _table(
    {
        1: "واحد واحدة أحد إحدى حادي الحادي الحادية أول الأول الأولى فاتح الفاتح الواحد",
        2: "اثنان اثنين اثنتين اثنتان اثني اثنا اثنتي اثنتا إثنان إثنين ثاني الثاني الثانية",
        3: "ثلاث ثلاثة الثالث الثالثة ثالث",
        4: "أربع أربعة الرابع الرابعة رابع",
        5: "خمس خمسة الخامس الخامسة خامس",
        6: "ست ستة السادس السادسة سادس",
        7: "سبع سبعة السابع السابعة سابع",
        8: "ثمان ثماني ثمانية الثامن الثامنة ثامن",
        9: "تسع تسعة التاسع التاسعة تاسع",
    }
)
_TENS: Final = _table(
    {
        10: "عشر عشرة العاشر العاشرة عاشر",
        20: "عشرون عشرين العشرون العشرين",
        30: "ثلاثون ثلاثين الثلاثون الثلاثين",
        40: "أربعون أربعين الأربعون الأربعين",
        50: "خمسون خمسين الخمسون الخمسين",
        60: "ستون ستين الستون الستين",
        70: "سبعون سبعين السبعون السبعين",
        80: "ثمانون ثمانين الثمانون الثمانين",
        90: "تسعون تسعين التسعون التسعين",
    }
)
_HUNDRED: Final = ("مايه", "ميه")
_HUNDREDS: Final = {
    **dict.fromkeys(_HUNDRED, 100),
    **_table({200: "مائتين مئتين مائتان مئتان مايتين"}),
    **{
        folded(unit) + hundred: 100 * value
        for value, units in enumerate(
            ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان ثماني", "تسع"),
            start=3,
        )
        for unit in units.split()
        for hundred in _HUNDRED
    },
}
_THOUSANDS: Final = _table({1000: "ألف الألف", 2000: "ألفين ألفان"})
_CALENDARS: Final = "ميلادية الميلادية ميلادي للميلاد م هجرية الهجرية هجري للهجرة هـ ه"
_WEEKDAYS: Final = "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"
_BETWEEN: Final = "اليوم يوم نهار بتاريخ في من شهر لشهر سنة عام بعد"
_NOISE: Final = frozenset(folded(f"{_BETWEEN} {_WEEKDAYS} {_CALENDARS}").split())
_GREGORIAN: Final = {
    folded(word): month
    for month, listed in enumerate(
        (
            "يناير جانفي",
            "فبراير فيفري",
            "مارس",
            "أبريل إبريل أفريل",
            "ماي مايو مايه",
            "يونيو يونيه يونيوه جوان",
            "يوليوز يوليو يوليه جويلية",
            "غشت أغسطس أوت",
            "شتنبر سبتمبر شتمبر",
            "أكتوبر اكتوبر",
            "نونبر نوفمبر نونمبر",
            "دجنبر ديسمبر دجمبر",
        ),
        start=1,
    )
    for word in listed.split()
}
_HIJRI: Final = {
    tuple(folded(name).split()): month
    for month, listed in enumerate(
        (
            "محرم|محرم الحرام|المحرم",
            "صفر|صفر الخير",
            "ربيع الأول|ربيع النبوي|ربيع الاول النبوي",
            "ربيع الثاني|ربيع الآخر",
            "جمادى الأولى|جمادى الأول|جمادى الاولى",
            "جمادى الثانية|جمادى الثاني|جمادى الآخرة|جمادى الآخر",
            "رجب|رجب الفرد",
            "شعبان|شعبان الأبرك",
            "رمضان|رمضان المعظم|رمضان المبارك|رمضان الأبرك",
            "شوال|شوال الأبرك",
            "ذو القعدة|ذي القعدة|ذوالقعدة|قعدة|قعدة الحرام|ذي القعدة الحرام",
            "ذو الحجة|ذي الحجة|ذوالحجة|حجة|حجة الحرام|ذي الحجة الحرام",
        ),
        start=1,
    )
    for name in listed.split("|")
}
_LONGEST_MONTH: Final = max(len(name) for name in _HIJRI)


def read(words: str, calendar: str) -> ParsedDateWords:
    """The day, month and year that the words say in that calendar; NOTHING where any of them is not understood."""
    before, *after = _YEAR.split(words, maxsplit=1)
    day, month, rest = _day_and_month(before, calendar)
    if not after:
        return ParsedDateWords(_sum(rest), month, day) if month and rest and _sum(rest) else _alone(day, month, rest)
    year = _year(after[0])
    return ParsedDateWords(year, month, day) if year is not None and month is not None and not rest else NOTHING


def _alone(day: int | None, month: int | None, rest: Sequence[str]) -> ParsedDateWords:
    return ParsedDateWords(None, month, day) if month is not None and not rest else NOTHING


@lru_cache(maxsize=1 << 12)
def _day_and_month(words: str, calendar: str) -> tuple[int | None, int | None, tuple[str, ...]]:
    """Day and month, and the words after the month; no month where the words before it are not all understood."""
    said = tuple(_WORD.findall(folded(words)))
    for position in range(len(said)):
        length, month = _month(said, position, calendar)
        if month is None:
            continue
        day_words = _telling(said[:position])
        rest = _telling(said[position + length :])
        if not day_words:
            return None, month, rest
        day = _sum(day_words)
        return (day, month, rest) if day is not None and 1 <= day <= 31 else (None, None, rest)
    return None, None, ()


def _month(said: Sequence[str], position: int, calendar: str) -> tuple[int, int | None]:
    """How many words name a month there, and which."""
    if calendar == "gregorian":
        return 1, _GREGORIAN.get(said[position])
    for length in range(_LONGEST_MONTH, 0, -1):
        month = _HIJRI.get(tuple(said[position : position + length]))
        if month is not None:
            return length, month
    return 0, None


@lru_cache(maxsize=1 << 12)
def _year(words: str) -> int | None:
    return _sum(_telling(_WORD.findall(folded(words))))


def _telling(said: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in said if word not in _NOISE)


def _sum(said: Sequence[str]) -> int | None:
    """The number that the words add up to, in either order; None when a word is unknown or two say the same rank."""
    ranks: dict[str, int] = {}
    for word in said:
        joined = word.startswith("و") and word not in _UNITS
        rank, value = _rank(word[1:] if joined else word)
        if rank == "unknown" or (rank == "figures" and ranks):
            return None
        if word in _HUNDRED and ranks.get("units", 0) >= 3 and "hundreds" not in ranks and not joined:
            ranks["hundreds"] = 100 * ranks.pop("units")  # تسع مائة, written apart
            continue
        if rank in ranks or "figures" in ranks:
            return None
        ranks[rank] = value
    return sum(ranks.values()) if ranks else None


def _rank(word: str) -> tuple[str, int]:
    for rank, table in (("units", _UNITS), ("tens", _TENS), ("hundreds", _HUNDREDS), ("thousands", _THOUSANDS)):
        if word in table:
            return rank, table[word]
    return ("figures", int(word)) if word.isascii() and word.isdigit() and len(word) <= 4 else ("unknown", 0)
