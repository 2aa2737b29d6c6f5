"""Whoever asks or writes looks entries of the ledger up; nobody reads it again from its beginning for that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.ledger.log.files import FilesLedger
from archive.ledger.port import Recorded
from tests.support.kept import Kept, unpacked

BIRTHS = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
A_FEW = 8
"""Entries that one command may read in a row: those that it wrote itself, taken in by the projection, catalogue and index."""
Longest = Callable[[], int]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """An archive of an earlier Khizana, written to once and audited, so that all that is derived stands at its head."""
    made = unpacked(tmp_path)
    assert made.call("rebuild").code == 0
    assert made.call("audit", "fixity", "--all").code == 0
    assert made.call("hold", BIRTHS, "--reason", "court-case-1").code == 0
    assert made.call("status").code == 0
    return made


def counting(monkeypatch: pytest.MonkeyPatch) -> Longest:
    """Answers the most entries that were read in a row since it was called."""
    runs: list[int] = [0]
    since = FilesLedger.since

    def counted(self: FilesLedger, position: int) -> Iterator[Recorded]:
        runs.append(0)
        own = len(runs) - 1
        for recorded in since(self, position):
            runs[own] += 1
            yield recorded

    monkeypatch.setattr(FilesLedger, "since", counted)
    return lambda: max(runs)


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("holds",),
        ("requests",),
        ("person", "list"),
        ("delivery", "list"),
        ("search", "Fatima"),
        ("show", BIRTHS),
        ("premis", f"{BIRTHS}-v1"),
        ("audit", "completeness"),
        ("assess", "ndsa"),
        ("hold", BIRTHS, "--reason", "court-case-2"),
        ("ledger", "rotate-key"),
    ],
    ids=" ".join,
)
def test_no_command_reads_the_ledger_again_for_one_answer(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    longest = counting(monkeypatch)
    said = kept.call(*command)

    assert said.code in (0, 3), said.out + said.err
    assert longest() <= A_FEW


def test_a_report_is_found_in_the_ledger_without_reading_it(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    audited = kept.call("audit", "fixity", "--all", "--json").json
    report = next(Path(path) for path in audited["files"] if path.endswith(".json"))
    longest = counting(monkeypatch)
    said = kept.call("audit", "verify-report", report, "--json")

    assert said.json["recorded"] is True
    assert longest() <= A_FEW
