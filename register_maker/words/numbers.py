"""Whole numbers in words, as registers write them: Arabic in the genitive after سنة or عام, and French."""

from __future__ import annotations

from typing import Final

from archive.model.message import tell

_AR_FEMININE: Final = ["واحدة", "اثنتين", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع", "عشر"]
_AR_MASCULINE: Final = ["واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
_AR_TEENS_FEMININE: Final = ["إحدى", "اثنتي", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع"]
_AR_TEENS_MASCULINE: Final = ["أحد", "اثني", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
_AR_TENS: Final = ["عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"]
_AR_HUNDREDS: Final = ["مائة", "مائتين", "ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة", "تسعمائة"]
_AR_ORDINALS: Final = [
    "الأول",
    "الثاني",
    "الثالث",
    "الرابع",
    "الخامس",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
]
_AR_ORDINAL_UNITS: Final = ["الحادي", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع"]
_FR_SMALL: Final = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_FR_TENS: Final = ["vingt", "trente", "quarante", "cinquante", "soixante"]


def arabic(number: int, *, feminine: bool) -> str:
    """A number of 1 to 2999 in the genitive; `feminine` when the counted noun is (سنة, دقيقة). ValueError outside."""
    if not 1 <= number <= 2999:
        raise ValueError(tell("{number} is not between {least} and {most}", number=number, least=1, most=2999))
    parts = []
    if number >= 1000:
        parts.append("ألف" if number < 2000 else "ألفين")
    if number % 1000 >= 100:
        parts.append(_AR_HUNDREDS[number % 1000 // 100 - 1])
    if number % 100:
        parts.append(_arabic_below_hundred(number % 100, feminine))
    return " و".join(parts)


def _arabic_below_hundred(number: int, feminine: bool) -> str:
    units = _AR_FEMININE if feminine else _AR_MASCULINE
    if number <= 10:
        return units[number - 1]
    if number < 20:
        teens = _AR_TEENS_FEMININE if feminine else _AR_TEENS_MASCULINE
        return f"{teens[number - 11]} {'عشرة' if feminine else 'عشر'}"
    tens = _AR_TENS[number // 10 - 2]
    unit = number % 10
    if unit == 0:
        return tens
    first = ("إحدى" if feminine else "واحد") if unit == 1 else units[unit - 1]
    return f"{first} و{tens}"


def arabic_ordinal(number: int) -> str:
    """The day of a month, 1 to 31, after اليوم in the genitive."""
    if number <= 10:
        return _AR_ORDINALS[number - 1]
    if number < 20:
        return f"{_AR_ORDINAL_UNITS[number - 11]} عشر"
    tens = f"ال{_AR_TENS[number // 10 - 2]}"
    return f"{_AR_ORDINAL_UNITS[number % 10 - 1]} و{tens}" if number % 10 else tens


def french(number: int) -> str:
    """A number of 0 to 2999 as a day, a year or minutes are read in French: mil neuf cent quatre-vingt, with no plural s.

    ValueError outside.
    """
    if not 0 <= number <= 2999:
        raise ValueError(tell("{number} is not between {least} and {most}", number=number, least=0, most=2999))
    if number < 100:
        return _french_below_hundred(number)
    parts = []
    if number >= 1000:
        parts.append(("mil" if number % 1000 else "mille") if number < 2000 else "deux mille")
    hundreds, rest = number % 1000 // 100, number % 100
    if hundreds:
        parts.append("cent" if hundreds == 1 else f"{_FR_SMALL[hundreds]} cent")
    if rest:
        parts.append(_french_below_hundred(rest))
    return " ".join(parts)


def _french_below_hundred(number: int) -> str:
    if number < 20:
        return _FR_SMALL[number]
    if number < 70:
        return _with_unit(_FR_TENS[number // 10 - 2], number % 10, " et un")
    if number < 80:
        return _with_unit("soixante", number - 60, " et onze" if number == 71 else " et un")
    return f"quatre-vingt-{_FR_SMALL[number - 80]}" if number > 80 else "quatre-vingt"


def _with_unit(tens: str, unit: int, joined: str) -> str:
    if unit == 0:
        return tens
    return tens + joined if unit in (1, 11) else f"{tens}-{_FR_SMALL[unit]}"
