"""What every command owes whoever reads its answer: JSON that is JSON, an end that says why, and no more than can be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from khizana import resources
from tests.rooms.check.test_bags_of_others import ONE_OF_TWO, bag, write
from tests.support.cli import khizana


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


@pytest.mark.parametrize("wrong", [("ingest",), ("no-such-command",), ("search", "x", "--no-such-option")])
def test_an_error_of_usage_is_json_where_json_was_asked(wrong: tuple[str, ...]) -> None:
    told = khizana(*wrong, "--json")

    assert json.loads(told.out)["exit"] == told.code == 2


def test_an_output_that_is_not_utf_8_fails_in_words(archive: Path) -> None:
    told = program("status", "--archive", archive, "--lang", "ar", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert told.returncode == 1
    assert b"UTF-8" in told.stderr
    assert b"Traceback" not in told.stderr


def test_an_output_that_is_full_or_closed_fails_in_words(archive: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    told = program("status", "--archive", archive, stdout=full)
    os.close(full)

    assert told.returncode == 1
    assert b"Traceback" not in told.stderr
    assert b"output" in told.stderr


def test_an_ingest_of_many_registers_sums_them_up(tmp_path: Path) -> None:
    made = ("--acts", "30", "--registers", "30", "--seed", "4", "--no-images")
    assert khizana("demo", "make", tmp_path / "delivery", *made).code == 0
    khizana("init", tmp_path / "archive", "--name", "many")
    told = khizana("ingest", tmp_path / "delivery", "--archive", tmp_path / "archive", "--lang", "en")

    assert told.code == 0
    assert "30" in told.out
    assert len(told.out.splitlines()) < 30


def test_a_warning_does_not_carry_the_remedy_of_what_blocks(tmp_path: Path) -> None:
    root = bag(tmp_path, version="0.97")
    write("manifest-md5.txt", ONE_OF_TWO)(root)
    told = khizana("check", root, "--json")
    (unlisted,) = [one for one in told.json["findings"] if one["code"] == "FILE_UNLISTED"]

    assert unlisted["severity"] == "warning"
    assert resources.findings()["FILE_UNLISTED"]["remedy"]["en"] not in khizana("check", root, "--lang", "en").out


@pytest.mark.parametrize(
    "wrong", [("status", "--archive", "/nowhere"), ("show", "x"), ("search", "(", "--archive", "/")]
)
def test_an_error_is_json_where_json_was_asked(wrong: tuple[str, ...]) -> None:
    told = khizana(*wrong, "--json")

    assert told.json["exit"] == told.code != 0
    assert told.json["error"] in told.err


def test_an_output_that_nobody_holds_fails_in_words(archive: Path) -> None:
    line = f"{sys.executable} -m khizana status --archive {archive} >&-"
    told = subprocess.run(["sh", "-c", line], stderr=subprocess.PIPE, check=False)

    assert told.returncode == 1
    assert b"output is closed" in told.stderr
    assert b"Traceback" not in told.stderr


def test_a_reader_who_has_enough_is_told_nothing(archive: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    told = program("status", "--archive", archive, stdout=writing)
    os.close(writing)

    assert told.returncode == 1
    assert told.stderr == b""
