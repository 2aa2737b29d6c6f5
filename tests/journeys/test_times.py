"""A clock that is behind the ledger is said; what depends on the time is refused; a false time can be declared by two."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.api.archive import system_clock
from khizana.wiring import opening
from tests.support.replicated import Replicated, copied, replicated

NOW = system_clock()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Replicated:
    return replicated(tmp_path_factory.mktemp("base"))


@pytest.fixture
def made(base: Replicated, tmp_path: Path) -> Replicated:
    return copied(base, tmp_path)


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> object:
    return lambda time: monkeypatch.setattr(opening, "system_clock", lambda: time)


def audited_in_the_future(made: Replicated, set_clock: object) -> int:
    """An audit under a clock that runs ahead by ten years; the position of its entry."""
    ahead: datetime = NOW + timedelta(days=3653)
    set_clock(ahead)  # type: ignore[operator]
    assert made.call("audit", "fixity", "--all").code == 0
    set_clock(NOW + timedelta(hours=1))  # type: ignore[operator]
    return opening.open_archive(made.root).ledger.head().size - 1


def test_a_clock_behind_the_last_entry_is_said_by_every_command(made: Replicated, set_clock: object) -> None:
    position = audited_in_the_future(made, set_clock)

    for command in (["status"], ["ledger", "verify"], ["holds"], ["audit", "completeness"], ["person", "list"]):
        called = made.call(*command, "--lang", "en")
        assert f"entry {position} of the ledger was recorded" in called.err, command
    notices = made.call("status", "--json").json["notices"]
    assert [one["notice"] for one in notices] == ["clock.behind"]


def test_a_clock_that_is_behind_by_a_little_is_none(made: Replicated, set_clock: object) -> None:
    *_, last = opening.open_archive(made.root).ledger.since(0)
    set_clock(last.entry.time - timedelta(minutes=3))  # type: ignore[operator]
    assert made.call("audit", "fixity", "--due", "1d").code == 0

    assert "clock" not in made.call("status", "--lang", "en").err


def test_what_is_due_open_or_may_go_is_refused_by_a_clock_that_is_behind(made: Replicated, set_clock: object) -> None:
    audited_in_the_future(made, set_clock)
    register = next(iter(opening.open_archive(made.root).store.packages())).rpartition("-v")[0]

    for command in (
        ["audit", "fixity", "--due", "30d"],
        ["search", "محمد", "--open-only"],
        ["dispose", register, "--reason", "over", *made.signed("amal")],
    ):
        refused = made.call(*command)
        assert refused.code == 1, command
        assert "depends on the time and is refused" in refused.err, command
    shown = made.call("search", "محمد", "--json")
    assert shown.code == 0
    assert {hit["access"]["open"] for hit in shown.json["hits"]} <= {None}
    assert made.call("audit", "fixity", "--all").code == 0


def test_an_entry_made_meanwhile_does_not_hide_that_the_clock_is_behind(made: Replicated, set_clock: object) -> None:
    audited_in_the_future(made, set_clock)
    assert made.call("audit", "fixity", "--all").code == 0

    assert made.call("audit", "fixity", "--due", "30d").code == 1


def test_two_people_declare_a_time_false_and_it_is_neither_a_reading_nor_a_bound(
    made: Replicated, set_clock: object
) -> None:
    position = audited_in_the_future(made, set_clock)
    asked = made.call("ledger", "declare-time", str(position), "--json", *made.signed("amal"))
    assert asked.code == 0, asked.err
    approved = made.call("approve", asked.json["request"], "--lang", "en", *made.signed("badr"))
    assert approved.code == 0, approved.err

    assert made.call("status", "--lang", "en").err == ""
    due = made.call("audit", "fixity", "--due", "30d", "--json")
    assert due.code == 0
    assert due.json["report"]["counts"]["packages"] == 4
    assert made.call("audit", "fixity", "--due", "30d", "--json").json["report"]["counts"]["packages"] == 0


def test_a_reading_in_the_future_counts_as_none(made: Replicated, set_clock: object) -> None:
    audited_in_the_future(made, set_clock)

    stores = made.call("audit", "metrics", "--json").json["stores"]
    assert stores[0]["never_read"] == 4
    assert stores[0]["oldest_read"] is None


def test_a_time_is_declared_only_of_an_entry_that_is_there(made: Replicated) -> None:
    assert made.call("ledger", "declare-time", "9999", *made.signed("amal")).code == 2


def test_a_signed_report_that_is_not_the_newest_says_so(made: Replicated, tmp_path: Path) -> None:
    assert made.call("audit", "fixity", "--all").code == 0
    for name in ("fixity.json", "fixity.json.note"):
        shutil.copyfile(made.root / "reports" / name, tmp_path / name)
    newest = made.call("audit", "verify-report", tmp_path / "fixity.json", "--json").json
    assert newest["newer"] is None
    assert made.call("audit", "fixity", "--all").code == 0

    older = made.call("audit", "verify-report", tmp_path / "fixity.json", "--lang", "en")
    assert "This report is not the newest" in older.out
