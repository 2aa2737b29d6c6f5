"""What goes wrong deep inside is said in the language of the reader, its remedy too."""

from __future__ import annotations

from pathlib import Path

from tests.support.cli import khizana


def spoilt(folder: Path) -> Path:
    archive = folder / "archive"
    assert khizana("init", archive, "--name", "spoilt").code == 0
    tile = next(path for path in sorted((archive / "ledger" / "tile").rglob("*")) if path.is_file())
    tile.chmod(0o644)
    tile.write_bytes(bytes(len(tile.read_bytes())))
    return archive


def test_a_damaged_ledger_and_its_remedy_are_told_in_arabic(tmp_path: Path) -> None:
    told = khizana("ledger", "verify", "--archive", spoilt(tmp_path), "--lang", "ar")

    assert told.code != 0
    assert "استعيدوه من نسخة ثانية أو احتياطية لسجل الحفظ" in told.out + told.err
    assert "restore" not in told.out + told.err


def test_a_ledger_that_was_cut_is_told_in_french_with_who_has_seen_more(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert khizana("init", archive, "--name", "cut").code == 0
    kept = (archive / "ledger" / "checkpoint").read_bytes()
    assert khizana("audit", "fixity", "--archive", archive).code == 0
    (archive / "ledger" / "checkpoint").chmod(0o644)
    (archive / "ledger" / "checkpoint").write_bytes(kept)
    told = khizana("audit", "fixity", "--archive", archive, "--lang", "fr")

    assert told.code == 1
    assert "n'est pas ce qui en avait été vu" in told.out + told.err
    assert "rien n'a été écrit" in told.out + told.err
    assert "has seen" not in told.out + told.err
