"""A folder, a bag or an archive is judged by what lies in it, and nothing stays behind."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.check.file_verdict import Answer, FileVerdict
from archive.check.profile.delivery_profile import DEFAULT
from archive.delivery.pdf_files.pdfa import NoJudge
from archive.delivery.receive import silent
from khizana.service.intake.delivery_template import write_template
from khizana.service.intake.file_check import verdicts
from tests.conftest import SHARED
from tests.rooms.delivery.made_pages import tiff
from tests.support.archives import gz, tar, zipped

CASES = SHARED / "data" / "cases"


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def judge(path: Path) -> FileVerdict:
    [found] = verdicts([path], DEFAULT, silent, NoJudge())
    return found


def codes(found: FileVerdict) -> set[str]:
    return {finding.code for finding in found.findings}


def packed(folder: Path, into: Path, name: str = "inside") -> Path:
    """A gzipped tar of a folder."""
    with tarfile.open(into, "w:gz") as made:
        made.add(folder, name)
    return into


def test_a_delivery_in_a_tar_is_examined_as_a_delivery(tmp_path: Path, own_temporary_folder: Path) -> None:
    write_template(tmp_path / "delivery")
    right = judge(packed(tmp_path / "delivery", tmp_path / "right.tar.gz"))
    (tmp_path / "delivery/offices.json").unlink()
    wrong = judge(packed(tmp_path / "delivery", tmp_path / "wrong.tar.gz"))

    assert right.answer in (Answer.VALID, Answer.WARN)
    assert wrong.answer is Answer.INVALID
    assert "FILE_MISSING" in codes(wrong)
    assert all(one.place.startswith(f"{tmp_path}/wrong.tar.gz#inside/") for one in wrong.findings)
    assert list(own_temporary_folder.iterdir()) == []


def test_a_check_that_is_killed_leaves_nothing_behind(tmp_path: Path, own_temporary_folder: Path) -> None:
    files = {f"{number}.json": b"{}" for number in range(3000)}
    archive = _written(tmp_path / "a.zip", zipped(files))
    command = [sys.executable, "-c", "from khizana.cli import main; main()", "check", "--json", str(archive)]
    running = subprocess.Popen(
        command, env=os.environ | {"TMPDIR": str(own_temporary_folder)}, stdout=subprocess.DEVNULL
    )
    _until(lambda: any(own_temporary_folder.glob("khizana-*/*.json")))
    running.kill()
    running.wait()

    _until(lambda: not any(own_temporary_folder.iterdir()))


def _until(happens: Callable[[], bool]) -> None:
    """Wait for something, and fail when it does not come."""
    begun = time.monotonic()
    while not happens():
        assert time.monotonic() - begun < 60
        time.sleep(0.02)


def test_loose_files_in_a_zip_are_judged_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"1.json": b"{", "2.xml": b"<!DOCTYPE x><x/>", "3.csv": b"a\n=2+3\n"}))

    found = judge(tmp_path / "a.zip")

    assert [(one.code, one.place.partition("#")[2]) for one in found.findings] == [
        ("JSON_INVALID", "1.json"),
        ("XML_DTD_FORBIDDEN", "2.xml"),
        ("FORMULA", "3.csv#line=2"),
    ]
    assert judge(_written(tmp_path / "b.zip", zipped({"1.json": b"{}", "2.xml": b"<x/>"}))).answer is Answer.VALID


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_mets_in_an_archive_is_held_against_what_lies_beside_it(tmp_path: Path) -> None:
    document = (
        '<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><fileSec><fileGrp>'
        '<file ID="F" SIZE="{}"><FLocat LOCTYPE="URL" xlink:href="a.txt"/></file></fileGrp></fileSec>'
        '<structMap><div><fptr FILEID="F"/></div></structMap></mets>'
    )
    for size, expected in (("1", set()), ("2", {"METS_SIZE_MISMATCH"})):
        content = zipped({"METS.xml": document.format(size).encode(), "a.txt": b"x"})

        assert codes(judge(_written(tmp_path / "a.zip", content))) == expected


def test_archives_in_archives_are_opened_to_a_depth_and_no_further(tmp_path: Path, own_temporary_folder: Path) -> None:
    inner = zipped({"1.json": b"{"})
    second, third = zipped({"inner.zip": inner}), zipped({"second.zip": zipped({"inner.zip": inner})})

    assert codes(judge(_written(tmp_path / "2.zip", second))) == {"JSON_INVALID"}
    assert codes(judge(_written(tmp_path / "3.zip", third))) == {"DECOMPRESSION_BOMB"}
    assert list(own_temporary_folder.iterdir()) == []


def test_many_small_bombs_together_are_one(tmp_path: Path) -> None:
    zeros = zipped({"zeros.bin": bytes(60 << 20)})
    together = zipped({f"{number}.zip": zeros for number in range(4)})

    found = judge(_written(tmp_path / "bombs.zip", together))

    assert "DECOMPRESSION_BOMB" in codes(found)
    assert codes(judge(_written(tmp_path / "one.zip", zipped({"a.zip": zeros})))) == set()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("up.tar", tar({"../up": b"x"}), "UNSAFE_PATH"),
        ("cut.zip", zipped({"a": b"x"})[:-10], "ARCHIVE_DAMAGED"),
        ("crc.tar.gz", gz(tar({"a": b"x"}))[:-8] + bytes(8), "ARCHIVE_DAMAGED"),
        ("bomb.zip", zipped({"zeros": bytes(80 << 20)}), "DECOMPRESSION_BOMB"),
    ],
)
def test_what_cannot_be_unpacked_says_why(
    tmp_path: Path, own_temporary_folder: Path, name: str, content: bytes, code: str
) -> None:
    found = judge(_written(tmp_path / name, content))

    assert (found.answer, codes(found)) == (Answer.INVALID, {code})
    assert list(own_temporary_folder.iterdir()) == []


def test_an_image_inside_is_judged_as_an_image(tmp_path: Path) -> None:
    content = zipped({"1.tif": tiff()[:5000]})

    assert codes(judge(_written(tmp_path / "a.zip", content))) == {"TRUNCATED"}


def test_a_bag_is_judged_in_its_folder_and_in_its_tar_alike(tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    (bag / "data").mkdir(parents=True)
    (bag / "data/a.txt").write_bytes(b"x")
    (bag / "bagit.txt").write_bytes(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (bag / "manifest-md5.txt").write_bytes(b"9dd4e461268c8034f5c8564e155c67a6  data/a.txt\n")

    folder, archive = judge(bag), judge(packed(bag, tmp_path / "bag.tgz"))

    assert (folder.answer, codes(folder)) == (archive.answer, codes(archive)) == (Answer.POLICY, {"WEAK_ALGORITHM"})


@pytest.mark.outside_data
@pytest.mark.skipif(not CASES.is_dir(), reason=f"KNOWN PACKAGES NOT TESTED: {CASES} is not there")
def test_every_known_package_and_hostile_file_is_judged_as_its_truth_says() -> None:
    with (CASES / "truth.csv").open(encoding="utf-8", newline="") as lines:
        truth = [row for row in csv.DictReader(lines) if row["path"].split("/")[0] in ("packages", "bad")]
    found = list(verdicts([CASES / row["path"] for row in truth], DEFAULT, silent, NoJudge()))

    assert len(truth) == 13
    for row, one in zip(truth, found, strict=True):
        if row["expected_verdict"] != "no_crash":
            taken = {"valid": ("valid", "warn")}  # the payload of two right bags has small images without a resolution
            assert one.answer in taken.get(row["expected_verdict"], (row["expected_verdict"],)), row["path"]
        if row["expected_reason"] not in ("OK", "ANY"):
            assert row["expected_reason"] in codes(one), row["path"]
