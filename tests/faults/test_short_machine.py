"""A shortage of this machine is never the contractor's fault: exit 1, and no verdict in the ledger."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.ledger.entry import EntryType
from khizana.wiring.opening import open_archive
from tests.support.cli import khizana
from tests.support.unprivileged import bound, open_to_all

LIMITS = {
    "memory": ["prlimit", f"--as={1400 << 20}"],
    "less memory than an interpreter takes": ["prlimit", f"--as={300 << 20}"],
    "addresses, which readers reserve": ["prlimit", f"--as={1200 << 20}"],
    "open files": ["prlimit", "--nofile=12"],
    "threads": ["prlimit", "--nproc=10"],
}


@pytest.fixture(scope="module")
def delivery() -> Iterator[Path]:
    with open_to_all() as folder:
        assert khizana("delivery", "template", folder / "delivery").code == 0
        yield folder / "delivery"


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
def test_a_right_delivery_is_not_refused_for_want_of_something_of_ours(limit: list[str], delivery: Path) -> None:
    check = bound(sys.executable, "-m", "khizana", "check", delivery, "--json")
    answered = subprocess.run([*limit, *check], capture_output=True, text=True, timeout=300, check=False)

    assert (answered.returncode, "findings" in answered.stdout) == (1, False), answered.stdout + answered.stderr
    assert "short of something" in json.loads(answered.stdout)["error"]
    assert "Traceback" not in answered.stderr


def test_no_verdict_comes_of_a_shortage_and_the_same_command_finishes_later(delivery: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert khizana("init", archive, "--name", "short").code == 0
    ingest = [sys.executable, "-m", "khizana", "ingest", str(delivery), "--archive", str(archive), "--json"]
    short = subprocess.run([*LIMITS["memory"], *ingest], capture_output=True, text=True, timeout=300, check=False)
    types = {one.entry.type for one in open_archive(archive).ledger.since(0)}

    assert (short.returncode, EntryType.VERDICT in types) == (1, False)
    assert khizana("ingest", delivery, "--archive", archive).code == 0


def test_a_command_that_only_reads_answers_where_nothing_can_be_written(delivery: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert khizana("init", archive, "--name", "full").code == 0
    assert khizana("ingest", delivery, "--archive", archive).code == 0
    asked = [sys.executable, "-m", "khizana", "holds", "--archive", str(archive), "--json"]
    for left in archive.glob("holdings.db*"):
        left.unlink()
    full = subprocess.run(["prlimit", "--fsize=2000", *asked], capture_output=True, text=True, timeout=300, check=False)

    assert (full.returncode, json.loads(full.stdout)["holds"]) == (0, []), full.stderr
