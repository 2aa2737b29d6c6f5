"""`[search]` of archive.toml: what is wrong is named with its remedy, and no secret may stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import khizana


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    khizana("init", tmp_path / "archive", "--name", "searched")
    return tmp_path / "archive"


def status(archive: Path, *lines: str) -> tuple[int, str]:
    with (archive / "archive.toml").open("a") as file:
        file.write("\n".join(("\n[search]", *lines, "")))
    called = khizana("status", "--archive", archive)
    return called.code, called.err


ELASTIC = 'engine = "elasticsearch"'
URL = 'url = "http://127.0.0.1:9"'


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((ELASTIC,), "needs url"),
        ((ELASTIC, 'url = "search.example.org"'), "needs url"),
        ((ELASTIC, 'url = "https://elastic:secret@search.example.org"'), "must hold no password"),
        ((URL,), 'are for engine = "elasticsearch"'),
        (('engine = "opensearch"',), "elasticsearch"),
        ((ELASTIC, URL, 'ca_file = "keys/search-ca.crt"'), "begins with https"),
        ((ELASTIC, URL, 'api_key = "secret"'), "api_key"),
        ((ELASTIC, URL, 'api_key_file = "keys/search.key"'), "keys/search.key"),
    ],
)
def test_what_is_wrong_is_named(archive: Path, lines: tuple[str, ...], said: str) -> None:
    code, error = status(archive, *lines)

    assert code == 1
    assert said in error


@pytest.mark.parametrize("line", ['url = "https://e:hunter2@h"', 'url = "https://h"\napi_key = "hunter2"'])
def test_a_secret_that_stands_where_it_must_not_is_not_repeated(archive: Path, line: str) -> None:
    _, error = status(archive, ELASTIC, line)

    assert "hunter2" not in error


def test_an_empty_key_is_refused(archive: Path) -> None:
    (archive / "keys" / "search.key").write_text("\n")
    code, error = status(archive, ELASTIC, URL, 'api_key_file = "keys/search.key"')

    assert code == 1
    assert "search.key" in error
