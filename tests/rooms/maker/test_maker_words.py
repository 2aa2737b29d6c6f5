"""Dates and numbers in words, as the law wants them in registers."""

from __future__ import annotations

from datetime import date

import pytest

from archive.model.dates.calendar import Hijri
from register_maker.words.dates import gregorian_words, hijri_words, time_words
from register_maker.words.numbers import arabic, french


@pytest.mark.parametrize(
    ("day", "arabic_words", "french_words"),
    [
        (
            date(1987, 3, 14),
            "اليوم الرابع عشر من شهر مارس سنة ألف وتسعمائة وسبع وثمانين",
            "le quatorze mars mil neuf cent quatre-vingt-sept",
        ),
        (date(2003, 1, 1), "اليوم الأول من شهر يناير سنة ألفين وثلاث", "le premier janvier deux mille trois"),
        (
            date(1951, 8, 21),
            "اليوم الحادي والعشرين من شهر غشت سنة ألف وتسعمائة وإحدى وخمسين",
            "le vingt et un août mil neuf cent cinquante et un",
        ),
        (
            date(2012, 9, 30),
            "اليوم الثلاثين من شهر شتنبر سنة ألفين واثنتي عشرة",
            "le trente septembre deux mille douze",
        ),
    ],
)
def test_writes_a_gregorian_day_in_both_languages(day: date, arabic_words: str, french_words: str) -> None:
    written = gregorian_words(day, "ar"), gregorian_words(day, "fr")

    assert written == (arabic_words, french_words)


def test_counts_hijri_years_in_the_masculine() -> None:
    written = hijri_words(Hijri(1407, 7, 13), "ar")

    assert written == "اليوم الثالث عشر من شهر رجب عام ألف وأربعمائة وسبعة"


@pytest.mark.parametrize(
    ("number", "feminine", "masculine"),
    [
        (1, "واحدة", "واحد"),
        (11, "إحدى عشرة", "أحد عشر"),
        (12, "اثنتي عشرة", "اثني عشر"),
        (18, "ثماني عشرة", "ثمانية عشر"),
        (21, "إحدى وعشرين", "واحد وعشرين"),
        (102, "مائة واثنتين", "مائة واثنين"),
        (2010, "ألفين وعشر", "ألفين وعشرة"),
    ],
)
def test_agrees_in_gender_with_what_is_counted(number: int, feminine: str, masculine: str) -> None:
    assert (arabic(number, feminine=True), arabic(number, feminine=False)) == (feminine, masculine)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (71, "soixante et onze"),
        (77, "soixante-dix-sept"),
        (80, "quatre-vingt"),
        (91, "quatre-vingt-onze"),
        (1900, "mil neuf cent"),
    ],
)
def test_reads_french_years_without_a_plural(number: int, words: str) -> None:
    assert french(number) == words


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_no_two_numbers_are_written_alike(language: str) -> None:
    def words(number: int) -> str:
        return arabic(number, feminine=True) if language == "ar" else french(number)

    assert len({words(number) for number in range(1, 3000)}) == 2999


@pytest.mark.parametrize("number", [0, -1, 3000])
def test_refuses_a_number_that_it_has_no_words_for(number: int) -> None:
    with pytest.raises(ValueError, match="not between"):
        arabic(number, feminine=True)


def test_says_the_part_of_the_day() -> None:
    written = [time_words(hour, 30, "ar") for hour in (0, 7, 12, 18)]

    assert written == [
        "الساعة الثانية عشرة والنصف ليلا",
        "الساعة السابعة والنصف صباحا",
        "الساعة الثانية عشرة والنصف زوالا",
        "الساعة السادسة والنصف مساء",
    ]
