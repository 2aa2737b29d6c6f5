"""A question is understood, or refused with a reason; never answered by guess."""

from __future__ import annotations

import pytest

from indexer.query import DEEPEST, MOST_RESULTS, MOST_WORDS, InvalidQuery, parse_query
from indexer.years import Years


def test_reads_distinct_normalised_words() -> None:
    query = parse_query(
        "El Ouazzani الوزّاني EL", event="birth", office=" 01.511 ", year_from=1950, year_to=1960, limit=5
    )

    assert query.words == ("el", "ouazzani", "الوزاني")
    assert (query.event, query.office, query.years, query.limit) == ("birth", "01.511", Years(1950, 1960), 5)


@pytest.mark.parametrize(
    ("first", "last", "years"), [(1950, None, (1950, 9999)), (None, 1950, (0, 1950)), (7, 7, (7, 7))]
)
def test_an_open_end_reaches_as_far_as_years_go(first: int | None, last: int | None, years: tuple[int, int]) -> None:
    assert parse_query("x", year_from=first, year_to=last).years == Years(*years)


@pytest.mark.parametrize(
    ("text", "more", "reason"),
    [
        ("", {}, "no word"),
        ("\u202e \x00 … '", {}, "no word"),
        (" ".join(f"w{number}" for number in range(MOST_WORDS + 1)), {}, f"at most {MOST_WORDS}"),
        ("x", {"event": "baptism"}, "birth, death, marriage, divorce"),
        ("x", {"office": " "}, "office is empty"),
        ("x", {"year_from": 1960, "year_to": 1950}, "no interval"),
        ("x", {"year_from": -1}, "no interval"),
        ("x", {"year_to": 10_000}, "no interval"),
        ("x", {"limit": 0}, "1 to 1000"),
        ("x", {"limit": MOST_RESULTS + 1}, "1 to 1000"),
        ("x", {"offset": -1}, "narrow"),
        ("x", {"limit": 10, "offset": DEEPEST - 9}, "narrow"),
    ],
)
def test_refuses_with_the_reason(text: str, more: dict[str, object], reason: str) -> None:
    with pytest.raises(InvalidQuery, match=reason):
        parse_query(text, **more)


def test_never_repeats_what_was_asked() -> None:
    """A message may be logged, and a name must not."""
    with pytest.raises(InvalidQuery) as refused:
        parse_query("Ouazzani", event="Benjelloun")

    assert "Ouazzani" not in str(refused.value)
    assert "Benjelloun" not in str(refused.value)
