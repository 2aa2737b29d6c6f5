"""What happens to the strongroom behind our back is named, each kind with its own word, and looking changes nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.cli import khizana
from tests.support.mutate import flip

pytestmark = pytest.mark.xdist_group("audits")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    made = tmp_path / "archive"
    khizana("delivery", "template", tmp_path / "delivery")
    khizana("init", made, "--name", "audited")
    assert khizana("ingest", tmp_path / "delivery", "--archive", made).code == 0
    return made


def masters(archive: Path) -> list[Path]:
    return sorted((archive / "store" / "packages").rglob("representations/master/data/*"))


def snapshot(folder: Path) -> dict[str, tuple[int, int, int, bytes]]:
    """Mode, size, modification time and content of everything below."""
    return {
        str(path): (state.st_mode, state.st_size, state.st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.rglob("*"))
        if (state := os.lstat(path))
    }


def test_altered_missing_and_added_files_are_named_each_with_its_own_word(archive: Path) -> None:
    altered, missing, *_ = masters(archive)
    flip(altered, 1000)
    missing.parent.chmod(0o755)
    missing.unlink()
    added = altered.parent / "9999.tif"
    added.write_bytes(b"II*\0")
    before = snapshot(archive / "store" / "packages")

    answered = khizana("audit", "fixity", "--archive", archive, "--json")
    found = {
        Path(one["path"]).name: one["outcome"]
        for package in answered.json["report"]["packages"]
        for one in package["differences"]
    }
    assert answered.code == 3
    assert found == {altered.name: "altered", missing.name: "missing", "9999.tif": "unexpected"}
    assert snapshot(archive / "store" / "packages") == before
    said = khizana("audit", "fixity", "--archive", archive, "--lang", "fr").out
    assert all(word in said for word in ("altéré", "manquant", "inattendu"))


def test_an_intact_archive_is_not_touched_by_an_audit(archive: Path) -> None:
    before = snapshot(archive / "store" / "packages")

    assert khizana("audit", "fixity", "--archive", archive).code == 0
    assert snapshot(archive / "store" / "packages") == before


def test_a_forgery_that_agrees_with_itself_is_found_against_the_ledger(archive: Path) -> None:
    import hashlib

    page = masters(archive)[0]
    bag = page.parents[5]
    old = hashlib.sha256(page.read_bytes()).hexdigest()
    flip(page, 1000)
    new = hashlib.sha256(page.read_bytes()).hexdigest()
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        path = bag / name
        before = hashlib.sha256(path.read_bytes()).hexdigest()
        path.chmod(0o644)
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
        old, new = before, hashlib.sha256(path.read_bytes()).hexdigest()

    audited = khizana("audit", "fixity", "--archive", archive, "--json").json["report"]
    assert [package["outcome"] for package in audited["packages"]] == ["altered"]
    assert [one["path"] for one in audited["packages"][0]["differences"]] == ["tagmanifest-sha256.txt"]


def test_a_flipped_byte_is_found_in_one_package_alone(archive: Path) -> None:
    bag = masters(archive)[0].parents[5]
    whole = khizana("verify", bag, "--json")
    flip(masters(archive)[0], 1000)

    spoiled = khizana("verify", bag, "--json")
    assert (whole.code, whole.json["outcome"], whole.json["inspection"]) == (0, "intact", [])
    assert (spoiled.code, spoiled.json["outcome"]) == (3, "altered")


def test_a_flipped_byte_in_the_ledger_is_found(archive: Path) -> None:
    bundle = max((archive / "ledger" / "tile" / "entries" / "000.p").iterdir(), key=lambda path: int(path.name))
    whole = khizana("ledger", "verify", "--archive", archive)
    flip(bundle, 40)

    spoiled = khizana("ledger", "verify", "--archive", archive, "--json")
    assert (whole.code, spoiled.code) == (0, 3)
    assert bundle.relative_to(archive / "ledger").as_posix() in spoiled.json["problem"]


def test_a_lost_verdict_is_found(archive: Path) -> None:
    document = next(path for path in (archive / "store" / "documents").rglob("*") if path.is_file())
    document.parent.chmod(0o755)
    document.unlink()

    audited = khizana("audit", "fixity", "--archive", archive, "--json")
    assert audited.code == 3
    assert audited.json["report"]["documents"] == [{"document": f"sha256:{document.name}", "outcome": "missing"}]
