"""What every command owes its reader: words in the reader's language, JSON that is JSON, and an end that says why."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from khizana import resources
from tests.rooms.check.test_bags_of_others import ONE_OF_TWO, bag, write
from tests.support.cli import khizana

ARABIC = re.compile(r"[\u0600-\u06ff]")
CATALOGUE = "issue 12: words of the command line come from one catalogue"
ANSWERS = "issue 12: answers of commands are typed"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the delivery of the template."""
    folder = tmp_path_factory.mktemp("words")
    khizana("delivery", "template", folder / "delivery")
    khizana("init", folder / "archive", "--name", "words")
    assert khizana("ingest", folder / "delivery", "--archive", folder / "archive").code == 0
    return folder / "archive"


def program(
    *arguments: str | Path, stdout: int = subprocess.PIPE, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, as a shell starts it."""
    command = [sys.executable, "-m", "khizana", *map(str, arguments)]
    return subprocess.run(
        command, stdout=stdout, stderr=subprocess.PIPE, env={**os.environ, **environment}, check=False
    )


@pytest.mark.xfail(strict=True, reason=CATALOGUE)
@pytest.mark.parametrize("command", [(), ("ingest",), ("audit", "fixity")])
def test_help_is_in_the_language_of_the_reader(command: tuple[str, ...]) -> None:
    shown = khizana(*command, "--help", "--lang", "ar")

    assert shown.code == 0
    assert ARABIC.search(shown.out)


@pytest.mark.xfail(strict=True, reason=CATALOGUE)
def test_an_error_of_usage_is_in_the_language_of_the_reader() -> None:
    told = khizana("ingest", "--lang", "ar")

    assert told.code == 2
    assert ARABIC.search(told.err)


@pytest.mark.xfail(strict=True, reason=CATALOGUE)
def test_an_error_is_in_the_language_of_the_reader(tmp_path: Path) -> None:
    told = khizana("status", "--archive", tmp_path / "nowhere", "--lang", "ar")

    assert told.code == 10
    assert ARABIC.search(told.err)


@pytest.mark.xfail(strict=True, reason=CATALOGUE)
def test_the_language_may_be_named_before_the_command(archive: Path) -> None:
    assert ARABIC.search(khizana("--lang", "ar", "status", "--archive", archive).out)


@pytest.mark.xfail(strict=True, reason=ANSWERS)
@pytest.mark.parametrize("wrong", [("ingest",), ("no-such-command",), ("search", "x", "--no-such-option")])
def test_an_error_of_usage_is_json_where_json_was_asked(wrong: tuple[str, ...]) -> None:
    told = khizana(*wrong, "--json")

    assert json.loads(told.out)["exit"] == told.code == 2


@pytest.mark.xfail(strict=True, reason=ANSWERS)
def test_an_output_that_is_not_utf_8_fails_in_words(archive: Path) -> None:
    told = program("status", "--archive", archive, "--lang", "ar", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert told.returncode == 1
    assert b"UTF-8" in told.stderr
    assert b"Traceback" not in told.stderr


@pytest.mark.xfail(strict=True, reason=ANSWERS)
def test_an_output_that_is_full_or_closed_fails_in_words(archive: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    told = program("status", "--archive", archive, stdout=full)
    os.close(full)

    assert told.returncode == 1
    assert b"Traceback" not in told.stderr
    assert b"output" in told.stderr


@pytest.mark.xfail(strict=True, reason=ANSWERS)
def test_an_ingest_of_many_registers_sums_them_up(tmp_path: Path) -> None:
    made = ("--acts", "30", "--registers", "30", "--seed", "4", "--no-images")
    assert khizana("demo", "make", tmp_path / "delivery", *made).code == 0
    khizana("init", tmp_path / "archive", "--name", "many")
    told = khizana("ingest", tmp_path / "delivery", "--archive", tmp_path / "archive", "--lang", "en")

    assert told.code == 0
    assert "30" in told.out
    assert len(told.out.splitlines()) < 30


@pytest.mark.xfail(strict=True, reason=ANSWERS)
def test_a_warning_does_not_carry_the_remedy_of_what_blocks(tmp_path: Path) -> None:
    root = bag(tmp_path, version="0.97")
    write("manifest-md5.txt", ONE_OF_TWO)(root)
    told = khizana("check", root, "--json")
    (unlisted,) = [one for one in told.json["findings"] if one["code"] == "FILE_UNLISTED"]

    assert unlisted["severity"] == "warning"
    assert resources.findings()["FILE_UNLISTED"]["remedy"]["en"] not in khizana("check", root, "--lang", "en").out


@pytest.mark.xfail(strict=True, reason=CATALOGUE)
def test_one_missing_number_is_told_as_one(tmp_path: Path) -> None:
    made = ("--acts", "12", "--registers", "1", "--seed", "4", "--no-images", "--defect", "MISSING_ACT")
    assert khizana("demo", "make", tmp_path / "delivery", *made).code == 0
    khizana("init", tmp_path / "archive", "--name", "gap")
    assert khizana("ingest", tmp_path / "delivery", "--archive", tmp_path / "archive").code == 0
    told = khizana("audit", "completeness", "--archive", tmp_path / "archive", "--lang", "en")

    assert told.code == 3
    assert re.search(r"[Nn]umber [0-9]+ is missing", told.out)


@pytest.mark.xfail(strict=True, reason=CATALOGUE)
def test_dates_and_codes_are_isolated_in_a_page_that_reads_from_right_to_left(archive: Path) -> None:
    khizana("audit", "fixity", "--archive", archive)
    page = (archive / "reports" / "fixity.ar.html").read_text("utf-8")
    bare = re.sub(r"<(bdi|code|time|title)\b[^>]*>.*?</\1>|<style.*?</style>", "", page, flags=re.DOTALL)

    assert re.search(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}", page)
    assert not re.search(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}", bare)
