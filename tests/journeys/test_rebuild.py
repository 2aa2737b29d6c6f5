"""Catalogue and index can be deleted: what is built anew gives the same answers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.cli import khizana

QUERIES: tuple[tuple[str, ...], ...] = (
    ("مريم البقالي",),
    ("mariam el bakkali",),
    ("البقالي",),
    ("Tanger", "--event", "birth"),
    ("طنجة", "--event", "death"),
    ("1987",),
    ("1", "--from", "1987", "--to", "1987"),
    ("Ahmed Ziani",),
    ("ولدت",),
    ("zzz", "--office", "01.511.01.03-1"),
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    made = tmp_path / "archive"
    khizana("delivery", "template", tmp_path / "delivery")
    khizana("init", made, "--name", "rebuilt")
    assert khizana("ingest", tmp_path / "delivery", "--archive", made).code == 0
    return made


def answers(archive: Path) -> list[str]:
    return [khizana("search", *query, "--archive", archive, "--json").out for query in QUERIES]


def test_after_a_rebuild_ten_searches_and_the_completeness_report_are_the_same_bytes(archive: Path) -> None:
    before = answers(archive)
    complete = khizana("audit", "completeness", "--archive", archive, "--json").out
    report = (archive / "reports" / "completeness.json").read_bytes()
    status = khizana("status", "--archive", archive, "--json").out
    for derived in ("catalogue", "index", "reports"):
        shutil.rmtree(archive / derived)

    assert khizana("rebuild", "--archive", archive).code == 0
    assert answers(archive) == before
    assert khizana("audit", "completeness", "--archive", archive, "--json").out == complete
    assert (archive / "reports" / "completeness.json").read_bytes() == report
    assert khizana("status", "--archive", archive, "--json").out == status
    assert sum('"act": "ma_' in answer for answer in before) >= 5


def test_a_lost_index_never_fails_an_ingest_and_its_lag_is_a_number(archive: Path, tmp_path: Path) -> None:
    shutil.rmtree(archive / "index")
    again = tmp_path / "again"
    shutil.copytree(tmp_path / "delivery", again)
    for path in (again / "manifest.json", *again.rglob("offices.json")):
        path.write_text(path.read_text("utf-8").replace("example-0001", "example-0002"), encoding="utf-8")

    refused = khizana("ingest", again, "--archive", archive, "--json")
    assert refused.code == 3
    assert refused.json["index"]["lag"] == refused.json["ledger"]["size"]
    assert "reindex" in refused.json["index"]["problem"]
    assert khizana("status", "--archive", archive, "--json").json["lag"]["index"] is None
    assert khizana("reindex", "--archive", archive).code == 0
    assert khizana("status", "--archive", archive, "--json").json["lag"] == {"catalogue": 0, "index": 0}
