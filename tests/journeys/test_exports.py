"""What is handed out is what is held, and nothing that is altered is handed out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.cli import khizana
from tests.support.held import recorded
from tests.support.mutate import flip

ACT = "ma_01.511.01.03-1_dahir1950_birth_1987_0001"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    made = tmp_path / "archive"
    khizana("delivery", "template", tmp_path / "delivery")
    khizana("init", made, "--name", "exporting")
    assert khizana("ingest", tmp_path / "delivery", "--archive", made).code == 0
    return made


def test_a_package_is_handed_out_bit_for_bit_and_verifies_alone(archive: Path, tmp_path: Path) -> None:
    package = recorded(archive)[0]
    exported = khizana("export", package, "--to", tmp_path / "out", "--archive", archive)

    held = next((archive / "store" / "packages").glob(f"*/{package}"))
    copy = tmp_path / "out" / package
    files = [path.relative_to(held) for path in held.rglob("*") if path.is_file()]
    assert exported.code == 0
    assert {path: (held / path).read_bytes() for path in files} == {path: (copy / path).read_bytes() for path in files}
    assert khizana("verify", copy).code == 0


def test_an_act_is_handed_out_with_where_it_comes_from(archive: Path, tmp_path: Path) -> None:
    assert khizana("export", ACT, "--to", tmp_path / "out", "--archive", archive).code == 0
    folder = tmp_path / "out" / f"{ACT}@office"
    act = json.loads((folder / "act.json").read_bytes())
    provenance = json.loads((folder / "provenance.json").read_bytes())

    shown = khizana("show", ACT, "--archive", archive, "--json").json["copies"][0]
    assert act == shown["act"]
    assert provenance["recorded"] == shown["recorded"]
    assert provenance["stands"] == shown["stands"]


@pytest.mark.parametrize("what", ["act", "package"])
def test_what_is_altered_is_not_handed_out(what: str, archive: Path, tmp_path: Path) -> None:
    shown = khizana("show", ACT, "--archive", archive, "--json").json["copies"][0]
    flip(Path(shown["path"]) / shown["stands"][0]["file"], 800)

    subject = ACT if what == "act" else shown["package"]
    refused = khizana("export", subject, "--to", tmp_path / "out", "--archive", archive)
    assert refused.code == 1
    assert "audit fixity" in refused.err
    assert not (tmp_path / "out").exists()


def test_nothing_that_stands_there_is_overwritten(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")

    assert khizana("export", ACT, "--to", tmp_path / "out", "--archive", archive).code == 2
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"
