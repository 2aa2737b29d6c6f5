"""A policy is in force because the ledger says so, never because a file was changed or a program was renewed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archive import published
from archive.ledger.entry import EntryType
from archive.model.digest import Digest
from archive.model.identifiers import RegisterId
from archive.model.json import write_pretty
from khizana.errors import CannotWork
from khizana.service.lifecycle import policies
from khizana.wiring.opening import open_archive
from tests.support.cli import khizana
from tests.support.kept import unpacked
from tests.support.policies import adopt, written

BIRTHS = RegisterId.parse("ma_01.511.01.03-1_dahir1950_birth_1987_p1_office")
OPEN = [{"event": "birth", "never": True}]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    assert khizana("init", tmp_path / "archive", "--name", "ruled").code == 0
    return tmp_path / "archive"


def listed(archive: Path, kind: str) -> Any:
    found = khizana("policy", "list", "--archive", archive, "--json").json["policies"]
    return next(one for one in found if (one["kind"], one["country"]) == (kind, "ma"))


def years(archive: Path) -> int | None:
    return policies.embargo(open_archive(archive), "ma").years("ma", "birth", "dahir1950")


@pytest.mark.parametrize("kind", ["retention", "embargo"])
def test_the_policy_in_force_is_a_document_named_by_the_first_entry(archive: Path, kind: str) -> None:
    first = next(iter(open_archive(archive).ledger.since(0))).entry
    one = listed(archive, kind)

    assert first.type is EntryType.ARCHIVE_CREATED
    assert (one["position"], one["waiting"]) == (0, None)
    assert str(first.digests[f"policy.{kind}.ma"]) == one["document"]
    assert Digest.of(open_archive(archive).store.document(Digest.parse(one["document"]))) == Digest.parse(
        one["document"]
    )


def test_a_newer_published_policy_changes_nothing_by_itself(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = {**published.embargoes()["ma"], "close": [{"event": "birth", "never": True}]}
    monkeypatch.setattr(published, "embargoes", lambda: {"ma": newer})
    assert years(archive) == 100
    assert listed(archive, "embargo")["waiting"] == str(Digest.of(write_pretty(newer)))

    assert khizana("policy", "adopt", "embargo", "--archive", archive).code == 0
    assert years(archive) == 0
    assert listed(archive, "embargo")["waiting"] is None


def test_a_file_in_archive_toml_changes_nothing_by_itself(archive: Path) -> None:
    written(archive, "embargo", OPEN)
    settings = archive / "archive.toml"
    settings.write_text(f'embargo = "embargo.json"\n{settings.read_text("utf-8")}', "utf-8")
    checks = khizana("doctor", "--archive", archive, "--json").json["checks"]

    assert years(archive) == 100
    assert next(one["state"] for one in checks if one["check"] == "policies") == "warning"


def test_before_two_are_named_one_alone_puts_a_policy_in_force(archive: Path) -> None:
    adopt(archive, "embargo", OPEN)

    assert years(archive) == 0
    assert listed(archive, "embargo")["position"] == 1


def test_once_two_are_named_a_policy_is_changed_by_two(archive: Path, tmp_path: Path) -> None:
    for name in ("amal", "badr"):
        khizana("person", "add", name, "--key", tmp_path / f"{name}.key", "--archive", archive)
    file = written(tmp_path, "embargo", OPEN)
    alone = khizana("policy", "adopt", "embargo", "--file", file, "--archive", archive)
    assert (alone.code, "by two" in alone.err, years(archive)) == (2, True, 100)

    adopt(archive, "embargo", OPEN, tmp_path)
    assert years(archive) == 0


def test_what_is_in_force_already_is_not_adopted_again(archive: Path) -> None:
    assert khizana("policy", "adopt", "retention", "--archive", archive).code == 1


def test_the_same_answer_comes_without_a_catalogue(archive: Path) -> None:
    adopt(archive, "embargo", OPEN)
    for derived in (archive / "catalogue").iterdir():
        derived.unlink() if derived.is_file() else None

    assert years(archive) == 0


def test_a_policy_that_is_lost_is_said_and_opens_nothing(archive: Path) -> None:
    document = listed(archive, "embargo")["document"].removeprefix("sha256:")
    next((archive / "store" / "documents").rglob(document)).unlink()

    with pytest.raises(CannotWork, match="lost or altered"):
        years(archive)


def test_an_older_archive_says_at_its_first_write_which_policies_it_found(tmp_path: Path) -> None:
    kept = unpacked(tmp_path, "0.1")
    before = list(open_archive(kept.root).ledger.since(0))
    assert policies.standing(open_archive(kept.root), policies.PolicyKind.EMBARGO) == {}
    assert kept.call("hold", str(BIRTHS), "--reason", "court-case-12").code == 0
    found, hold = [one.entry for one in open_archive(kept.root).ledger.since(len(before))]

    assert (found.type, found.outcome, hold.type) == (EntryType.POLICY_ADOPTED, "found", EntryType.HOLD_PLACED)
    assert {"policy.retention.ma", "policy.embargo.ma"} <= set(found.digests)
    assert kept.call("hold", str(BIRTHS), "--reason", "court-case-13").code == 0
    assert [one.entry.type for one in open_archive(kept.root).ledger.since(len(before) + 2)] == [EntryType.HOLD_PLACED]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_it_is_told_in_three_languages(archive: Path, language: str) -> None:
    assert (
        listed(archive, "embargo")["document"]
        in khizana("policy", "list", "--archive", archive, "--lang", language).out
    )
