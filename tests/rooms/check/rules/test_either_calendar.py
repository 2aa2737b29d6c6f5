"""What a rule asks of a date, it asks whatever the calendar: the Hijri one alone says as much, within the sight of the moon."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.check.views.dates import Dates
from tests.rooms.check.rules.asking import answers

RIGHT = json.loads((Path(__file__).parent / "cases" / "EVENT_AFTER_ACT.json").read_bytes())["twin"]
"""Births of 1987; act 1 was drawn up on 7 joumada I 1407, act 2 on 12 joumada II 1407, act 4 on 3 rabia II 1408."""

Case = dict[str, Any]


def hijri(value: str) -> Case:
    return {"hijri": {"value": value}}


def occurred(act: Case, value: str) -> None:
    act["occurred"]["date"] = hijri(value)


def drawn(act: Case, value: str) -> None:
    act["drawn_up"] = hijri(value)


def born(act: Case, role: str, value: str) -> None:
    person = next(one for one in act["persons"] if one["role"] == role)
    person.pop("age", None)
    person["born"] = hijri(value)


def after_act(case: Case) -> None:
    drawn(case["acts"][1], "1407-06-10")
    occurred(case["acts"][1], "1407-06-13")


def in_future(case: Case) -> None:
    occurred(case["acts"][1], "1987-02-10")


def outside_year(case: Case) -> None:
    drawn(case["acts"][3], "1408-05-20")
    occurred(case["acts"][3], "1408-05-16")


def outside_hijri_years(case: Case) -> None:
    case["description"]["hijri_years"] = [1407]
    drawn(case["acts"][3], "1408-04-03")


def late(case: Case) -> None:
    drawn(case["acts"][1], "1407-06-12")
    occurred(case["acts"][1], "1407-04-12")


def late_and_not_dated(case: Case) -> None:
    del case["acts"][1]["drawn_up"]
    occurred(case["acts"][1], "1407-02-12")


def mother_a_child(case: Case) -> None:
    born(case["acts"][1], "mother", "1399")


def father_too_old(case: Case) -> None:
    born(case["acts"][1], "father", "1300-01")


def mention_first(case: Case) -> None:
    case["acts"][3]["mentions"][0]["mention_date"] = hijri("1407-01-01")


def out_of_order(case: Case) -> None:
    drawn(case["acts"][2], "1407-06-01")
    occurred(case["acts"][2], "1406")


def weekday(case: Case) -> None:
    words = "يوم الاثنين سابع جمادى الأولى عام ألف وأربعمائة وسبعة"
    case["acts"][0]["drawn_up"] = {"hijri": {"value": "1407-05-07", "as_written": words}}


WRONG: list[tuple[Callable[[Case], None], set[str]]] = [
    (after_act, {"EVENT_AFTER_ACT"}),
    (in_future, {"DATE_IN_FUTURE", "EVENT_AFTER_ACT"}),
    (outside_year, {"ACT_OUTSIDE_YEAR"}),
    (outside_hijri_years, {"ACT_OUTSIDE_YEAR"}),
    (late, {"LATE_DECLARATION"}),
    (late_and_not_dated, {"LATE_DECLARATION"}),
    (mother_a_child, {"MOTHER_AGE"}),
    (father_too_old, {"FATHER_AGE"}),
    (mention_first, {"MENTION_BEFORE_ACT"}),
    (out_of_order, {"DATES_OUT_OF_ORDER"}),
    (weekday, {"WEEKDAY_DIFFERS"}),
]


@pytest.mark.parametrize(("spoil", "codes"), WRONG, ids=[spoil.__name__ for spoil, _ in WRONG])
def test_a_hijri_date_alone_answers_to_the_rule(spoil: Callable[[Case], None], codes: set[str]) -> None:
    case = json.loads(json.dumps(RIGHT))
    spoil(case)

    assert {finding.code for finding in answers(case)} == codes


def a_day_off(case: Case) -> None:
    """The event a day after the act by the table, as the moon may be seen."""
    drawn(case["acts"][1], "1407-06-12")
    occurred(case["acts"][1], "1407-06-13")


def a_day_of_order(case: Case) -> None:
    """By the table a day before the act before it."""
    drawn(case["acts"][1], "1407-06-12")
    drawn(case["acts"][2], "1407-06-11")
    occurred(case["acts"][2], "1406")


def new_year(case: Case) -> None:
    """The last day of 1987 or the first of 1988."""
    drawn(case["acts"][3], "1408-05-11")
    occurred(case["acts"][3], "1408-05-01")


def year_alone(case: Case) -> None:
    """1407 ended in August 1987: the event may have come before the act of June, and within the time of a declaration."""
    occurred(case["acts"][1], "1407")
    born(case["acts"][1], "mother", "1391")


def months_alone(case: Case) -> None:
    drawn(case["acts"][1], "1407-06")
    occurred(case["acts"][1], "1407-06")


FITTING = [a_day_off, a_day_of_order, new_year, year_alone, months_alone]


@pytest.mark.parametrize("change", FITTING, ids=[change.__name__ for change in FITTING])
def test_a_rule_is_silent_where_some_day_of_the_interval_satisfies_it(change: Callable[[Case], None]) -> None:
    case = json.loads(json.dumps(RIGHT))
    change(case)

    assert [(finding.code, dict(finding.params)) for finding in answers(case)] == []


@pytest.mark.parametrize(
    ("raw", "days"),
    [
        ({"hijri": {"value": "1407-07-13"}}, 3),
        ({"hijri": {"value": "1407-07"}}, 32),
        ({"hijri": {"value": "1407"}}, 356),
        ({"gregorian": {"value": "1987-03-14"}, "hijri": {"value": "1407-07-13"}}, 1),
        ({"gregorian": {"value": "1987-03"}, "hijri": {"value": "1407-07-13"}}, 3),
        ({"gregorian": {"value": "1987-03-14"}, "hijri": {"value": "1409"}}, 1),
        ({"gregorian": {"value": "1987-02-30"}, "hijri": {"value": "1407-07-13"}}, 3),
        ({"gregorian": {"value": "1987-01-01", "presumed": True}}, 365),
    ],
)
def test_a_date_is_one_interval_of_both_calendars(raw: Case, days: int) -> None:
    date = Dates(raw)

    assert date.first is not None and date.last is not None
    assert date.last - date.first + 1 == days
