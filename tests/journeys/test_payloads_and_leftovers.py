"""What a bag carries is examined like a folder; what an operating system left beside a delivery is named and passed over."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import bagit
import pytest

from khizana.service.intake.delivery_template import write_template
from tests.rooms.delivery import by_hand
from tests.rooms.delivery.made_pages import page_jpeg, page_tiff
from tests.rooms.delivery.made_pages import pdf as made_pdf
from tests.support.cli import khizana

SAID = list[tuple[str, str]]


def bagged(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir()
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    bagit.make_bag(str(folder), checksums=["sha256"])
    return folder


def said(path: Path) -> SAID:
    found = json.loads(khizana("check", path, "--json").out)
    return [(one["code"], one["place"].rpartition("#")[2]) for one in found["findings"]]


PAYLOADS: list[tuple[str, bytes, str]] = [
    ("1.jpg", page_jpeg()[:9000], "TRUNCATED"),
    ("1.tif", page_jpeg(), "WRONG_EXTENSION"),
    ("1.jpg", page_jpeg(72), "LOW_RESOLUTION"),
    ("1.pdf", made_pdf((100, 100))[:300], "DAMAGED"),
    ("a.xml", b"<a>", "XML_NOT_WELL_FORMED"),
    ("METS.xml", b"<!DOCTYPE a><a/>", "XML_DTD_FORBIDDEN"),
    ("a.json", b"{", "JSON_INVALID"),
]


@pytest.mark.parametrize(("name", "content", "code"), PAYLOADS, ids=[case[2] for case in PAYLOADS])
def test_what_a_bag_carries_is_examined_and_not_only_its_digests(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    bag = bagged(tmp_path / "bag", {f"scans/{name}": content})

    assert said(bag) == [(code, f"data/scans/{name}")]


def test_what_a_tender_asks_of_pages_is_a_remark_on_what_a_bag_carries(tmp_path: Path) -> None:
    low = json.loads(khizana("check", bagged(tmp_path / "bag", {"1.jpg": page_jpeg(72)}), "--json").out)
    cut = json.loads(khizana("check", bagged(tmp_path / "cut", {"1.jpg": page_jpeg()[:9000]}), "--json").out)

    assert (low["verdict"], cut["verdict"]) == ("warn", "invalid")


def test_a_bag_of_sound_files_has_no_findings(tmp_path: Path) -> None:
    files = {"1.jpg": page_jpeg(), "1.tif": page_tiff(), "a.xml": b"<a/>", "a.json": b"{}", "read me.txt": b"x"}
    bag = bagged(tmp_path / "bag", files | {"list.csv": b"name;size\na;1\n"})

    assert said(bag) == []


def test_a_package_of_ours_has_no_findings(tmp_path: Path) -> None:
    write_template(tmp_path / "delivery")
    khizana("init", tmp_path / "archive")
    assert khizana("ingest", tmp_path / "delivery", "--archive", tmp_path / "archive").code == 0
    packages = sorted((tmp_path / "archive/store/packages").glob("*/*"))

    assert packages
    assert [said(package) for package in packages] == [[] for _ in packages]


LEFT = {
    "lot1/.DS_Store": b"\0",
    "lot1/registers/._births-1987": b"\0\5",
    "__MACOSX/lot1/._manifest.json": b"\0\5\x16\7",
}


def test_what_macos_puts_into_an_archive_is_named_and_passed_over(tmp_path: Path) -> None:
    write_template(tmp_path / "lot1")
    with zipfile.ZipFile(tmp_path / "lot1.zip", "w") as made:
        for path in sorted((tmp_path / "lot1").rglob("*")):
            made.write(path, path.relative_to(tmp_path))
        for name, content in LEFT.items():
            made.writestr(name, content)
    khizana("init", tmp_path / "archive")

    assert sorted(said(tmp_path / "lot1.zip")) == sorted(("SYSTEM_FILE", name) for name in LEFT)
    assert khizana("ingest", tmp_path / "lot1.zip", "--archive", tmp_path / "archive").code == 0


@pytest.mark.parametrize("name", [".DS_Store", "registers/Thumbs.db", "registers/births-1987/images/._0001.tif"])
def test_so_it_is_in_the_folder_of_a_delivery_unless_the_manifest_lists_it(tmp_path: Path, name: str) -> None:
    write_template(tmp_path / "lot1")
    (tmp_path / "lot1" / name).write_bytes(b"\0")
    found = khizana("check", tmp_path / "lot1", "--json")

    assert (found.code, [(one["code"], one["place"]) for one in found.json["findings"]]) == (0, [("SYSTEM_FILE", name)])


def test_a_mets_alone_with_a_doctype_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "METS.xml").write_bytes(b'<!DOCTYPE mets><mets xmlns="http://www.loc.gov/METS/"/>')

    assert [code for code, _ in said(tmp_path / "METS.xml")] == ["XML_DTD_FORBIDDEN", "METS_INVALID"]


def test_a_folder_of_loose_files_passes_over_what_the_system_left(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/._1.tif").write_bytes(b"\0\5")
    (tmp_path / "in/1.tif").write_bytes(by_hand.tiff())
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as made:
        for path in (tmp_path / "in").iterdir():
            made.write(path, path.name)

    assert said(tmp_path / "in.zip") == [("SYSTEM_FILE", "._1.tif")]
