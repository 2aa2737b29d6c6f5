"""`khizana check FILE…` as a contractor runs it: a verdict a file, for a program or a person."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from khizana.wiring.ingesting import pdfa_judge
from tests.conftest import ROOT, SHARED
from tests.rooms.delivery import by_hand
from tests.rooms.delivery.made_pages import page_jpeg, page_tiff
from tests.support.cli import khizana

JUDGE = Path(os.environ.get("KHIZANA_CACHE") or ROOT / ".cache") / "judges" / "verapdf"
REGISTER = SHARED / "data" / "real-register"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "right.tif").write_bytes(page_tiff())
    (tmp_path / "low.jpg").write_bytes(page_jpeg(72))
    (tmp_path / "cut.jpg").write_bytes(page_jpeg()[:9000])
    (tmp_path / "nearly.jpg").write_bytes(page_jpeg(298))
    return tmp_path


def test_each_file_gets_one_line_in_the_order_given(pages: Path) -> None:
    names = ["right.tif", "low.jpg", "cut.jpg", "nearly.jpg"]
    called = khizana("check", "--json", *(pages / name for name in names))
    lines = [json.loads(line) for line in called.out.splitlines()]

    assert called.code == 3
    assert [line["path"] for line in lines] == [str(pages / name) for name in names]
    assert [line["verdict"] for line in lines] == ["valid", "policy", "invalid", "warn"]
    assert [line["puid"] for line in lines][:2] == ["fmt/353", "fmt/43"]
    assert lines[1]["findings"] == [
        {
            "code": "LOW_RESOLUTION",
            "severity": "blocking",
            "place": str(pages / "low.jpg"),
            "params": {"dpi": 72, "minimum": 300},
        }
    ]
    assert set(lines[0]) == {"path", "verdict", "puid", "findings"}


def test_files_that_are_taken_leave_with_zero(pages: Path) -> None:
    assert khizana("check", pages / "right.tif", pages / "nearly.jpg").code == 0


@pytest.mark.parametrize(("lang", "word"), [("ar", "سليم"), ("fr", "profil"), ("en", "against the profile")])
def test_a_person_reads_why(pages: Path, lang: str, word: str) -> None:
    called = khizana("check", pages / "low.jpg", "--lang", lang)

    assert "LOW_RESOLUTION" in called.out
    assert word in called.out


def test_the_profile_of_a_tender_is_a_file(pages: Path) -> None:
    profile = {"schema": "delivery-profile/1", "name": "old-scans", "kind": "holding", "files": {"fewest_dpi": 72}}
    (pages / "profile.json").write_text(json.dumps(profile))

    assert khizana("check", pages / "low.jpg", "--profile", pages / "profile.json").code == 0


def test_a_profile_that_is_none_is_an_error_that_says_where(pages: Path) -> None:
    (pages / "profile.json").write_text('{"schema": "delivery-profile/1", "name": "x", "kind": "nobody"}')
    called = khizana("check", pages / "low.jpg", "--profile", pages / "profile.json")

    assert called.code == 1
    assert "/kind" in called.err


def test_a_name_without_a_file_is_never_valid(pages: Path) -> None:
    called = khizana("check", "--json", pages / "gone.tif", pages / "right.tif")
    lines = [json.loads(line) for line in called.out.splitlines()]

    assert [line["verdict"] for line in lines] == ["invalid", "valid"]
    assert lines[0]["findings"][0]["code"] == "UNREADABLE"


def test_a_folder_among_files_is_refused_as_usage(pages: Path) -> None:
    called = khizana("check", pages / "right.tif", pages)

    assert called.code == 2
    assert str(pages) in called.err


@pytest.mark.judge
def test_the_real_judge_answers_about_all_pdfs_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (JUDGE / "lib").is_dir() or shutil.which("java") is None:
        pytest.skip(f"veraPDF is not in {JUDGE}: run scripts/fetch-verapdf.sh; its judgement is NOT made here")
    monkeypatch.setenv("KHIZANA_VERAPDF", str(JUDGE))
    (tmp_path / "false.pdf").write_bytes(by_hand.pdf())
    (tmp_path / "none.pdf").write_bytes(by_hand.pdf(claim=""))
    called = khizana("check", "--json", tmp_path / "false.pdf", tmp_path / "none.pdf")
    found = {
        Path(line["path"]).name: [one["code"] for one in line["findings"]]
        for line in map(json.loads, called.out.splitlines())
    }

    assert found == {"false.pdf": ["NOT_PDFA", "FALSE_PDFA_CLAIM"], "none.pdf": ["NOT_PDFA"]}


def test_a_judge_that_cannot_be_run_leaves_the_claim_unchecked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHIZANA_VERAPDF", str(tmp_path / "gone"))
    (tmp_path / "a.pdf").write_bytes(by_hand.pdf())
    called = khizana("check", "--json", tmp_path / "a.pdf")

    assert pdfa_judge() is not None
    assert [one["code"] for one in json.loads(called.out)["findings"]] == ["PDFA_NOT_CHECKED"]
    assert called.code == 0


@pytest.mark.outside_data
@pytest.mark.skipif(not REGISTER.is_dir(), reason=f"REAL PAGES NOT CHECKED: {REGISTER} is not there")
def test_the_seven_real_pages_raise_no_alarm() -> None:
    called = khizana("check", "--json", *sorted(REGISTER.glob("*.jpg")))
    lines = [json.loads(line) for line in called.out.splitlines()]

    assert [(line["verdict"], line["findings"]) for line in lines] == [("valid", [])] * 7
