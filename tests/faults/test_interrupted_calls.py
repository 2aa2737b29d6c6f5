"""Each changing system call of an operation is the last of its process, or fails: nothing acknowledged is lost, nothing half-made
is recorded, and the same operation done again leaves what an undisturbed one leaves, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.conftest import LONG
from tests.faults.interrupting import Interrupting
from tests.support.strace import Call

OPERATIONS = ("document", "append", "deposit", "ingest", "version")
STRIDE = {"document": 1, "append": 4, "deposit": 4, "ingest": 45, "version": 30}
"""How many calls the short form goes on after each that it interrupts."""

NO_ROOM = ("write", "openat", "mkdir", "mkdirat", "rename", "fsync", "syncfs")
SYNC = ("fsync", "fdatasync", "syncfs")
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("interrupted-calls")]


def changing(interrupting: Interrupting, name: str) -> list[Call]:
    """The calls that change something; an open only where it creates."""
    return [call for call in interrupting.recorded(name) if "open" not in call.name or creates(call)]


def creates(call: Call) -> bool:
    return any(isinstance(word, str) and "O_CREAT" in word for word in call.arguments)


def some(calls: list[Call], name: str, first: int = 0) -> list[Call]:
    return calls if LONG else calls[first :: STRIDE[name]]


@pytest.mark.parametrize("name", OPERATIONS)
def test_killed_before_any_call_it_loses_nothing_and_finishes_when_done_again(
    interrupting: Interrupting, name: str
) -> None:
    calls = changing(interrupting, name)

    for call in some(calls, name):
        if "open" in call.name and not LONG:
            continue  # nothing has changed since the call before
        ended = interrupting.interrupted(name, f"{call.name}:signal=KILL:when={call.nth}")

        assert ended.status == -9, f"{call}: {ended}"
        assert interrupting.wrong(name, ended) == [], f"killed before {call} {call.arguments[:1]}"
    print(f"{name}: {len(calls)} changing calls, {interrupting.tried} interruptions so far")


def refusals(calls: list[Call], name: str) -> Iterator[tuple[Call, str]]:
    """Each call with the error that it gets."""
    for call in some(calls, name, 1):
        yield call, "EIO"
        if LONG and call.name in NO_ROOM:
            yield call, "ENOSPC"


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_error_of_any_call_is_said_and_loses_nothing(interrupting: Interrupting, name: str) -> None:
    calls = [call for call in changing(interrupting, name) if b"ACKNOWLEDGED" not in call.arguments]

    for call, error in refusals(calls, name):
        ended = interrupting.interrupted(name, f"{call.name}:error={error}:when={call.nth}")
        told = f"{call} {call.arguments[:1]} gave {error}, then: {ended}"

        assert ended.status in (0, 1), told
        assert not (ended.acknowledged and call.name in SYNC), told
        assert interrupting.wrong(name, ended) == [], told


def test_short_writes_are_written_on(interrupting: Interrupting) -> None:
    for name in OPERATIONS:
        ended = interrupting.undisturbed(name, "short-writes")

        assert ended.acknowledged, ended
        assert interrupting.wrong(name, ended) == []


def test_an_entry_before_its_package_is_noticed(interrupting: Interrupting) -> None:
    calls = changing(interrupting, "deposit")
    found = []
    for call in calls[::4]:
        ended = interrupting.interrupted("deposit", f"{call.name}:signal=KILL:when={call.nth}", "ledger-first")
        if ended.status == -9:
            found += interrupting.wrong_now("deposit", ended)

    assert any("is recorded and missing" in problem for problem in found)


def test_a_receipt_for_what_the_disk_refused_is_noticed(interrupting: Interrupting) -> None:
    ended = interrupting.interrupted("deposit", "syncfs:error=EIO:when=1", "deaf")

    assert ended.acknowledged, "a deaf writer acknowledges what was refused, which is what the tests above must not see"
