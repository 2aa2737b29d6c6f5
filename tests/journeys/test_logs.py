"""A service can follow what happens by its log, where it asks for one; no name of a person ever stands there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import khizana

ALL = ("--log-level", "debug", "--log-format", "json")


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A delivery in a folder that bears a person's name, with a finding."""
    folder = tmp_path_factory.mktemp("logs") / "Youssef Benjelloun"
    khizana("demo", "make", folder, "--acts", 40, "--registers", 4, "--no-images", "--defect", "MISSING_ACT")
    return folder


def names_in(delivery: Path) -> set[str]:
    """Every given name and surname of the acts, in both scripts, and the words of the folder."""
    found: set[str] = {"Youssef", "Benjelloun"}

    def look(value: Any, within: str) -> None:
        if isinstance(value, dict):
            for key, below in value.items():
                look(below, key if key in ("given", "surname", "officer") else within)
        elif isinstance(value, list):
            for below in value:
                look(below, within)
        elif within and isinstance(value, str):
            found.update(word for word in re.findall(r"[^\W\d_]+", value) if len(word) > 2)

    for path in delivery.rglob("acts.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            look(json.loads(line), "")
    return found - {"on", "paper", "illegible", "not", "keyed"}


def lines(err: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in err.splitlines() if line.startswith("{")]


def test_nothing_is_logged_where_nobody_asked(tmp_path: Path) -> None:
    made = khizana("init", tmp_path / "archive", "--name", "quiet")

    assert (made.code, made.err) == (0, "")


def test_every_line_is_json_with_time_level_event_and_the_identifier_of_its_command(
    tmp_path: Path, delivery: Path
) -> None:
    khizana("init", tmp_path / "archive", "--name", "logs")
    taken = khizana("--log-level", "info", "ingest", delivery, "--archive", tmp_path / "archive", "--log-format=json")
    said = lines(taken.err)

    assert taken.err.count("\n") == len(said)
    assert len({line["request"] for line in said}) == 1
    assert all(re.fullmatch(r"[0-9-]{10}T[0-9:.]{12}Z", line["time"]) and line["level"] == "info" for line in said)
    events = [line["event"] for line in said]
    assert (events[0], events[-1]) == ("command began", "command ended")
    assert (said[0]["command"], said[-1]["exit"]) == ("ingest", 0)
    assert {"delivery examined", "packages stored", "ledger appended"} < set(events)


def test_the_settings_of_a_service_ask_for_a_log_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHIZANA_LOG_LEVEL", "info")
    made = khizana("init", tmp_path / "archive", "--name", "service")

    assert re.match(r"\S+Z info [0-9a-f]{12} khizana\.\S+ command began command=init\n", made.err)


def test_a_level_leaves_out_what_weighs_less(tmp_path: Path) -> None:
    failed = khizana("--log-level", "error", "--log-format", "json", "status", "--archive", tmp_path / "nowhere")

    assert [(line["event"], line["error"]) for line in lines(failed.err)] == [("command failed", "NoArchive")]


@pytest.mark.parametrize(("language", "word"), [("ar", "أحد هذه"), ("fr", "l'un de"), ("en", "one of")])
def test_a_level_that_there_is_not_is_an_error_of_usage(language: str, word: str) -> None:
    told = khizana("--log-level", "loud", "--lang", language, "doctor")

    assert told.code == 2
    assert word in told.err


def test_no_name_of_a_person_is_logged_whatever_is_done(tmp_path: Path, delivery: Path) -> None:
    archive = tmp_path / "Amina El Ouazzani"
    place = ("--archive", archive)
    names = names_in(delivery) | {"Amina", "Ouazzani"}
    arabic = sorted(name for name in names if "\u0600" <= name[0] <= "\u06ff")
    latin = sorted(names - set(arabic))
    walk: list[tuple[Any, ...]] = [
        ("init", archive, "--name", "logs"),
        ("check", delivery),
        ("ingest", delivery, *place),
        ("ingest", delivery, *place),
        ("audit", "fixity", *place),
        ("audit", "completeness", *place),
        ("audit", "rules", *place),
        ("search", arabic[0], *place),
        ("search", latin[0], latin[1], "--sort", "nonsense", *place),
        ("search", f"{latin[2]} {latin[3]}", "--lang", "ar", *place),
        ("show", latin[4], *place),
        ("check", tmp_path / "Driss Lahlou" / "acts.xlsx"),
        ("ingest", tmp_path / "Driss Lahlou", *place),
        ("reindex", *place),
        ("rebuild", *place),
        ("status", *place),
        ("reconcile", *place),
        ("no-such-command", latin[0], arabic[0]),
    ]
    log = [line for command in walk for line in lines(khizana(*ALL, *command).err) if "event" in line]
    words = {word for line in log for value in line.values() for word in re.findall(r"[^\W\d_]+", str(value))}

    assert len(log) > 2 * len(walk)
    assert len(names) > 30
    assert words & (names | {"Driss", "Lahlou"}) == set()
    assert str(tmp_path) not in json.dumps(log)


def test_where_no_level_was_named_a_failing_command_says_its_error_and_nothing_else(tmp_path: Path) -> None:
    failing = subprocess.run(
        [sys.executable, "-m", "khizana", "search", "x", "--evnt", "birth"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip

    assert failing.returncode == 2
    assert failing.stderr.startswith("Usage: khizana search")
