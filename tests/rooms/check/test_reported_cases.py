"""Files after public reports about other software, each with its right value; the table is that of their README."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from archive.delivery.xml_documents.transcriptions import read
from archive.model.records.view import Box
from tests.conftest import SHARED
from tests.rooms.check.broken import TRANSCRIPTION
from tests.support.cli import khizana
from tests.support.deliveries import Delivery

CASES = SHARED / "data" / "cases" / "reported"
pytestmark = [
    pytest.mark.outside_data,
    pytest.mark.skipif(not CASES.is_dir(), reason=f"THE REPORTED CASES ARE NOT TESTED: {CASES} is not there"),
]
CHECKED: list[tuple[str, str, list[str]]] = [
    ("images/no_eoi_then_mp4.jpg", "policy", ["TRAILING_DATA"]),
    ("images/no_eoi_then_second_jpeg.jpg", "policy", ["TRAILING_DATA"]),
    ("images/progressive_comment_ffd9.jpg", "valid", []),
    ("images/software_nul_inside.tif", "warn", ["STRUCTURE_REMARK"]),
    ("images/stripbytecount_zero.tif", "warn", ["STRUCTURE_REMARK"]),
    ("images/grey12.tif", "policy", ["UNSUPPORTED_FORMAT"]),
    ("images/trailing_text.jp2", "policy", ["TRAILING_DATA"]),
    ("images/sos_params_samsung.jpg", "warn", ["STRUCTURE_REMARK"]),
    ("archives/mac_folder.zip", "warn", ["SYSTEM_FILE"]),
    ("bags/bom_manifest.tar", "warn", ["BYTE_ORDER_MARK"]),
    ("bags/m_hash_raw.tar", "valid", []),
    ("bags/m_nfd.tar", "warn", ["NORMALISATION"]),
]
NAMED = {"images/software_nul_inside.tif": "Software", "images/stripbytecount_zero.tif": "StripByteCounts"}


@pytest.mark.parametrize(("path", "verdict", "codes"), CHECKED, ids=[case[0] for case in CHECKED])
def test_each_reported_file_has_its_right_value(path: str, verdict: str, codes: list[str]) -> None:
    found = json.loads(khizana("check", "--json", CASES / path).out)

    assert (found["verdict"], sorted({one["code"] for one in found["findings"]})) == (verdict, codes)
    assert NAMED.get(path, "") in str(found["findings"])


def test_the_words_of_a_line_without_text_are_its_text(tmp_path: Path) -> None:
    delivery = Delivery(Path(shutil.copytree(CASES / "base_delivery", tmp_path / "delivery")))
    content = (CASES / "transcriptions" / "page_words.xml").read_bytes()
    delivery.write(TRANSCRIPTION, content)
    delivery.seal()

    assert delivery.findings() == []
    assert [line.text for line in read(content).lines] == ["رسم الولادة عدد 1", "ولدت مريم البقالي بطنجة"]


@pytest.mark.parametrize(
    ("name", "box"),
    [("alto_negative_word.xml", Box(1400, 560, 80, 60)), ("alto_zero_line_box.xml", Box(100, 100, 80, 60))],
)
def test_a_line_has_the_box_of_the_word_that_has_one(name: str, box: Box) -> None:
    [line] = read((CASES / "transcriptions" / name).read_bytes()).lines

    assert line.box == box
