"""A delivery that comes as one archive is taken in as if it had come as a folder."""

from __future__ import annotations

import tarfile
import tempfile
from pathlib import Path

import pytest

from khizana.service.intake.delivery_template import write_template
from tests.support.archives import zipped
from tests.support.cli import khizana


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_delivery_in_a_tar_is_taken_in_and_nothing_stays_unpacked(tmp_path: Path, own_temporary_folder: Path) -> None:
    write_template(tmp_path / "delivery")
    with tarfile.open(tmp_path / "delivery.tar.gz", "w:gz") as made:
        made.add(tmp_path / "delivery", "lot1-0001")
    khizana("init", tmp_path / "archive")

    taken = khizana("ingest", tmp_path / "delivery.tar.gz", "--archive", tmp_path / "archive", "--json")
    again = khizana("ingest", tmp_path / "delivery", "--archive", tmp_path / "archive", "--json")

    assert taken.code == 0
    assert len(taken.json["stored"]) > 0
    assert again.json["already"] == taken.json["stored"]
    assert list(own_temporary_folder.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped({"../x": b""}), "UNSAFE_PATH"),
        (zipped({"a.txt": b""}), "no delivery"),
        (b"text", "neither a folder nor"),
    ],
)
def test_an_archive_that_holds_no_delivery_is_not_taken_in(tmp_path: Path, content: bytes, said: str) -> None:
    name = "a.zip" if content[:2] == b"PK" else "a.txt"
    (tmp_path / name).write_bytes(content)
    khizana("init", tmp_path / "archive")

    refused = khizana("ingest", tmp_path / name, "--archive", tmp_path / "archive")

    assert refused.code == 1
    assert said in refused.err
