"""What is derived is built aside and becomes current in one move."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.generations import Generations, WritingElsewhere


def test_nothing_is_current_before_the_first_swap(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "views")
    with generations.writing():
        fresh = generations.begin()

    assert generations.current() is None
    assert fresh.is_dir()


def test_a_swap_makes_one_current_and_removes_the_one_before(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    with generations.writing():
        generations.swap(generations.begin())
        first = generations.current()
        second = generations.begin()
        during = generations.current()
        generations.swap(second)

    assert first == during == tmp_path / "g000001"
    assert generations.current() == second == tmp_path / "g000002"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "g000002", "writing.lock"]


def test_what_a_dead_builder_left_is_removed_by_the_next(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    with generations.writing():
        generations.swap(generations.begin())
        (generations.begin() / "half").write_text("half")
        again = generations.begin()

    assert list(again.iterdir()) == []
    assert generations.current() == tmp_path / "g000001"


def test_leaves_alone_what_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    generations = Generations(tmp_path)
    with generations.writing():
        generations.swap(generations.begin())
        generations.swap(generations.begin())

    assert (tmp_path / "notes").is_dir()


def test_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    with generations.writing(), pytest.raises(WritingElsewhere, match="wait"), generations.writing():
        pass

    with generations.writing():
        assert (tmp_path / "writing.lock").exists()
