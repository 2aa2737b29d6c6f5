"""Every word of the command line in the language of the reader, dates and numbers included."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.cli import khizana

ARABIC = re.compile(r"[\u0600-\u06ff]")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the delivery of the template."""
    folder = tmp_path_factory.mktemp("languages")
    khizana("delivery", "template", folder / "delivery")
    khizana("init", folder / "archive", "--name", "languages")
    assert khizana("ingest", folder / "delivery", "--archive", folder / "archive").code == 0
    return folder / "archive"


@pytest.mark.parametrize("before", [("--lang", "ar"), ("--lang=ar",)])
def test_the_language_may_be_named_before_the_command(archive: Path, before: tuple[str, ...]) -> None:
    assert ARABIC.search(khizana(*before, "status", "--archive", archive).out)


def test_the_language_may_be_named_between_a_group_and_its_command(archive: Path) -> None:
    assert ARABIC.search(khizana("ledger", "--lang", "ar", "verify", "--archive", archive).out)


def test_what_follows_two_hyphens_is_searched_and_no_option(archive: Path) -> None:
    told = khizana("search", "--archive", archive, "--lang", "en", "--", "--lang")

    assert told.code == 0
    assert "--lang" in told.out


def test_a_language_that_is_none_of_ours_is_an_error_of_usage() -> None:
    told = khizana("--lang", "xx", "status")

    assert told.code == 2
    assert "xx" in told.err


@pytest.mark.parametrize("command", [(), ("ingest",), ("audit", "fixity")])
def test_help_is_in_the_language_of_the_reader(command: tuple[str, ...]) -> None:
    shown = khizana(*command, "--help", "--lang", "ar")

    assert shown.code == 0
    assert ARABIC.search(shown.out)


def test_an_error_of_usage_is_in_the_language_of_the_reader() -> None:
    told = khizana("ingest", "--lang", "ar")

    assert told.code == 2
    assert ARABIC.search(told.err)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("no-such-command",), "Commande inconnue : 'no-such-command'."),
        (("search", "x", "--limt", "3"), "Option inconnue : --limt"),
        (("search", "x", "--limit", "0"), "il faut un nombre entier de 1 à 1000"),
        (("search", "x", "--limit", "many"), "il faut un nombre entier"),
        (("search", "x", "y"), "Arguments en trop : y"),
        (("approve", "3f1c9a27", "--as", "a"), "Il manque l'option '--key'."),
        (("search", "x", "--office"), "L'option '--office' demande une valeur."),
        (("ledger",), "Utilisation : khizana ledger"),
    ],
)
def test_each_error_of_usage_is_said(wrong: tuple[str, ...], said: str) -> None:
    told = khizana(*wrong, "--lang", "fr")

    assert told.code == 2
    assert said in told.err.replace("\u202f", " ")


def test_an_error_is_in_the_language_of_the_reader(tmp_path: Path) -> None:
    told = khizana("status", "--archive", tmp_path / "nowhere", "--lang", "ar")

    assert told.code == 10
    assert ARABIC.search(told.err)


def test_an_error_inside_an_error_is_said_too(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = khizana("check", tmp_path / "file", "--profile", tmp_path / "none.json", "--lang", "fr")

    assert told.code == 1
    assert told.err.replace("\u202f", " ").strip() == (
        f"khizana: {tmp_path / 'none.json'} : aucun fichier ou dossier de ce nom"
    )


def test_the_error_in_json_is_the_same_for_every_reader(tmp_path: Path) -> None:
    told = khizana("status", "--archive", tmp_path / "nowhere", "--lang", "ar", "--json")

    assert told.json["error"].startswith("there is no archive at")
