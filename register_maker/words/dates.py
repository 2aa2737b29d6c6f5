"""Days in both calendars and hours of the day, in the words that officers write (decree 2-99-665, article 12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from archive.model.dates.calendar import Hijri, to_hijri
from register_maker.chance import Chance
from register_maker.words.numbers import arabic, arabic_ordinal, french

AR_MONTHS: Final = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "ماي",
    "يونيو",
    "يوليوز",
    "غشت",
    "شتنبر",
    "أكتوبر",
    "نونبر",
    "دجنبر",
]
FR_MONTHS: Final = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
AR_HIJRI_MONTHS: Final = (
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الثاني",
    "جمادى الأولى",
    "جمادى الثانية",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذي القعدة",
    "ذي الحجة",
)
FR_HIJRI_MONTHS: Final = (
    "moharrem",
    "safar",
    "rabii I",
    "rabii II",
    "joumada I",
    "joumada II",
    "rejeb",
    "chaabane",
    "ramadan",
    "chaoual",
    "kaada",
    "hija",
)
_AR_HOURS: Final = [
    "الواحدة",
    "الثانية",
    "الثالثة",
    "الرابعة",
    "الخامسة",
    "السادسة",
    "السابعة",
    "الثامنة",
    "التاسعة",
    "العاشرة",
]


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """One day as the paper gives it in both calendars; the Hijri one may be a day off the table."""

    gregorian: date
    hijri: Hijri


def on_paper(day: date, chance: Chance) -> Day:
    """The day in both calendars as an officer writes it: on one act in five his month began a day from the table's."""
    shift = chance.choice((-1, 1)) if chance.random() < 0.2 else 0
    return Day(day, to_hijri(day + timedelta(days=shift)))


def gregorian_words(day: date, language: str) -> str:
    """The Gregorian day in Arabic (`ar`) or French words."""
    if language == "ar":
        year = arabic(day.year, feminine=True)
        return f"اليوم {arabic_ordinal(day.day)} من شهر {AR_MONTHS[day.month - 1]} سنة {year}"
    number = "premier" if day.day == 1 else french(day.day)
    return f"le {number} {FR_MONTHS[day.month - 1]} {french(day.year)}"


def hijri_words(day: Hijri, language: str) -> str:
    """The Hijri day in Arabic (`ar`) or French words."""
    if language == "ar":
        year = arabic(day.year, feminine=False)
        return f"اليوم {arabic_ordinal(day.day)} من شهر {AR_HIJRI_MONTHS[day.month - 1]} عام {year}"
    number = "premier" if day.day == 1 else french(day.day)
    return f"le {number} {FR_HIJRI_MONTHS[day.month - 1]} {french(day.year)}"


def gregorian_figures(day: date, language: str) -> str:
    """The day for a printed head or a mention: 14 مارس 1987, 14 mars 1987."""
    return f"{day.day} {(AR_MONTHS if language == 'ar' else FR_MONTHS)[day.month - 1]} {day.year}"


def time_words(hour: int, minute: int, language: str) -> str:
    """An hour of 0 to 23 and a minute that is a multiple of five, in words."""
    if language != "ar":
        hours = "minuit" if hour == 0 else f"{'une' if hour == 1 else _feminine(hour)} heure{'s' if hour > 1 else ''}"
        return f"{hours} {french(minute)} minutes" if minute else hours
    twelve = (hour - 1) % 12 + 1
    named = _AR_HOURS[twelve - 1] if twelve <= 10 else f"{('الحادية', 'الثانية')[twelve - 11]} عشرة"
    return f"الساعة {named}{_arabic_minutes(minute)} {_part_of_day(hour)}"


def _feminine(hour: int) -> str:
    return "vingt et une" if hour == 21 else french(hour)


def _arabic_minutes(minute: int) -> str:
    match minute:
        case 0:
            return ""
        case 30:
            return " والنصف"
        case 5 | 10:
            return f" و{arabic(minute, feminine=True)} دقائق"
        case _:
            return f" و{arabic(minute, feminine=True)} دقيقة"


def _part_of_day(hour: int) -> str:
    if 5 <= hour < 12:
        return "صباحا"
    if 12 <= hour < 16:
        return "زوالا"
    return "مساء" if 16 <= hour < 20 else "ليلا"
