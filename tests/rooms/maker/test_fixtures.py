"""Every fixture raises the finding that it is named by, and is what its script makes."""

from __future__ import annotations

import filecmp
import runpy
from pathlib import Path

import pytest

from archive.check.examine import examine
from archive.check.reference import Nothing, Reference
from archive.delivery.folder import FolderSource
from archive.delivery.keyed_tables.acts import acts_of
from archive.delivery.receive import receive
from archive.model.finding import Severity
from archive.published import countries, schemas
from khizana.resources import findings

ROOT = Path(__file__).parents[3]
FIXTURES = sorted(path for path in (ROOT / "fixtures").iterdir() if path.is_dir())
LARGEST = 3_000_000


def said(folder: Path) -> dict[str, Severity]:
    source = FolderSource(folder)
    batch = receive(source, workers=1)
    reference = Reference(schemas(), countries(), Nothing())
    verdict = examine(batch, lambda register: acts_of(source, register), reference)
    return {finding.code: finding.severity for finding in verdict.findings}


@pytest.mark.parametrize("folder", FIXTURES, ids=lambda folder: folder.name)
def test_a_fixture_says_its_name_and_nothing_else(folder: Path) -> None:
    expected = set() if folder.name.startswith("right-") else {folder.name}

    assert set(said(folder)) == expected


def test_every_broken_fixture_is_named_by_a_published_finding() -> None:
    broken = {folder.name for folder in FIXTURES if not folder.name.startswith("right-")}

    assert broken and broken <= set(findings())


def test_the_readme_lists_every_fixture() -> None:
    written = (ROOT / "fixtures" / "README.md").read_text("utf-8")

    assert [folder.name for folder in FIXTURES if f"| `{folder.name}` |" not in written] == []


def test_the_fixtures_stay_small() -> None:
    size = sum(path.stat().st_size for path in (ROOT / "fixtures").rglob("*") if path.is_file())

    assert size < LARGEST


@pytest.mark.parametrize("name", ["right-pages-only", "ENCRYPTED", "COUNT_MISMATCH"])
def test_the_script_makes_a_fixture_again_byte_by_byte(name: str, tmp_path: Path) -> None:
    build = runpy.run_path(str(ROOT / "scripts" / "make-fixtures.py"))["FIXTURES"][name]
    build(tmp_path / name)
    kept = ROOT / "fixtures" / name
    names = sorted(path.relative_to(kept).as_posix() for path in kept.rglob("*") if path.is_file())
    made = sorted(
        path.relative_to(tmp_path / name).as_posix() for path in (tmp_path / name).rglob("*") if path.is_file()
    )
    _, different, unreadable = filecmp.cmpfiles(kept, tmp_path / name, names, shallow=False)

    assert made == names
    assert (different, unreadable) == ([], [])
