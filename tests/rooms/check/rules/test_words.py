"""Dates in words: read when every word is understood, and never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from archive.model.dates.calendar import to_hijri
from archive.model.dates.words.parsed_words import NOTHING, ParsedDateWords
from archive.model.dates.words.reading import contradicts, read
from register_maker.words.dates import gregorian_words, hijri_words

READ = [
    ("الخامس من يناير سنة سبع وثمانين وتسعمائة وألف", "gregorian", (1987, 1, 5)),
    ("في يوم الاثنين فاتح مارس عام تسع مائة وألف", "gregorian", (1900, 3, 1)),
    ("اليوم الحادي والثلاثين من شهر غشت سنة ألفين وأربعة عشر", "gregorian", (2014, 8, 31)),
    ("أحد عشر يونيو سنة ألف وتسعمائة وستين", "gregorian", (1960, 6, 11)),
    ("14 مارس 1987", "gregorian", (1987, 3, 14)),
    ("١٤ مارس ١٩٨٧", "gregorian", (1987, 3, 14)),
    ("شهر ماي سنة خمسين وتسعمائة وألف", "gregorian", (1950, 5, None)),
    ("ثالث عشر ربيع النبوي عام 1369", "hijri", (1369, 3, 13)),
    ("متم شعبان", "hijri", (None, None, None)),
    ("السابع من جمادى الآخرة سنة سبع وأربعمائة وألف", "hijri", (1407, 6, 7)),
    ("غرة ذي القعدة", "hijri", (None, None, None)),
    ("le premier janvier mil neuf cent vingt et un", "gregorian", (1921, 1, 1)),
    ("le lundi seize mars mil neuf cent trente et un", "gregorian", (1931, 3, 16)),
    ("Le quatorze Août mil neuf cent quatre-vingt-dix-sept", "gregorian", (1997, 8, 14)),
    ("1er février 1950", "gregorian", (1950, 2, 1)),
    ("le vingt-sept chaabane mil trois cent soixante-dix-huit", "hijri", (1378, 8, 27)),
    ("le deux joumada II mil trois cent quatre-vingt", "hijri", (1380, 6, 2)),
]


@pytest.mark.parametrize(("words", "calendar", "said"), READ, ids=[words for words, _, _ in READ])
def test_words_are_read(words: str, calendar: str, said: tuple[int | None, int | None, int | None]) -> None:
    assert read(words, calendar) == ParsedDateWords(*said)


def test_words_in_both_calendars_are_read_for_the_one_that_is_asked() -> None:
    words = "يوم الخميس ثالث عشر ربيع النبوي عام 1369 الموافق 3 يناير 1950"

    assert read(words, "hijri") == (1369, 3, 13)
    assert read(words, "gregorian") == (1950, 1, 3)


@pytest.mark.parametrize(
    "words",
    [
        "صيف 1950",
        "أوائل يناير سنة ألف وتسعمائة",
        "خمس ست يناير سنة ألف",
        "le x mars 1950",
        "",
        "سنة 1930",
        "vers mars 1950",
    ],
)
def test_a_word_that_is_not_understood_says_nothing(words: str) -> None:
    assert read(words, "gregorian") == NOTHING
    assert not contradicts(words, "gregorian", "1999-09-09")


def test_a_year_without_its_thousand_is_not_taken_for_one() -> None:
    words = "الخامس من يناير سنة سبع وثمانين"

    assert read(words, "gregorian") == (None, 1, 5)
    assert not contradicts(words, "gregorian", "1987-01-05")
    assert contradicts(words, "gregorian", "1987-01-06")


def test_figures_that_say_less_are_not_contradicted() -> None:
    words = "le quatorze mars mil neuf cent quatre-vingt-sept"

    assert not contradicts(words, "gregorian", "1987")
    assert not contradicts(words, "gregorian", "1987-03")
    assert contradicts(words, "gregorian", "1986")


def test_what_officers_write_for_a_century_is_read_back() -> None:
    wrong = []
    for week in range(0, 110 * 52, 5):
        day = date(1915, 1, 1) + timedelta(weeks=week, days=week % 7)
        lunar = to_hijri(day)
        for language in ("ar", "fr"):
            told = read(gregorian_words(day, language), "gregorian"), read(hijri_words(lunar, language), "hijri")
            if told != ((day.year, day.month, day.day), (lunar.year, lunar.month, lunar.day)):
                wrong.append((day, language, told))

    assert wrong == []
