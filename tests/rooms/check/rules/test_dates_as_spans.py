"""Keyed dates are spans of days, and what no calendar has is no span."""

from __future__ import annotations

from datetime import date

import pytest

from archive.check.views.dates import Dates, gregorian, hijri


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("1987", date(1987, 1, 1), date(1987, 12, 31)),
        ("1988-02", date(1988, 2, 1), date(1988, 2, 29)),
        ("1987-03-14", date(1987, 3, 14), date(1987, 3, 14)),
    ],
)
def test_precision_is_the_length_of_the_text(written: str, first: date, last: date) -> None:
    span = gregorian(written)

    assert span is not None
    assert (span.first, span.last) == (first.toordinal(), last.toordinal())


@pytest.mark.parametrize("written", ["1987-02-29", "1987-04-31", "0000", "1900-02-29"])
def test_a_day_that_does_not_exist_is_no_span(written: str) -> None:
    assert gregorian(written) is None
    assert Dates({"gregorian": {"value": written}}).first is None


def test_the_thirtieth_of_a_month_that_the_table_ends_at_29_follows_the_29th() -> None:
    last, further = hijri("1407-06-29"), hijri("1407-06-30")

    assert last is not None and further is not None
    assert further.first == last.first + 1


def test_the_hijri_year_has_354_or_355_days() -> None:
    lengths = {span.last - span.first + 1 for span in map(hijri, (f"{year}" for year in range(1333, 1450))) if span}

    assert lengths == {354, 355}
    assert hijri("000") is None


def test_no_year_is_too_early() -> None:
    assert gregorian("0622-07-19") is not None
    assert hijri("001-01-01") is not None
