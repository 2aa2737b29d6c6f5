"""The demonstration goes the whole way, stops where something is not as expected, and is what README shows of it."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from khizana.cli.documents.readme import with_transcript
from tests.support.cli import Called, khizana

README = Path(__file__).parents[2] / "README.md"
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shown")


@pytest.fixture(scope="module")
def shown(folder: Path) -> Called:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return khizana("demo", "run", "demo", "--lang", "en")


def test_the_demonstration_finds_its_gap_and_its_person(shown: Called, folder: Path) -> None:
    assert shown.code == 0, shown.out
    assert "1 with open gaps" in shown.out
    assert "Where it stands" in shown.out
    assert "Ledger intact" in shown.out
    assert (folder / "demo/archive/reports/completeness.ar.html").is_file()


def test_each_command_that_the_demonstration_recommends_works_as_it_is_printed(shown: Called, folder: Path) -> None:
    advice = shown.out.split("What to try next:\n", 1)[1].splitlines()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for command in (half for line in advice for half in line.split(" && ")):
            program, *arguments = shlex.split(command)
            called = khizana(*arguments)

            assert program == "khizana"
            assert called.code in (0, 3), called.err
            assert "Nobody" not in called.out and "0 results" not in called.out, command


def test_readme_shows_what_the_demonstration_says(shown: Called, folder: Path) -> None:
    written = README.read_text("utf-8")

    assert written == with_transcript(written, shown.out, folder), "README.md is out of date: run `make readme`"


def test_a_demonstration_never_writes_into_a_folder_in_use(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    assert khizana("demo", "run", tmp_path).code == 2
