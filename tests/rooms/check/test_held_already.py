"""What is delivered beside what is held: scans, the other paper copy, numbers that two parts of a series repeat."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from archive.model.finding import Severity
from khizana.wiring.opening import open_archive
from tests.support.other_births import births, drawn_anew, with_second
from tests.support.versions import archive_of_template, held

OFFICE = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive_of_template(tmp_path_factory.mktemp("held-already"))


def test_scans_that_are_held_already_are_no_other_register(archive: Path, tmp_path: Path) -> None:
    found = births(tmp_path / "in", year=1988).findings(held(archive))

    assert "DUPLICATE_IMAGE" in {code for code, _ in found}


def test_scans_of_the_office_copy_are_not_taken_for_the_copy_of_the_court(archive: Path, tmp_path: Path) -> None:
    found = births(tmp_path / "in", copy="court").findings(held(archive))

    assert "DUPLICATE_IMAGE" in {code for code, _ in found}


def test_acts_of_two_paper_copies_that_differ_are_said_to(archive: Path, tmp_path: Path) -> None:
    delivery = births(tmp_path / "in", copy="court")
    with delivery.acts() as acts:
        acts[0]["persons"][0]["given"]["latin"] = {"value": "Kenza"}
    drawn_anew(delivery)

    assert "COPIES_DIFFER" in {code for code, _ in delivery.findings(held(archive))}


def test_a_number_that_two_parts_repeat_is_taken_in_when_they_come_one_after_the_other(
    archive: Path, tmp_path: Path
) -> None:
    delivery = births(tmp_path / "in", part=2, parts=2)
    drawn_anew(delivery)
    verdict = delivery.examine(held(archive))

    assert {one.code for one in verdict.findings if one.severity is Severity.BLOCKING} == set()
    assert {one.params["register"] for one in verdict.findings if one.code == "NUMBER_IN_OTHER_PART"} == {OFFICE}


def test_the_same_register_and_part_a_second_time_is_refused(archive: Path, tmp_path: Path) -> None:
    delivery = births(tmp_path / "in")
    drawn_anew(delivery)
    verdict = delivery.examine(held(archive))

    assert "REGISTER_EXISTS" in {one.code for one in verdict.findings if one.severity is Severity.BLOCKING}


def test_a_number_that_two_parts_of_one_delivery_repeat_is_said_and_taken_in(tmp_path: Path) -> None:
    verdict = with_second(births(tmp_path / "in", parts=2), part=2, parts=2).examine()
    repeated = [one for one in verdict.findings if one.code == "NUMBER_IN_OTHER_PART"]

    assert {one.code for one in verdict.findings if one.severity is Severity.BLOCKING} == set()
    assert [one.params["number"] for one in repeated] == ["1", "2", "3", "5"]
    assert {(one.place.split("/")[1], one.params["register"]) for one in repeated} == {("births-1987-again", OFFICE)}


def test_two_paper_copies_in_one_delivery_are_compared(tmp_path: Path) -> None:
    delivery = births(tmp_path / "in")
    with_second(delivery, copy="court")
    path = delivery.root / "registers/births-1987-again/acts.jsonl"
    alike = delivery.examine()
    path.write_text(path.read_text("utf-8").replace('"female"', '"male"', 1), encoding="utf-8")
    delivery.seal()
    (found,) = (one for one in delivery.examine().findings if one.code == "COPIES_DIFFER")

    assert "COPIES_DIFFER" not in {one.code for one in alike.findings}
    assert found.params["copies"] == [OFFICE, OFFICE.replace("office", "court")]
    assert found.params["what"] == ["sex"]
    assert found.severity is Severity.WARNING


def test_paper_copies_that_say_the_same_raise_nothing(archive: Path, tmp_path: Path) -> None:
    verdict = drawn_anew(births(tmp_path / "in", copy="court")).examine(held(archive))

    assert {one.code for one in verdict.findings} & {
        "COPIES_DIFFER",
        "DUPLICATE_IMAGE",
        "NUMBER_IN_OTHER_PART",
    } == set()


def test_what_is_held_of_the_same_register_is_said_once(archive: Path, tmp_path: Path) -> None:
    codes = [code for code, _ in births(tmp_path / "in").findings(held(archive))]

    assert "REGISTER_EXISTS" in codes
    assert "DUPLICATE_IMAGE" not in codes


def test_what_could_not_be_compared_is_said(archive: Path, tmp_path: Path) -> None:
    spoilt = shutil.copytree(archive, tmp_path / "archive", symlinks=True)
    folder = Path(open_archive(spoilt).store.place(f"{OFFICE}-v1"))
    (description,) = folder.rglob("metadata/descriptive/register.json")
    description.chmod(0o600)
    description.write_bytes(b"{")
    found = drawn_anew(births(tmp_path / "in", year=1988)).examine(held(spoilt)).findings

    assert [(one.severity, one.params) for one in found if one.code == "HELD_NOT_COMPARED"] == [
        (Severity.WARNING, {"count": 1, "package": f"{OFFICE}-v1"})
    ]
