"""What a version changed is told once, from fragments that nobody else writes to."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from khizana import __version__

ROOT = Path(__file__).parents[2]
FRAGMENTS = sorted((ROOT / "changelog" / "unreleased").iterdir())
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.fixture
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_changelog", ROOT / "scripts" / "make-changelog.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_name_of_a_fragment_says_what_changed_and_is_its_alone() -> None:
    names = [path.name for path in FRAGMENTS]
    subjects = Counter(re.sub(r"^\d+-", "", name).lower() for name in names)

    assert [name for name in names if not re.fullmatch(r"(\d{4}-)?[a-z][a-z0-9-]+\.md|\.gitkeep", name)] == []
    assert [subject for subject, times in subjects.items() if times > 1] == []


def test_a_fragment_says_something_that_the_changelog_does_not_say_yet(maker: ModuleType) -> None:
    points = {path.name: maker.items(path.read_text("utf-8")) for path in FRAGMENTS if path.suffix == ".md"}

    assert [name for name, said in points.items() if not said or any(point in CHANGELOG for point in said)] == []


def test_the_changelog_begins_with_this_version() -> None:
    assert re.findall(r"(?m)^## (\S+)", CHANGELOG)[0] == __version__


def test_lists_and_paragraphs_become_points_under_the_version(maker: ModuleType) -> None:
    points = [*maker.items("One thing.\nIt goes on."), *maker.items("### Added\n\n- two\n- three\n")]
    first = maker.taken_in("# Changes\n\nhead\n\n## 0.0.1 (2026-01-01)\n\n- older\n", "0.0.2", "2026-02-02", points)
    again = maker.taken_in(first, "0.0.2", "2026-03-03", ["- four"])

    assert again == (
        "# Changes\n\nhead\n\n## 0.0.2 (2026-02-02)\n\n- One thing.\n  It goes on.\n- two\n- three\n- four\n"
        "\n## 0.0.1 (2026-01-01)\n\n- older\n"
    )
