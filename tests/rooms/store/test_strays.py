"""What a hand leaves in the store is named by an audit; it is no difference, and nothing of it is held."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import khizana

FIXTURES = Path(__file__).parents[3] / "fixtures"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    assert khizana("init", tmp_path / "archive", "--name", "strays").code == 0
    assert khizana("ingest", FIXTURES / "right-pages-only", "--archive", tmp_path / "archive").code == 0
    return tmp_path / "archive"


def test_everything_in_the_store_that_it_does_not_keep_is_named_by_its_path(archive: Path) -> None:
    store = archive / "store"
    office = next((store / "packages").iterdir())
    shelf = next((store / "documents" / "sha256").iterdir())
    left = [
        "notes.txt",
        "packages/Thumbs.db",
        f"packages/{office.name}/.DS_Store",
        "documents/readme",
        "documents/sha256/zz",
        f"documents/sha256/{shelf.name}/{'0' * 63}",
    ]
    for path in left:
        (store / path).write_bytes(b"left here")
    (store / "packages" / office.name / "by-hand").mkdir()
    audited = khizana("audit", "fixity", "--archive", archive, "--json").json["report"]

    assert set(audited["unheld"]) == {*left, "by-hand"}
    assert (audited["conclusion"], audited["counts"]["differences"]) == ("intact", 0)


def test_a_store_with_nothing_else_in_it_names_nothing(archive: Path) -> None:
    assert khizana("audit", "fixity", "--archive", archive, "--json").json["report"]["unheld"] == []


@pytest.mark.parametrize(("language", "word"), [("ar", "المخزن"), ("fr", "Dans le dépôt"), ("en", "In the store")])
def test_a_terminal_names_it_in_the_language_of_whoever_asks(archive: Path, language: str, word: str) -> None:
    (archive / "store" / "notes.txt").write_bytes(b"left here")
    said = khizana("audit", "fixity", "--archive", archive, "--lang", language)

    assert any(word in line and "notes.txt" in line for line in said.out.splitlines())
