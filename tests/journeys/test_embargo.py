"""What is closed to others than the office is said of every act, and left out at the door where that is asked."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.model.identifiers import RegisterId
from archive.model.policies.embargo import Embargo
from tests.support.cli import Called, khizana
from tests.support.policies import adopt, written
from tests.support.versions import archive_of_template

REGISTER = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
ACT = f"{REGISTER.removesuffix('_p1_office')}_0001"
BIRTHS = RegisterId.parse(REGISTER)
POLICY = {"schema": "embargo-policy/1", "country": "ma", "source": "A test: nobody has decided this."}


def policy(*close: dict[str, Any]) -> Embargo:
    return Embargo.of({**POLICY, "close": list(close)})


@pytest.mark.parametrize(
    ("last", "today", "opened", "since", "until"),
    [
        (date(1926, 3, 14), date(2026, 3, 14), False, None, date(2026, 3, 14)),
        (date(1926, 3, 14), date(2026, 3, 15), True, date(2026, 3, 15), None),
        (date(1924, 2, 29), date(2024, 2, 28), False, None, date(2024, 2, 28)),
        (date(1924, 2, 29), date(2024, 2, 29), True, date(2024, 2, 29), None),
        (None, date(2087, 12, 31), False, None, date(2087, 12, 31)),
    ],
)
def test_an_act_opens_so_many_years_after_the_last_day_of_its_event(
    last: date | None, today: date, opened: bool, since: date | None, until: date | None
) -> None:
    access = policy({"event": "birth", "years": 100}).access(BIRTHS, last, today)

    assert (access.open, access.since, access.until) == (opened, since, until)


@pytest.mark.parametrize(
    ("close", "opened"),
    [
        ([], False),
        ([{"event": "death", "years": 1}], False),
        ([{"event": "birth", "for_ever": True}], False),
        ([{"event": "birth", "never": True}], True),
        ([{"event": "birth", "regime": "dahir1915", "never": True}], False),
        ([{"event": "birth", "regime": "dahir1950", "for_ever": True}, {"event": "birth", "never": True}], False),
    ],
)
def test_what_no_rule_opens_is_closed_and_the_first_rule_that_speaks_holds(
    close: Sequence[dict[str, Any]], opened: bool
) -> None:
    access = policy(*close).access(BIRTHS, date(1987, 3, 14), date(2026, 1, 1))

    assert (access.open, access.since, access.until) == (opened, None, None)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive_of_template(tmp_path_factory.mktemp("embargo"))


@pytest.fixture
def archive(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "archive", symlinks=True))


def closing(archive: Path, *close: dict[str, Any]) -> None:
    """Give the archive a policy of its own."""
    adopt(archive, "embargo", close)


def searched(archive: Path, *options: str) -> Any:
    found = khizana("search", "1900..2000", *options, "--archive", archive, "--json")
    assert found.code == 0, found.out + found.err
    return found.json


def test_the_published_policy_closes_a_birth_for_a_hundred_years(template: Path) -> None:
    shown = khizana("show", ACT, "--archive", template, "--json").json["copies"][0]
    occurred = shown["act"]["occurred"]["date"]["gregorian"]["value"]

    assert shown["access"] == {"open": False, "since": None, "until": f"{int(occurred[:4]) + 100}{occurred[4:]}"}


def test_search_and_show_say_the_same_of_each_act(archive: Path) -> None:
    closing(archive, {"event": "birth", "years": 10}, {"event": "death", "for_ever": True})
    hits = searched(archive, "--limit", "1000")["hits"]
    assert {hit["access"]["open"] for hit in hits} == {True, False}

    for hit in hits:
        if hit["act"]:
            copies = khizana("show", hit["act"], "--archive", archive, "--json").json["copies"]
            assert hit["access"] in [copy["access"] for copy in copies]


def test_closed_acts_are_neither_listed_nor_counted_when_only_open_ones_are_asked_for(archive: Path) -> None:
    closing(archive, {"event": "birth", "years": 10})
    everything = searched(archive, "--limit", "1000", "--facets")
    door = searched(archive, "--limit", "1000", "--facets", "--open-only")
    births = [hit for hit in everything["hits"] if hit["event"] == "birth"]

    assert 0 < len(births) < everything["total"]
    assert [hit["act"] for hit in door["hits"]] == [hit["act"] for hit in births]
    assert door["total"] == len(births)
    assert door["facets"]["event"] == [{"value": "birth", "count": len(births)}]
    assert door["open_only"] == {"looked": everything["total"], "of": everything["total"]}


def test_pages_of_open_acts_follow_each_other(archive: Path) -> None:
    closing(archive, {"event": "birth", "never": True})
    whole = [hit["act"] for hit in searched(archive, "--open-only", "--sort", "year")["hits"]]
    pages = [
        hit["act"]
        for skip in range(len(whole))
        for hit in searched(archive, "--open-only", "--sort", "year", "--limit", "1", "--skip", str(skip))["hits"]
    ]

    assert len(whole) > 1
    assert pages == whole


def test_without_a_rule_nothing_is_open(archive: Path) -> None:
    closing(archive)

    assert searched(archive, "--open-only")["hits"] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [("ar", "مقصور على المكتب"), ("fr", "réservé au bureau"), ("en", "closed to others than the office")],
)
def test_it_is_said_in_three_languages(language: str, said: str, template: Path) -> None:
    def answered(*command: str) -> Called:
        return khizana(*command, "--archive", template, "--lang", language)

    assert said in answered("show", ACT).out
    assert said in answered("search", "1900..2000", "--event", "birth").out


def test_a_policy_that_does_not_follow_its_schema_is_refused(archive: Path) -> None:
    file = written(archive.parent, "embargo", [{"event": "birth"}])
    said = khizana("policy", "adopt", "embargo", "--file", file, "--archive", archive)

    assert said.code == 2
    assert "embargo-policy.schema.json at /close/0" in said.err
