"""Two people take deliveries in at the same time, into one archive."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cli import khizana
from tests.support.deliveries import DESCRIPTIONS, Delivery
from tests.support.held import damaged, recorded
from tests.support.other_births import drawn_anew


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    folder = tmp_path / "one"
    assert khizana("delivery", "template", folder).code == 0
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    assert khizana("init", folder, "--name", "several").code == 0
    return folder


def of_another_office(folder: Path, target: Path) -> Path:
    """The same registers, kept by another office and brought as another delivery; its paper was scanned apart."""
    for path in sorted(folder.rglob("*")):
        copy = target / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            content = path.read_bytes()
            if path.suffix in (".json", ".jsonl", ".csv"):
                content = content.replace(b"01.511.01.03-1", b"01.511.01.03-2").replace(
                    b"example-0001", b"example-0002"
                )
            copy.write_bytes(content)
    for number, register in enumerate(DESCRIPTIONS):
        drawn_anew(Delivery(target), register, mark=9 + number)
    return target


def start(delivery: Path, archive: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "khizana", "ingest", str(delivery), "--archive", str(archive), "--json"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_both_deliveries_are_held_whole_and_indexed(delivery: Path, archive: Path, tmp_path: Path) -> None:
    other = of_another_office(delivery, tmp_path / "two")
    both = [start(delivery, archive), start(other, archive)]
    said = [running.communicate(timeout=300) for running in both]
    assert [(running.returncode, error) for running, (_, error) in zip(both, said, strict=True)] == [(0, b"")] * 2
    answers = [json.loads(answer) for answer, _ in said]
    shown = khizana("status", "--archive", archive, "--json").json

    assert [running.returncode for running in both] == [0, 0]
    assert sorted(recorded(archive)) == sorted([*answers[0]["stored"], *answers[1]["stored"]])
    assert len(recorded(archive)) == 8
    assert damaged(archive) == []
    assert shown["lag"] == {"catalogue": 0, "index": 0}


def test_of_two_that_bring_the_same_delivery_one_is_told_who_is_at_it(delivery: Path, archive: Path) -> None:
    both = [start(delivery, archive), start(delivery, archive)]
    said = [running.communicate(timeout=300) for running in both]
    codes = sorted(running.returncode for running in both)

    assert codes == [0, 11]
    [told] = [error.decode() for running, (_, error) in zip(both, said, strict=True) if running.returncode == 11]
    assert "khizana ingest, process" in told
    assert len(recorded(archive)) == 4
    assert damaged(archive) == []


def test_of_two_that_call_themselves_alike_one_alone_is_taken_in(delivery: Path, archive: Path, tmp_path: Path) -> None:
    other = of_another_office(delivery, tmp_path / "two")
    with Delivery(other).manifest() as manifest:
        manifest["delivery"] = "example-0001"
    both = [start(delivery, archive), start(other, archive)]
    codes = sorted(running.wait(timeout=300) for running in both if running.communicate(timeout=300))
    again = [khizana("ingest", one, "--archive", archive, "--json") for one in (delivery, other)]

    assert codes in ([0, 3], [0, 11])
    assert sorted(one.code for one in again) == [0, 3]
    assert len(recorded(archive)) == 4
