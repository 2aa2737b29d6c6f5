"""The index through the command line: compared, mended, built anew, and its lag as a number."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
import tantivy

from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.embedded.schema import schema
from tests.support.cli import khizana


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    made = tmp_path / "archive"
    khizana("delivery", "template", tmp_path / "delivery")
    khizana("init", made, "--name", "reconciled")
    assert khizana("ingest", tmp_path / "delivery", "--archive", made).code == 0
    return made


def lose(archive: Path) -> None:
    """One register's documents go, behind our back."""
    folder = archive / "index"
    index = tantivy.Index(schema(), str(folder / (folder / "current").read_text().strip()))
    writer = index.writer(20_000_000, 1)
    register = sorted(index.searcher().terms_with_prefix("register", "", tantivy.Query.all_query()))[0][0]
    writer.delete_documents_by_term("register", register)
    writer.commit()
    writer.wait_merging_threads()


def test_what_agrees_is_said_to_be_equal(archive: Path) -> None:
    called = khizana("reconcile", "--archive", archive, "--json")

    assert called.code == 0
    assert called.json["equal"]
    assert called.json["packages"] == called.json["index"]
    assert called.json["packages"]["documents"] > 0


def test_a_lost_register_is_listed_and_mended_and_exits_3_until_it_is_equal(archive: Path) -> None:
    lose(archive)
    found = khizana("reconcile", "--archive", archive, "--json")
    mended = khizana("reconcile", "--mend", "--archive", archive, "--json")
    after = khizana("reconcile", "--archive", archive, "--json")

    assert (found.code, mended.code, after.code) == (3, 3, 0)
    assert found.json["counts"]["missing"] == mended.json["mended"] > 0
    assert (found.json["equal"], mended.json["equal"], after.json["equal"]) == (False, True, True)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_person_reads_what_is_missing_in_his_language(archive: Path, language: str) -> None:
    lose(archive)
    called = khizana("reconcile", "--archive", archive, "--lang", language)

    assert {"ar": "ليست في فهرس البحث", "fr": "absents de l'index", "en": "missing from the index"}[
        language
    ] in called.out


def test_an_altered_catalogue_is_listed_and_mended(archive: Path) -> None:
    import sqlite3

    live = archive / "catalogue" / (archive / "catalogue" / "current").read_text().strip() / "catalogue.db"
    with sqlite3.connect(live) as database:
        database.execute("UPDATE registers SET acts = acts + 1")
    database.close()
    found = khizana("reconcile", "--archive", archive, "--json")
    khizana("reconcile", "--mend", "--archive", archive)

    assert found.code == 3
    assert {one["what"] for one in found.json["catalogue"]} == {"acts"}
    assert khizana("reconcile", "--archive", archive).code == 0


def test_a_lost_package_is_named(archive: Path) -> None:
    package = next(path for path in (archive / "store").rglob("bagit.txt")).parent
    package.rename(archive / package.name)
    called = khizana("reconcile", "--archive", archive, "--json")

    assert called.code == 3
    assert called.json["counts"]["unreadable"] == 1
    assert package.name in called.json["differences"][0]["unreadable"][0]


def test_a_package_that_the_ledger_does_not_know_is_named(archive: Path) -> None:
    package = next(path for path in (archive / "store").rglob("bagit.txt")).parent
    other = package.name.replace("-v1", "-v2")
    shutil.copytree(package, package.with_name(other))
    called = khizana("reconcile", "--archive", archive, "--json")

    assert called.code == 3
    assert called.json["unrecorded"] == [other]


def test_the_lag_is_a_number_for_monitoring(archive: Path, tmp_path: Path) -> None:
    textfile = tmp_path / "khizana.prom"
    khizana("audit", "metrics", "--archive", archive, "--textfile", textfile)
    there = textfile.read_text()
    shutil.rmtree(archive / "index")
    gone = khizana("audit", "metrics", "--archive", archive, "--textfile", textfile, "--json")

    assert "\nkhizana_index_lag_entries 0\n" in there
    assert "\nkhizana_index_available 1\n" in there
    assert "\nkhizana_index_available 0\n" in textfile.read_text()
    assert gone.json["lag"] == {"catalogue": 0, "index": None}


def test_an_ingest_does_not_wait_for_an_index_that_is_being_built_anew(archive: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    khizana("init", other, "--name", "other")
    assert khizana("reindex", "--archive", other).code == 0
    with EmbeddedEngine(other / "index").begin():
        started = time.monotonic()
        ingested = khizana("ingest", tmp_path / "delivery", "--archive", other, "--json")
        took = time.monotonic() - started
    lagging = khizana("reconcile", "--archive", other, "--json")
    mended = khizana("reconcile", "--mend", "--archive", other, "--json")

    assert (ingested.code, ingested.json["index"]["lag"]) == (0, ingested.json["ledger"]["size"] - 1)
    assert took < 30
    assert (lagging.code, lagging.json["counts"]["behind"]) == (3, lagging.json["lag"]["index"] - 2)
    assert (mended.code, mended.json["equal"], mended.json["lag"]["index"]) == (0, True, 0)
