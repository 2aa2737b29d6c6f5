"""The demonstration goes the whole way, and stops where something is not as expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import khizana

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]


def test_the_demonstration_finds_its_gap_and_its_person(tmp_path: Path) -> None:
    shown = khizana("demo", "run", tmp_path / "demo", "--lang", "fr")

    assert shown.code == 0, shown.out
    assert "1 avec lacunes ouvertes" in shown.out
    assert "Où il se trouve" in shown.out
    assert "Livre de garde intact" in shown.out
    assert (tmp_path / "demo/archive/reports/completeness.ar.html").is_file()


def test_a_demonstration_never_writes_into_a_folder_in_use(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    assert khizana("demo", "run", tmp_path).code == 2
