"""Real scans and known cases, where they lie beside the repository."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from archive.delivery.facts.batch import FileFacts
from archive.delivery.folder import FolderSource
from archive.delivery.measuring.measure import Role, measure_all
from archive.delivery.xml_documents.transcriptions import read
from tests.conftest import SHARED

REGISTER = SHARED / "data" / "real-register"
CASES = SHARED / "data" / "cases"
NOT_DAMAGE = {"WRONG_EXTENSION"}
"""Expected reasons that are a rule's to find, because the file itself is whole."""


def facts(folder: Path, paths: list[str], role: Role = Role.PAGE) -> dict[str, FileFacts]:
    found = measure_all(FolderSource(folder), paths, dict.fromkeys(paths, role), lambda done, total: None, 2)
    return {one.path: one for one in found if isinstance(one, FileFacts)}


@pytest.mark.outside_data
@pytest.mark.skipif(not REGISTER.is_dir(), reason=f"REAL SCANS NOT TESTED: {REGISTER} is not there")
def test_the_seven_real_scans_and_their_transcriptions_are_intact() -> None:
    images = sorted(path.name for path in REGISTER.glob("*.jpg"))
    measured = facts(REGISTER, images)
    transcribed = facts(REGISTER, [name.replace(".jpg", ".xml") for name in images], Role.TRANSCRIPTION)

    assert len(images) == 7
    for name in images:
        page = read((REGISTER / name.replace(".jpg", ".xml")).read_bytes())
        assert measured[name].damage is None
        assert measured[name].leaves == (transcribed[name.replace(".jpg", ".xml")].transcribed,)
        assert page.image == name
        assert len(page.lines) > 50
        assert all(line.box and line.box.inside(page.size.width, page.size.height) for line in page.lines)


@pytest.mark.outside_data
@pytest.mark.skipif(not CASES.is_dir(), reason=f"KNOWN CASES NOT TESTED: {CASES} is not there")
def test_every_known_image_and_pdf_is_judged_as_its_truth_says() -> None:
    with (CASES / "truth.csv").open(encoding="utf-8", newline="") as lines:
        truth = {row["path"]: row for row in csv.DictReader(lines)}
    truth = {path: row for path, row in truth.items() if path.split("/")[0] in ("images", "synthetic", "pdfs")}
    measured = facts(CASES, sorted(truth))
    codes = {path: one.damage.code if one.damage else "" for path, one in measured.items()}

    assert len(codes) == len(truth) > 70
    for path, row in truth.items():
        refused = row["expected_verdict"] == "invalid" and row["expected_reason"] not in NOT_DAMAGE
        assert bool(codes[path]) == refused, path
        if refused and row["expected_reason"] != "ANY":
            assert codes[path] == row["expected_reason"], path
