"""Every word of the command line in the language of the reader, dates and numbers included."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from khizana.language import Speaker
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


def test_one_missing_number_is_told_as_one(tmp_path: Path) -> None:
    made = ("--acts", "12", "--registers", "1", "--seed", "4", "--no-images", "--defect", "MISSING_ACT")
    assert khizana("demo", "make", tmp_path / "delivery", *made).code == 0
    khizana("init", tmp_path / "archive", "--name", "gap")
    assert khizana("ingest", tmp_path / "delivery", "--archive", tmp_path / "archive").code == 0
    told = khizana("audit", "completeness", "--archive", tmp_path / "archive", "--lang", "en")

    assert told.code == 3
    assert re.search(r"[Nn]umber [0-9]+ is missing", told.out)


def test_dates_and_codes_are_isolated_in_a_page_that_reads_from_right_to_left(archive: Path) -> None:
    khizana("audit", "fixity", "--archive", archive)
    page = (archive / "reports" / "fixity.ar.html").read_text("utf-8")
    bare = re.sub(r"<(bdi|code|time|title)\b[^>]*>.*?</\1>|<style.*?</style>", "", page, flags=re.DOTALL)

    assert re.search(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}", page)
    assert not re.search(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}", bare)


@pytest.mark.parametrize(
    ("language", "missing", "said"),
    [
        ("en", [[12, 12]], "Number 12 is missing"),
        ("en", [[3, 7]], "Numbers 3 to 7 are missing"),
        ("en", [[3, 4], [9, 11]], "Numbers 3, 4 and 9 to 11 are missing"),
        ("fr", [[12, 12]], "Le numéro 12 manque"),
        ("fr", [[3, 7], [9, 9]], "Les numéros 3 à 7 et 9 manquent"),
        ("ar", [[12, 12]], "الرقم 12 ناقص"),
        ("ar", [[3, 4]], "الرقمان 3 و4 ناقصان"),
        ("ar", [[3, 7]], "الأرقام من 3 إلى 7 ناقصة"),
    ],
)
def test_missing_numbers_are_told_as_many_as_they_are(language: str, missing: list[list[int]], said: str) -> None:
    assert Speaker(language).numbered("gap.acts", missing) == said


def test_arabic_counts_in_six_ways() -> None:
    told = [Speaker("ar").written(count, "package") for count in (0, 1, 2, 3, 11, 100)]

    assert told == ["0 حزمة", "حزمة واحدة", "حزمتان", "3 حزم", "11 حزمة", "100 حزمة"]


@pytest.mark.parametrize(
    ("language", "day", "moment", "number"),
    [
        ("ar", "3 غشت 1953", "3 غشت 1953، 16:05 UTC", "38.000.000"),
        ("fr", "3 août 1953", "3 août 1953, 16:05 UTC", "38\u202f000\u202f000"),
        ("en", "3 August 1953", "3 August 1953, 16:05 UTC", "38,000,000"),
    ],
)
def test_dates_and_numbers_are_written_as_in_the_country(language: str, day: str, moment: str, number: str) -> None:
    speaker = Speaker(language)

    assert speaker.written("1953-08-03", "day") == day
    assert speaker.written("1953-08-03T16:05:09+00:00", "moment") == moment
    assert speaker.written(38_000_000, "number") == number


@pytest.mark.parametrize(("language", "said"), [("ar", "أدرج"), ("fr", "Adrej"), ("en", "Adrej")])
def test_an_office_is_named_in_the_language_of_the_reader_or_its_script(language: str, said: str) -> None:
    assert Speaker(language).named({"ar": "أدرج", "fr": "Adrej"}) == said
    assert Speaker(language).named({"ar": "أدرج"}) == "أدرج"
