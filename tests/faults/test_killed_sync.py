"""A copy to a replica is killed at random moments: what is there is whole, its ledger verifies, and the same command goes on."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.audit.fixity import verify_package
from archive.audit.outcome import Word
from archive.ledger.keys.keys import read_verifier
from archive.ledger.log.files import FilesLedger
from archive.life.documents import named_in
from khizana.wiring.opening import open_archive
from khizana.wiring.session import store_named
from tests.faults.conftest import LONG
from tests.support.replicated import Replicated, begun, contents, copied

KILLS = 40 if LONG else 8
SEED = 20261123
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("killed-sync")]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Replicated:
    """Everything taken in while the replica's disk was away."""
    folder = tmp_path_factory.mktemp("sync")
    made = begun(folder)
    made.replica.rename(folder / "unplugged")
    assert made.call("ingest", made.delivery).code == 0
    (folder / "unplugged").rename(made.replica)
    return made


def start(made: Replicated) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "khizana", "replica", "sync", "--archive", str(made.root)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for_the_lock(running: subprocess.Popen[bytes], made: Replicated) -> None:
    lock = made.replica / "lock"
    while running.poll() is None and not (lock.exists() and lock.stat().st_size):
        time.sleep(0.001)


def test_a_sync_that_is_killed_leaves_whole_packages_and_goes_on(base: Replicated, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    whole = copied(base, tmp_path / "whole")
    running = start(whole)
    wait_for_the_lock(running, whole)
    began = time.monotonic()
    assert running.wait() == 0
    lasting = time.monotonic() - began
    found: list[int] = []
    turn = 0
    while len(found) < KILLS:
        turn += 1
        made = copied(base, tmp_path / f"killed-{turn}")
        running = start(made)
        wait_for_the_lock(running, made)
        time.sleep(chance.uniform(0, lasting))
        running.send_signal(signal.SIGKILL)
        if running.wait() != -signal.SIGKILL:
            continue  # it had already ended: this moment does not count

        archive = open_archive(made.root)
        replica, (pins, _) = store_named(archive, "b"), named_in(archive.ledger.since(0))
        held = list(replica.packages())
        words = {verify_package(name, pins[name], replica.files(name)).word for name in held}
        assert words <= {Word.INTACT}
        if (made.replica / "ledger" / "checkpoint").exists():
            FilesLedger(made.replica / "ledger", read_verifier(made.replica / "ledger.pub")).verify()
            assert held == list(archive.store.packages()), "a ledger was copied before what it names"
        assert made.call("replica", "sync").code == 0
        assert contents(made.replica / "store" / "packages") == contents(made.root / "store" / "packages")
        assert made.call("replica", "list", "--json").json["replicas"][0]["lag"] == 0
        assert not any((made.replica / "store" / "staging").iterdir())
        found.append(len(held))
    print(f"{len(found)} kills, with {sorted(set(found))} packages there")
