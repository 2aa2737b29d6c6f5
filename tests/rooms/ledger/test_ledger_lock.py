"""The lock: one holder, who is named, and none after a death."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from archive.ledger.lock import Locked, alone, exclusive

HOLD = """
import sys, time
from pathlib import Path
from archive.ledger.lock import exclusive
with exclusive(Path(sys.argv[1]), "process 42 on archive-1: khizana ingest, since 08:30"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lock"


def test_names_the_process_that_holds_it_and_outlives_its_death(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(Locked) as refused, exclusive(path, "me"):
            pytest.fail("two hold the lock")
        other.kill()

    assert refused.value.holder == "process 42 on archive-1: khizana ingest, since 08:30"
    assert str(path) in str(refused.value)
    assert "wait until it ends" in str(refused.value)
    with exclusive(path, "me"):
        assert path.read_text() == "me\n"


def test_is_free_again_and_empty_after_use(path: Path) -> None:
    with exclusive(path, "me"):
        pass

    assert path.read_text() == ""
    with exclusive(path, "you"):
        assert path.read_text() == "you\n"


def test_is_free_again_after_a_failure(path: Path) -> None:
    with pytest.raises(ZeroDivisionError), exclusive(path, "me"):
        raise ZeroDivisionError

    with exclusive(path, "you"):
        assert path.read_text() == "you\n"


def test_a_refusal_leaves_the_holder_his_lock(path: Path) -> None:
    with exclusive(path, "me"):
        with pytest.raises(Locked), exclusive(path, "you"):
            pytest.fail("two hold the lock")

        assert path.read_text() == "me\n"
        with pytest.raises(Locked, match="is held by me"), exclusive(path, "you"):
            pytest.fail("two hold the lock")


def test_a_short_move_waits_for_its_turn(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with alone(tmp_path):
            order.append("second")

    waiting = threading.Thread(target=second)
    with alone(tmp_path):
        waiting.start()
        waiting.join(0.1)
        order.append("first")
    waiting.join(5)

    assert order == ["first", "second"]
