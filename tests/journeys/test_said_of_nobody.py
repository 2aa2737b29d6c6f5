"""What is said where nobody answers: why not, and only what is true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import Called, khizana
from tests.support.versions import archive_of_template


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive_of_template(tmp_path_factory.mktemp("nobody"))


def search(archive: Path, *asked: str) -> Called:
    return khizana("search", *asked, "--archive", archive)


def found(archive: Path, *asked: str) -> Any:
    called = search(archive, *asked, "--json")
    assert called.code == 0, called.err
    return called.json


@pytest.mark.parametrize("text", ["مريم البقالي 1999", "Bakkali Mariam event:death", 'مريم "البقالي" 2/1987'])
def test_a_limit_that_left_the_person_out_is_said(archive: Path, text: str) -> None:
    asked = found(archive, text)

    assert (asked["nobody"], asked["without_limits"] > 0) == (True, True)
    said = search(archive, text, "--lang", "en").out
    assert f"without these limits: {asked['without_limits']}" in said
    assert "Nobody of this name: " not in said
    assert "ضمن ما حُدِّد" in search(archive, text, "--lang", "ar").out
    assert "sans cette limite" in search(archive, text, "--lang", "fr").out


def test_a_limit_is_not_blamed_for_who_is_nowhere(archive: Path) -> None:
    assert found(archive, '"Zzz" 1999')["without_limits"] == 0
    assert found(archive, '"Zzz"')["without_limits"] is None
    assert "Nobody of this name: " in search(archive, '"Zzz" 1999', "--lang", "en").out


def test_of_closed_acts_nothing_is_said_but_that_nobody_is_open(archive: Path) -> None:
    asked = found(archive, "مريم البقالي", "--open-only")

    assert (asked["nobody"], asked["without_limits"]) == (True, None)
    assert "among the acts that are open" in search(archive, "مريم البقالي", "--open-only", "--lang", "en").out


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("qxzvkk البطاططا", ["qxzvkk", "البطاططا"]),
        ("مريم Xyz", ["Xyz"]),
        ('"مريم Qxzvkk"', ["Qxzvkk"]),
        ("لللل", ["لللل"]),
    ],
)
def test_words_that_no_register_has_are_named_as_they_were_typed(archive: Path, text: str, unknown: list[str]) -> None:
    assert found(archive, text)["unknown"] == unknown


def test_of_a_phrase_whose_words_are_there_in_another_order_that_is_said(archive: Path) -> None:
    asked = found(archive, '"البقالي مريم"')

    assert (asked["nobody"], asked["unknown"], asked["otherwise_ordered"]) == (True, [], True)
    assert "not in this order" in search(archive, '"البقالي مريم"', "--lang", "en").out
    assert not found(archive, '"مريم البقالي"')["otherwise_ordered"]


def test_an_act_number_that_a_year_does_not_have_is_said(archive: Path) -> None:
    assert "No act of this number in this year" in search(archive, "99/1987", "--lang", "en").out
    assert "لا رسم بهذا الرقم في هذه السنة" in search(archive, "رسم 99 سنة 1987", "--lang", "ar").out
    assert not found(archive, "1/1987")["no_such_number"]
