"""Dates as they are asked for and as acts give them: intervals of days, in both calendars."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model.dates.interval import Interval, hijri
from archive.model.policies.embargo import opened
from indexer.dates.asked_dates import InvalidDate, asked
from indexer.dates.written_dates import occurred

DUAL = Path(__file__).parents[4] / "shared" / "data" / "morocco_dual_dates.json"

ASKED = [
    ("1953", "1953-01-01", "1953-12-31"),
    ("١٩٥٣", "1953-01-01", "1953-12-31"),
    ("21/08/1953", "1953-08-21", "1953-08-21"),
    ("21.8.1953", "1953-08-21", "1953-08-21"),
    ("1953-08-21", "1953-08-21", "1953-08-21"),
    ("08/1953", "1953-08-01", "1953-08-31"),
    ("21 غشت 1953", "1953-08-21", "1953-08-21"),
    ("٢١ غشت ١٩٥٣", "1953-08-21", "1953-08-21"),
    ("غشت 1953", "1953-08-01", "1953-08-31"),
    ("21 août 1953", "1953-08-21", "1953-08-21"),
    ("1er AOÛT 1953", "1953-08-01", "1953-08-01"),
    ("février 1952", "1952-02-01", "1952-02-29"),
    ("ماي 1960 م", "1960-05-01", "1960-05-31"),
    ("يوليوز 1960", "1960-07-01", "1960-07-31"),
    ("دجنبر 1960", "1960-12-01", "1960-12-31"),
    ("le vingt et un août mil neuf cent cinquante-trois", "1953-08-21", "1953-08-21"),
    ("الخامس من يناير سنة سبع وثمانين وتسعمائة وألف", "1987-01-05", "1987-01-05"),
    ("1372 هـ", "1952-09-20", "1953-09-10"),
    ("١٣٧٢ هجرية", "1952-09-20", "1953-09-10"),
    ("1372 H", "1952-09-20", "1953-09-10"),
    ("1372", "1952-09-20", "1953-09-10"),
    ("10 ذو الحجة 1372", "1953-08-20", "1953-08-22"),
    ("10 hija 1372", "1953-08-20", "1953-08-22"),
    ("18 joumada II 1369", "1950-04-06", "1950-04-08"),
    ("1950..1955", "1950-01-01", "1955-12-31"),
    ("1950-1955", "1950-01-01", "1955-12-31"),
    ("من 1950 إلى 1955", "1950-01-01", "1955-12-31"),
    ("de août 1950 à mars 1951", "1950-08-01", "1951-03-31"),
    ("1372..1374 هـ", "1952-09-20", "1955-08-20"),
    ("1950..", "1950-01-01", "9999-12-31"),
    ("..1955", "0001-01-01", "1955-12-31"),
    ("avant 1950", "0001-01-01", "1949-12-31"),
    ("بعد 1950", "1951-01-01", "9999-12-31"),
    ("vers 1953", "1951-01-02", "1955-12-31"),
    ("حوالي 10/1953", "1951-10-02", "1955-10-31"),
    ("195?", "1950-01-01", "1959-12-31"),
    ("??/08/1953", "1953-08-01", "1953-08-31"),
    ("؟؟ غشت 1953", "1953-08-01", "1953-08-31"),
    ("21 غشت 1953 الموافق 10 ذو الحجة 1372", "1953-08-21", "1953-08-21"),
]
REFUSED = [
    ("", "no date"),
    ("abc", "«abc» is not understood"),
    ("31/02/1950", "«31/02/1950»"),
    ("21/08/53", "not understood"),
    ("31 safar 1400", "not understood"),
    ("août", "«août»"),
    ("1955..1950", "earlier date first"),
    ("..", "at least one end"),
    ("10 hija 1372 (3 mars 1950)", "not the same day"),
    ("1372 هـ م", "not understood"),
    ("1" * 500, "no date"),
]


@pytest.mark.parametrize(("text", "first", "last"), ASKED)
def test_a_date_is_the_days_that_it_may_be(text: str, first: str, last: str) -> None:
    assert asked(text).days == Interval(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_is_no_date_is_refused_and_named(text: str, said: str) -> None:
    with pytest.raises(InvalidDate, match=said):
        asked(text)


def test_the_calendars_of_the_question_are_told() -> None:
    assert asked("1372").calendars == {"hijri"}
    assert asked("21 غشت 1953 الموافق 10 ذو الحجة 1372").calendars == {"gregorian", "hijri"}


def test_the_tolerance_is_a_setting() -> None:
    assert asked("10 hija 1372", tolerance=0).days == Interval(date(1953, 8, 21), date(1953, 8, 21))
    assert asked("10 hija 1372", tolerance=3).days == Interval(date(1953, 8, 18), date(1953, 8, 24))


def test_an_act_dated_in_one_calendar_meets_a_question_in_the_other() -> None:
    act = {"occurred": {"date": {"hijri": {"value": "1372-12-10"}}}}

    assert occurred(act, 1960).overlaps(asked("21 août 1953").days)
    assert not occurred(act, 1960).overlaps(asked("24 août 1953").days)


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ({"gregorian": {"value": "1953-08-21"}, "hijri": {"value": "1372-01-01"}}, "1953-08-21", "1953-08-21"),
        ({"gregorian": {"value": "1953"}}, "1953-01-01", "1953-12-31"),
        ({"gregorian": {"value": "1953-01-01", "presumed": True}}, "1953-01-01", "1953-12-31"),
        ({"gregorian": {"value": "1953-02-30"}}, "1960-01-01", "1960-12-31"),
        ({"gregorian": {"absent": "illegible"}, "hijri": {"value": "1372-12-30"}}, "1953-09-09", "1953-09-11"),
        ({"gregorian": {"absent": "illegible"}}, "1960-01-01", "1960-12-31"),
        ({"gregorian": {"value": "1953"}, "hijri": {"value": "1372-12-10"}}, "1953-08-20", "1953-08-22"),
        ({"hijri": {"value": "1953-08-21"}}, "1960-01-01", "1960-12-31"),
        ({"gregorian": {"value": "1372-12-10"}}, "1960-01-01", "1960-12-31"),
    ],
)
def test_an_act_stands_for_the_days_that_its_paper_leaves_open(day: dict[str, object], first: str, last: str) -> None:
    act = {"occurred": {"date": day}}

    assert occurred(act, 1960) == Interval(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("year", ["1952", "1953"])
def test_an_act_of_a_hijri_year_is_found_by_each_year_that_it_touches(year: str) -> None:
    act = {"occurred": {"date": {"hijri": {"value": "1372"}}}}

    assert occurred(act, 1953).overlaps(asked(year).days)
    assert not occurred(act, 1953).overlaps(asked("1954").days)


@pytest.mark.parametrize(
    ("day", "until"),
    [
        ({"hijri": {"value": "1372"}}, "2053-09-10"),
        ({"hijri": {"value": "1372-12-10"}}, "2053-08-22"),
        ({"hijri": {"value": "1953-08-21"}}, "2053-12-31"),
        ({"gregorian": {"value": "1372-12-10"}}, "2053-12-31"),
    ],
)
def test_an_act_is_closed_until_the_last_day_that_its_date_leaves_open(day: dict[str, object], until: str) -> None:
    last = occurred({"occurred": {"date": day}}, 1953).last

    assert opened(last, 100, date(2000, 1, 1)).until == date.fromisoformat(until)


@pytest.mark.outside_data
@pytest.mark.skipif(not DUAL.exists(), reason=f"no dual dates at {DUAL}")
def test_every_official_date_in_two_calendars_is_within_a_day() -> None:
    known = json.loads(DUAL.read_text("utf-8"))
    missed = [one for one in known if not _meets(hijri(*one["hijri"]), one["gregorian"])]

    assert len(known) == 33
    assert missed == []


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ((1369, 5, 20), "1950-03-10"),
        ((1345, 1, 1), "1926-07-12"),
        ((1400, 1, 1), "1979-11-20"),
        ((1420, 9, 1), "1999-12-09"),
    ],
)
def test_well_known_days_are_within_a_day(written: tuple[int, int, int], day: str) -> None:
    assert _meets(hijri(*written), day)


def _meets(days: Interval, day: str) -> bool:
    return days.first <= date.fromisoformat(day) <= days.last


@given(st.text(max_size=60) | st.text(alphabet="0123456789?./- هـغشتaoût", max_size=30))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    try:
        days = asked(text).days
    except InvalidDate:
        return

    assert days.first <= days.last
