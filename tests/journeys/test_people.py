"""People are named in the ledger, each with a key of their own."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from archive.ledger.entry import EntryType
from khizana.wiring.opening import open_archive
from tests.support.cli import khizana


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    assert khizana("init", tmp_path / "archive", "--name", "two").code == 0
    return tmp_path / "archive"


def add(archive: Path, name: str, key: Path, *more: str) -> int:
    return khizana("person", "add", name, "--key", key, "--archive", archive, *more).code


def test_a_person_is_named_and_keeps_the_key(archive: Path, tmp_path: Path) -> None:
    key = tmp_path / "amal.key"
    assert add(archive, "amal", key) == 0

    people = khizana("person", "list", "--archive", archive, "--json").json["people"]
    assert [(one["name"], one["since"], one["until"]) for one in people] == [("amal", 1, None)]
    assert (archive / "keys" / "people" / "amal.pub").read_text("ascii").strip() == people[0]["verifier"]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "amal.key" not in [path.name for path in archive.rglob("*")]


def test_the_key_document_is_audited_like_every_document(archive: Path, tmp_path: Path) -> None:
    add(archive, "amal", tmp_path / "amal.key")
    report = khizana("audit", "fixity", "--archive", archive, "--json").json["report"]

    assert (report["counts"]["documents"], report["unheld_documents"]) == (3, [])  # and two policies


def test_the_same_command_again_finishes_and_names_nobody_twice(archive: Path, tmp_path: Path) -> None:
    key = tmp_path / "amal.key"
    assert add(archive, "amal", key) == 0
    assert add(archive, "amal", key) == 0

    named = [one for one in open_archive(archive).ledger.since(0) if one.entry.type is EntryType.PERSON_NAMED]
    assert len(named) == 1


def test_one_key_never_makes_two_people(archive: Path, tmp_path: Path) -> None:
    add(archive, "amal", tmp_path / "amal.key")
    refused = khizana("person", "add", "badr", "--key", tmp_path / "amal.key", "--archive", archive)

    assert (refused.code, "two people" in refused.err) == (1, True)


def test_a_name_is_given_once_until_it_is_withdrawn(archive: Path, tmp_path: Path) -> None:
    add(archive, "amal", tmp_path / "amal.key")
    assert add(archive, "amal", tmp_path / "another.key") == 1
    assert not (tmp_path / "another.key").exists()
    assert khizana("person", "withdraw", "amal", "--archive", archive).code == 0

    assert add(archive, "amal", tmp_path / "new.key") == 0
    said = khizana("person", "list", "--archive", archive, "--lang", "fr").out
    assert "retiré" in said and said.count("amal") >= 2


def test_a_locked_key_is_taken_up_with_its_passphrase(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHIZANA_PASSPHRASE", "open sesame")
    assert add(archive, "amal", tmp_path / "amal.key", "--passphrase") == 0
    monkeypatch.setenv("KHIZANA_PASSPHRASE", "wrong")

    assert add(archive, "amal", tmp_path / "amal.key") == 1


def test_a_real_name_is_refused_as_a_pseudonym(archive: Path, tmp_path: Path) -> None:
    assert add(archive, "أمل", tmp_path / "amal.key") == 2
    assert not (tmp_path / "amal.key").exists()
