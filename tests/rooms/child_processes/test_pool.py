"""A child answers, dies alone, is replaced, and never outlives whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive.child_processes.child import Died, TookTooLong
from archive.child_processes.pool import Pool
from archive.child_processes.programs import run
from archive.child_processes.shortage import MachineShort

ANSWERING = """
import json, os, signal, sys, time
from archive.child_processes.limits import Limits
from archive.child_processes.serving import serve
def answer(content, descriptors):
    word = content.decode()
    if word == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    if word == "hang":
        time.sleep(600)
    if word == "much":
        bytearray(1 << 30)
    if word == "break":
        raise ZeroDivisionError("nobody expected it")
    if word == "read":
        return b"".join(os.read(one, 100) for one in descriptors)
    if word == "environment":
        return json.dumps(dict(os.environ)).encode()
    return f"{word} {os.getpid()}".encode()
serve(answer, Limits(memory=512 << 20))
"""
COMMAND = (sys.executable, "-c", ANSWERING)


def lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    except OSError:
        return False


def gone(process: int) -> bool:
    """Whether it ends within some seconds."""
    until = time.monotonic() + 20
    while lives(process) and time.monotonic() < until:
        time.sleep(0.02)
    return not lives(process)


def test_one_child_answers_one_request_after_another() -> None:
    with Pool(COMMAND) as pool:
        first, second = pool.ask(b"a"), pool.ask(b"b")

    assert (first[:1], second[:1], first[1:]) == (b"a", b"b", second[1:])


def test_a_large_answer_and_open_files_go_through_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one ")
    (tmp_path / "b").write_bytes(b"two")
    with Pool(COMMAND) as pool, (tmp_path / "a").open("rb") as one, (tmp_path / "b").open("rb") as other:
        read = pool.ask(b"read", (one.fileno(), other.fileno()))
        long = pool.ask(b"x" * (5 << 20))

    assert read == b"one two"
    assert long.startswith(b"x" * (5 << 20))


@pytest.mark.parametrize(
    ("word", "said", "memory"),
    [(b"die", "SIGSEGV", False), (b"break", "nobody expected it", False), (b"much", "MemoryError", True)],
)
def test_a_child_that_dies_says_how_and_the_next_request_is_answered(word: bytes, said: str, memory: bool) -> None:
    with Pool(COMMAND) as pool:
        with pytest.raises(Died, match=said) as died:
            pool.ask(word)
        after = pool.ask(b"a")

    assert (died.value.memory, died.value.killed, after[:2]) == (memory, False, b"a ")


def test_a_child_that_hangs_is_ended_and_the_next_request_is_answered() -> None:
    with Pool(COMMAND) as pool:
        process = int(pool.ask(b"a").split()[1])
        with pytest.raises(TookTooLong):
            pool.ask(b"hang", seconds=0.5)
        after = pool.ask(b"a", seconds=60)

    assert (lives(process), after[:2]) == (False, b"a ")


def test_what_was_killed_from_outside_is_the_machines_shortage_and_no_fault_of_what_was_read() -> None:
    with Pool(COMMAND) as pool, ThreadPoolExecutor(1) as threads:
        process = int(pool.ask(b"a").split()[1])
        asked = threads.submit(pool.ask, b"hang")
        time.sleep(0.2)
        os.kill(process, signal.SIGKILL)
        with pytest.raises(Died) as died:
            asked.result()

        assert died.value.killed
        assert "killed" in (pool.shortage(died.value) or "")
        assert pool.shortage(Died("exit 1", memory=False)) is None


def test_where_no_child_can_be_started_the_machine_is_named(tmp_path: Path) -> None:
    with Pool([str(tmp_path / "no program")]) as pool, pytest.raises(MachineShort, match="cannot be started"):
        pool.ask(b"a")


def test_no_setting_of_ours_reaches_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHIZANA_SECRET", "of ours")
    with Pool(COMMAND, {"VIPS_CONCURRENCY": "1"}) as pool:
        environment = pool.ask(b"environment")

    assert b"of ours" not in environment
    assert b"VIPS_CONCURRENCY" in environment


def test_all_children_end_with_their_pool_whoever_still_waits() -> None:
    with ThreadPoolExecutor(3) as threads:
        with Pool(COMMAND) as pool:
            processes = {int(one.split()[1]) for one in threads.map(pool.ask, [b"a", b"b", b"c"])}
            waiting = [threads.submit(pool.ask, b"hang") for _ in range(2)]
            time.sleep(0.3)
        ended = [isinstance(one.exception(20), Died) for one in waiting]

    assert ended == [True, True]
    assert [one for one in processes if lives(one)] == []


PARENT = """
import sys, threading
from archive.child_processes.pool import Pool
with Pool((sys.executable, "-c", {program!r})) as pool:
    print(pool.ask(b"a").decode().split()[1], flush=True)
    threading.Thread(target=pool.ask, args=(b"hang",), daemon=True).start()
    threading.Event().wait(60)
"""


def test_a_child_ends_with_its_parent_even_when_that_is_killed_in_the_middle_of_a_request() -> None:
    program = [sys.executable, "-c", PARENT.format(program=ANSWERING)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.2)
        parent.kill()

    assert gone(child)


def test_a_program_of_others_is_run_with_the_files_that_it_may_read_and_ends_in_time(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"content")
    with (tmp_path / "a").open("rb") as file:
        said = run(["cat", f"/dev/fd/{file.fileno()}"], (file.fileno(),), 30)

    assert said == b"content"
    assert run(["sleep", "60"], (), 0.5) is None
    assert not run([str(tmp_path / "no program")], (), 30)


KILLED = """
import sys
from archive.child_processes.programs import run
run(["sh", "-c", "echo $$ > {file}; exec sleep 60"], (), 50)
"""


def test_a_program_of_others_ends_with_us(tmp_path: Path) -> None:
    file = tmp_path / "number"
    with subprocess.Popen([sys.executable, "-c", KILLED.format(file=file)]) as parent:
        until = time.monotonic() + 20
        while not (file.exists() and file.read_text()) and time.monotonic() < until:
            time.sleep(0.05)
        parent.kill()

    assert gone(int(file.read_text()))
