"""Each store is audited by itself, and told by itself; an intact replica tells which bytes of a damaged file differ."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from archive.ledger.entry import EntryType
from khizana.wiring.opening import open_archive
from tests.support.mutate import flip
from tests.support.replicated import Replicated, replicated

pytestmark = pytest.mark.xdist_group("replicas")


@pytest.fixture
def made(tmp_path: Path) -> Replicated:
    made = replicated(tmp_path)
    assert made.call("replica", "sync").code == 0
    return made


def page(root: Path) -> Path:
    return min((root / "store" / "packages").rglob("representations/master/data/*"))


def audit(made: Replicated, *options: str) -> Any:
    called = made.call("audit", "fixity", *options, "--json")
    return called.code, called.json["report"]


def test_a_replica_is_audited_by_its_name_and_recorded_apart(made: Replicated) -> None:
    flip(page(made.replica), 5000)
    main, replica = audit(made), audit(made, "--store", "b")
    audits = [one.entry for one in open_archive(made.root).ledger.since(0) if one.entry.type is EntryType.AUDIT]

    assert (main[0], main[1]["store"], main[1]["conclusion"]) == (0, "main", "intact")
    assert (replica[0], replica[1]["store"], replica[1]["conclusion"]) == (3, "b", "differences")
    assert [(entry.links["store"], entry.outcome) for entry in audits] == [("main", "intact"), ("b", "differences")]
    assert {"fixity.json", "fixity.b.json", "fixity.b.json.note", "fixity.b.ar.html"} <= {
        path.name for path in (made.root / "reports").iterdir()
    }
    figures = made.call("audit", "metrics", "--json").json["stores"]
    assert [(one["store"], one["differing"]) for one in figures] == [("main", 0), ("b", 1)]


def test_the_audit_of_a_replica_answers_by_the_name_of_its_command(made: Replicated) -> None:
    assert made.call("audit", "fixity", "--store", "b", "--json").json["command"] == "audit fixity"


def test_an_altered_file_names_the_bytes_that_differ_from_the_replica(made: Replicated) -> None:
    size = page(made.root).stat().st_size
    flip(page(made.root), 5000)
    _, report = audit(made)
    (difference,) = report["packages"][0]["differences"]
    said = made.call("audit", "fixity", "--anew", "--lang", "en").out

    assert difference["blocks"] == [[4096, min(8191, size - 1)]]
    assert f"bytes 4096–{min(8191, size - 1)}" in said


def test_a_replica_that_is_away_is_recorded_as_such(made: Replicated) -> None:
    away = made.replica.rename(made.replica.with_name("away"))
    code, report = audit(made, "--store", "b")
    away.rename(made.replica)

    assert (code, report["conclusion"], report["end"]) == (1, "could-not-look", "store-away")


def test_a_store_that_nobody_knows_cannot_be_audited(made: Replicated) -> None:
    called = made.call("audit", "fixity", "--store", "nowhere")

    assert called.code == 1
    assert "nowhere" in called.err


def test_a_replica_that_is_behind_is_audited_for_what_it_holds(made: Replicated) -> None:
    (made.replica / "synced.json").unlink()
    shutil.rmtree(made.replica / "aside", ignore_errors=True)
    code, report = audit(made, "--store", "b")

    assert (code, report["counts"]["packages_named"], report["counts"]["differences"]) == (0, 0, 0)
