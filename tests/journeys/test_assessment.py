"""The NDSA matrix says what the archive shows, and nothing that it does not show."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from khizana.service.assessment.ndsa import CRITERIA, LEVELS, Area, Word, together
from tests.support.books import Book, made_witness
from tests.support.cli import khizana
from tests.support.mutate import flip
from tests.support.texts import texts

pytestmark = pytest.mark.xdist_group("assessment")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    assert khizana("init", tmp_path / "archive", "--name", "assessed").code == 0
    return tmp_path / "archive"


@pytest.fixture
def archive(tmp_path: Path, new: Path) -> Path:
    khizana("delivery", "template", tmp_path / "delivery")
    assert khizana("ingest", tmp_path / "delivery", "--archive", new).code == 0
    return new


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another disk than the test's own."""
    for candidate in ("/dev/shm", "/var/tmp", "/tmp"):
        if Path(candidate).is_dir() and Path(candidate).stat().st_dev != tmp_path.stat().st_dev:
            with tempfile.TemporaryDirectory(dir=candidate, ignore_cleanup_errors=True) as folder:
                yield Path(folder) / "replica"
                for path in (Path(folder), *Path(folder).rglob("*")):
                    if path.is_dir():
                        path.chmod(0o755)
            return
    pytest.skip("THERE IS NO SECOND DISK: neither /dev/shm nor /var/tmp nor /tmp is another file system")


def assessed(archive: Path) -> Any:
    said = khizana("assess", "ndsa", "--archive", archive, "--json")
    assert said.code == 0, said.err
    return said.json["report"]


def cells(report: Any) -> dict[str, str]:
    return {f"{cell['area']} {cell['level']}": cell["word"] for cell in report["cells"]}


def criterion(report: Any, area: str, level: int, name: str) -> Any:
    cell = next(one for one in report["cells"] if (one["area"], one["level"]) == (area, level))
    return next(one for one in cell["criteria"] if one["criterion"] == name)


def audit(archive: Path, *more: str) -> int:
    return khizana("audit", "fixity", "--all", "--archive", archive, *more).code


def test_a_new_archive_shows_its_log_and_nothing_else(new: Path) -> None:
    found = cells(assessed(new))

    assert {cell for cell, word in found.items() if word not in ("unmet", "organisational")} == {"control 3"}
    assert found["storage 1"] == found["integrity 1"] == found["metadata 1"] == found["content 1"] == "unmet"
    assert found["control 4"] == found["content 3"] == found["storage 4"] == "organisational"


def test_a_delivery_taken_in_shows_digests_formats_and_metadata(archive: Path) -> None:
    report = assessed(archive)
    found = cells(report)

    assert found["content 1"] == found["metadata 2"] == "met"
    assert criterion(report, "integrity", 1, "given")["numbers"] == {"accepted": 1, "refused": 0}
    assert found["integrity 1"] == "partial"  # what no program can see: the virus check
    assert found["integrity 3"] == "unmet"


def test_audits_are_shown_and_one_is_no_interval(archive: Path) -> None:
    assert audit(archive) == 0
    once = assessed(archive)
    assert criterion(once, "integrity", 3, "intervals")["word"] == "partial"
    assert criterion(once, "storage", 1, "stable")["word"] == "met"
    assert audit(archive) == 0

    twice = assessed(archive)
    assert cells(twice)["integrity 3"] == "met"
    assert criterion(twice, "integrity", 3, "intervals")["numbers"]["audits"] == 2


def test_a_second_copy_on_another_disk_is_a_second_copy(archive: Path, elsewhere: Path) -> None:
    assert criterion(assessed(archive), "storage", 1, "copies")["word"] == "unmet"
    assert khizana("replica", "add", "b", elsewhere, "--archive", archive).code == 0
    assert criterion(assessed(archive), "storage", 1, "copies")["word"] == "partial"
    assert khizana("replica", "sync", "--archive", archive).code == 0

    synced = assessed(archive)
    assert criterion(synced, "storage", 1, "copies")["word"] == "met"
    assert criterion(synced, "storage", 2, "copies")["word"] == "partial"
    assert criterion(synced, "metadata", 1, "elsewhere")["word"] == "met"
    assert cells(synced)["storage 1"] == "partial"  # where the disk stands, no program can see


def test_a_second_copy_on_the_same_disk_is_half_a_copy(tmp_path: Path, archive: Path) -> None:
    khizana("replica", "add", "b", tmp_path / "b", "--archive", archive)
    khizana("replica", "sync", "--archive", archive)

    assert criterion(assessed(archive), "storage", 1, "copies")["word"] == "partial"


def test_a_damaged_replica_is_not_a_copy(archive: Path, elsewhere: Path) -> None:
    khizana("replica", "add", "b", elsewhere, "--archive", archive)
    khizana("replica", "sync", "--archive", archive)
    flip(next((elsewhere / "store" / "packages").rglob("representations/master/data/*")), 1000)
    assert audit(archive, "--store", "b") == 3

    report = assessed(archive)
    assert criterion(report, "storage", 1, "copies")["word"] == "partial"
    assert criterion(report, "storage", 1, "copies")["numbers"]["damaged"] == "b"
    assert criterion(report, "integrity", 4, "repair")["word"] == "unmet"


def test_a_replica_that_is_away_is_not_believed(archive: Path, elsewhere: Path) -> None:
    khizana("replica", "add", "b", elsewhere, "--archive", archive)
    khizana("replica", "sync", "--archive", archive)
    (elsewhere / "replica.json").rename(elsewhere / "away")

    report = assessed(archive)
    assert [one["complete"] for one in report["stores"]] == [True, None]
    assert criterion(report, "storage", 1, "copies")["word"] == "partial"


def test_people_and_a_witness_are_shown(tmp_path: Path, archive: Path) -> None:
    assert cells(assessed(archive))["control 1"] == "unmet"
    for name in ("lead", "second"):
        khizana("person", "add", name, "--key", tmp_path / f"{name}.key", "--archive", archive)
    made_witness(tmp_path / "witness", Book(archive)).see(Book(archive), "first")

    report = assessed(archive)
    assert (cells(report)["control 1"], cells(report)["control 2"]) == ("met", "partial")
    assert criterion(report, "integrity", 2, "elsewhere")["word"] == "partial"
    assert isinstance(criterion(report, "integrity", 2, "elsewhere")["numbers"]["witnessed"], int)


def test_the_formats_are_counted_from_the_packages(tmp_path: Path, archive: Path) -> None:
    rows = assessed(archive)["formats"]

    masters = list((archive / "store" / "packages").rglob("representations/master/data/*"))
    tiff = [row for row in rows if row["mime"] == "image/tiff"]
    assert sum(row["files"] for row in tiff) == sum(path.suffix == ".tif" for path in masters) > 0
    assert sum(row["bytes"] for row in tiff) == sum(path.stat().st_size for path in masters if path.suffix == ".tif")
    assert all(row["pronom"] for row in tiff)


def test_a_package_that_cannot_be_read_is_said_and_not_counted(archive: Path) -> None:
    premis = next((archive / "store" / "packages").rglob("premis.xml"))
    flip(premis, 5)

    report = assessed(archive)
    assert len(report["unread"]) == 1
    assert cells(report)["content 1"] == cells(report)["metadata 2"] == "partial"


def test_the_same_state_gives_the_same_bytes_in_every_language(archive: Path) -> None:
    def written() -> dict[str, bytes]:
        assessed(archive)
        return {path.name: path.read_bytes() for path in (archive / "reports").glob("ndsa.*")}

    before = written()
    assert sorted(before) == ["ndsa.ar.html", "ndsa.en.html", "ndsa.fr.html", "ndsa.json"]
    assert written() == before
    assert list(check_document(json.loads(before["ndsa.json"]))) == []


def check_document(report: Any) -> Iterator[Any]:
    schema = json.loads((Path(__file__).parents[2] / "schemas" / "ndsa-report.schema.json").read_bytes())
    return Draft202012Validator(schema).iter_errors(report)


@pytest.mark.parametrize(("language", "word"), [("ar", "تنظيمي"), ("fr", "organisationnel"), ("en", "organisational")])
def test_it_is_said_in_every_language(archive: Path, language: str, word: str) -> None:
    said = khizana("assess", "ndsa", "--archive", archive, "--lang", language)

    assert said.code == 0, said.err
    assert word in said.out
    assert word in (archive / "reports" / f"ndsa.{language}.html").read_text("utf-8")


def test_every_cell_of_the_matrix_is_judged_and_worded() -> None:
    assert set(CRITERIA) == {(area, level) for area in Area for level in LEVELS}
    for (area, level), criteria in CRITERIA.items():
        assert all(f"ndsa.{area}.{level}.{name}" in texts() for name, _ in criteria)


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ([Word.MET, Word.MET], Word.MET),
        ([Word.MET, Word.ORGANISATIONAL], Word.PARTIAL),
        ([Word.UNMET, Word.ORGANISATIONAL], Word.UNMET),
        ([Word.MET, Word.UNMET], Word.PARTIAL),
        ([Word.ORGANISATIONAL], Word.ORGANISATIONAL),
    ],
)
def test_what_no_program_sees_is_never_called_met(words: list[Word], cell: Word) -> None:
    assert together(words) is cell
