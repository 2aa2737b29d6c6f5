"""The power goes after any system call, and the disk holds any legal mixture of what was not synced: the promises still hold."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.conftest import LONG
from tests.faults.interrupting import Interrupting
from tests.faults.power_cut import Effort, Trace, explore

SEED = 20260301
OPERATIONS = ("document", "append", "deposit", "ingest", "version")
SHORT = {
    "document": Effort(2, 1),
    "append": Effort(2, 5),
    "deposit": Effort(1, 20, 3),
    "ingest": Effort(1, 50, 40),
    "version": Effort(1, 50, 40),
}
FULL = {
    "document": Effort(40, 1),
    "append": Effort(40, 2),
    "deposit": Effort(40, 4),
    "ingest": Effort(20, 100),
    "version": Effort(20, 100),
}
NEVER_AGAIN = Effort(2, 10**9)
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("power-cut")]


def trace_of(interrupting: Interrupting, name: str, variant: str = "") -> Trace:
    """An undisturbed operation, recorded."""
    calls = interrupting.recorded(name, variant)
    return Trace(interrupting.root, calls)


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_power_cut_after_any_call_loses_nothing_acknowledged(
    interrupting: Interrupting, name: str, tmp_path: Path
) -> None:
    trace = trace_of(interrupting, name)
    effort = (FULL if LONG else SHORT)[name]
    found = explore(interrupting.expected(name), trace, tmp_path, effort, random.Random(SEED))
    print(
        f"{name}: {len(trace.calls)} calls, {found.states} states, {found.different} different, {found.done_again} redone"
    )

    assert found.problems == []
    assert found.different > 10


def test_a_power_cut_loses_nothing_where_each_file_is_synced_by_itself(
    interrupting: Interrupting, tmp_path: Path
) -> None:
    trace = trace_of(interrupting, "deposit", "file-by-file")
    effort = (FULL if LONG else SHORT)["deposit"]
    found = explore(interrupting.expected("deposit"), trace, tmp_path, effort, random.Random(SEED))

    assert not any(call.name == "syncfs" for call in trace.calls)
    assert found.problems == []
    assert found.different > 10


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("document", "without_file_sync"),
        ("document", "without_folder_sync"),
        ("append", "without_file_sync"),
        ("append", "without_folder_sync"),
        ("deposit", "without_file_sync"),
        ("deposit", "without_folder_sync"),
        ("deposit", "ledger_first"),
    ],
)
def test_a_wrong_order_of_calls_is_found(interrupting: Interrupting, name: str, order: str, tmp_path: Path) -> None:
    trace = trace_of(interrupting, name)
    wrongly = getattr(trace, order)()
    found = explore(interrupting.expected(name), wrongly, tmp_path, NEVER_AGAIN, random.Random(SEED), enough=1)

    assert found.problems != []
