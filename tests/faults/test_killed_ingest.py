"""The command itself is killed at random moments: what is recorded is whole, what is not is invisible, and run again it finishes.

Every system call of an ingest is killed in test_interrupted_calls.py; here it is the whole program, with its workers and readers.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.cli import khizana
from tests.support.held import damaged, recorded

KILLS = 8
SEED = 20260301
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("killed-ingest")]


def start(delivery: Path, archive: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "khizana", "ingest", str(delivery), "--archive", str(archive), "--json"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for_a_claim(running: subprocess.Popen[bytes], archive: Path) -> None:
    claims = archive / "claims"
    while running.poll() is None and not (claims.is_dir() and any(claims.iterdir())):
        time.sleep(0.001)


def wait_for_a_package(running: subprocess.Popen[bytes], archive: Path, before: int) -> None:
    """Until delivery, verdict and the first package are recorded; the index is still to follow."""
    while running.poll() is None and entries(archive) < before + 3:
        time.sleep(0.001)


def entries(archive: Path) -> int:
    return int((archive / "ledger" / "checkpoint").read_text("utf-8").splitlines()[1])


def visible(archive: Path) -> set[str]:
    """Every package that a reader is shown, by any way of asking."""
    shown = khizana("search", "1987", "--archive", archive, "--json", "--limit", "1000")
    found = {hit["package"] for hit in shown.hits} if shown.code == 0 else set()
    fixity = khizana("audit", "fixity", "--archive", archive, "--json").json["report"]
    assert fixity["conclusion"] == "intact"
    return found


def test_killed_at_any_moment_it_keeps_what_is_recorded_and_shows_nothing_half_made(
    small_delivery: Path, tmp_path: Path
) -> None:
    chance = random.Random(SEED)
    empty = tmp_path / "empty"
    assert khizana("init", empty, "--name", "killed").code == 0
    whole = tmp_path / "whole"
    shutil.copytree(empty, whole)
    running = start(small_delivery, whole)
    wait_for_a_claim(running, whole)
    began = time.monotonic()
    assert running.wait() == 0
    lasting = time.monotonic() - began
    expected = recorded(whole)
    found: list[int] = []
    while len(found) < KILLS:
        archive = tmp_path / f"killed-{len(found)}"
        shutil.rmtree(archive, ignore_errors=True)
        shutil.copytree(empty, archive)
        running = start(small_delivery, archive)
        wait_for_a_claim(running, archive)
        if len(found) == KILLS - 1:  # whatever the machine does meanwhile, one kill comes after something was recorded
            wait_for_a_package(running, archive, entries(empty))
        else:  # some in each part of the time: when files are measured, when packages are written, when they are indexed
            time.sleep(lasting * (len(found) + chance.random()) / KILLS)
        running.send_signal(signal.SIGKILL)
        if running.wait() != -signal.SIGKILL:
            continue  # it had already ended: this moment does not count

        kept = recorded(archive)
        assert damaged(archive) == []
        assert visible(archive) <= set(kept)
        again = khizana("ingest", small_delivery, "--archive", archive, "--json")
        assert (again.code, again.json["already"], again.json["stored"]) == (0, kept, expected[len(kept) :])
        assert recorded(archive) == expected
        assert damaged(archive) == []
        assert not any((archive / "store" / "staging").iterdir())
        found.append(len(kept))
    assert len(set(found)) > 1, f"every kill hit the same stage: {found}"
