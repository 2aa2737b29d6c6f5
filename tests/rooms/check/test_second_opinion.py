"""A bag in which we find nothing wrong is read by bagit-python too, and what that refuses is said."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import bagit
import pytest

from archive.delivery.bags.second_opinion import objection
from tests.support.cli import khizana


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    made = tmp_path / "bag"
    made.mkdir()
    (made / "a.txt").write_text("content")
    bagit.make_bag(str(made), checksums=["sha256"])
    return made


def codes(folder: Path) -> list[str]:
    return [found["code"] for found in khizana("check", folder, "--json").json["findings"]]


def test_a_bag_that_both_readers_take_gets_no_remark(bag: Path) -> None:
    assert codes(bag) == []
    assert objection(bag, 0) is None


def test_what_only_the_other_reader_refuses_is_a_warning(bag: Path) -> None:
    """RFC 8493 section 2.4 writes SHA3-256 as sha3256, which bagit-python does not take for a manifest."""
    (bag / "tagmanifest-sha256.txt").unlink()
    (bag / "manifest-sha256.txt").unlink()
    digest = hashlib.sha3_256((bag / "data" / "a.txt").read_bytes()).hexdigest()
    (bag / "manifest-sha3256.txt").write_text(f"{digest}  data/a.txt\n")

    assert objection(bag, 0) == "No manifest files found"
    assert codes(bag) == ["BAG_REFUSED_ELSEWHERE"]


def test_a_bag_that_was_altered_is_refused_by_both(bag: Path) -> None:
    (bag / "data" / "a.txt").write_text("another")

    assert "sha256 validation failed" in (objection(bag, 0) or "")
    assert "BAG_REFUSED_ELSEWHERE" not in codes(bag)


def test_a_reader_that_dies_is_said_and_takes_nothing_with_it(bag: Path) -> None:
    program = (sys.executable, "-c", "import os; os._exit(9)")

    assert objection(bag, 0, program) == "it broke off: exit 9"
