"""Seven real double pages of 1898 go the whole way; required wherever the scans are."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pytest

from tests.support import commons_ip
from tests.support.cli import khizana
from tests.support.real_register import PAGES, deliver

SCANS = Path(__file__).parents[3] / "shared" / "data" / "real-register"
pytestmark = [
    pytest.mark.skipif(
        not SCANS.is_dir(), reason="THE REAL SCANS ARE NOT HERE: the journey of the real register is not made"
    ),
    pytest.mark.outside_data,
    pytest.mark.xdist_group("real-register"),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    delivery = deliver(SCANS, folder / "delivery")
    made = folder / "archive"
    assert khizana("init", made, "--name", "real").code == 0
    ingested = khizana("ingest", delivery, "--archive", made, "--json")
    assert ingested.code == 0, ingested.out
    return made


def test_the_real_register_is_taken_in_without_a_finding(tmp_path: Path) -> None:
    checked = khizana("check", deliver(SCANS, tmp_path / "delivery"), "--json")

    assert (checked.code, checked.json["findings"]) == (0, [])
    assert checked.json["counts"]["received"]["views"] == PAGES


def test_a_word_of_the_transcription_is_found_with_its_view_and_box(archive: Path) -> None:
    found = khizana("search", '"Jugements prononçant séparation"', "--archive", archive, "--json").json

    hits = found["groups"]["pages"]["hits"]
    assert found["nobody"] and hits
    line = hits[0]["lines"][0]
    x, y, width, height = line["boxes"][0]
    assert "Jugements prononçant séparation" in unicodedata.normalize("NFC", line["text"])
    assert (hits[0]["view"], line["view"]) == ("v0001", "v0001")
    assert (x, y, x + width, y + height) == (898, 336, 6499, 463)
    assert line["sha256"] == hashlib.sha256((SCANS / "FRAN_0187_49914_L.jpg").read_bytes()).hexdigest()


def test_the_stored_scans_are_the_delivered_ones_bit_for_bit(archive: Path) -> None:
    stored = sorted((archive / "store").rglob("representations/master/data/*.jpg"))

    delivered = sorted(SCANS.glob("*.jpg"))
    assert [path.read_bytes() for path in stored] == [path.read_bytes() for path in delivered]


def test_it_is_audited_intact_and_its_silence_is_not_called_complete(archive: Path) -> None:
    fixity = khizana("audit", "fixity", "--archive", archive, "--json")
    completeness = khizana("audit", "completeness", "--archive", archive, "--json")

    assert (fixity.code, fixity.json["report"]["conclusion"]) == (0, "intact")
    assert completeness.code == 3
    assert completeness.json["report"]["registers"][0]["pages"]["proof"] == "unproved"
    assert completeness.json["report"]["registers"][0]["acts"]["proof"] == "not_keyed"


@pytest.mark.judge
def test_commons_ip_finds_its_package_valid(archive: Path) -> None:
    (package,) = (archive / "store" / "packages").glob("*/*")
    verdict = commons_ip.validate(package / "data" / package.name)

    assert verdict.result == "VALID", verdict
