"""What validators that we did not write say of our packages."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from tests.rooms.package.made_cases import CASES, of_pages, with_pages_only, with_tiff
from tests.rooms.package.made_material import Made, written
from tests.support.commons_ip import validate

pytestmark = pytest.mark.judge


@pytest.fixture(params=CASES, ids=lambda case: case.__name__)
def package(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The information package of each made register, inside its bag."""
    case: Callable[[], Made] = request.param
    return written(case(), tmp_path)


def flip(path: Path) -> None:
    """Turn one bit of the middle byte."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_commons_ip_finds_every_kind_of_package_valid(package: Path) -> None:
    verdict = validate(package)

    assert verdict.result == "VALID", verdict.messages


@pytest.mark.parametrize("pages", [1, 100, 2000])
def test_commons_ip_finds_packages_of_every_size_valid(pages: int, tmp_path: Path) -> None:
    package = written(of_pages(pages), tmp_path)
    verdict = validate(package)

    assert len(list((package / "representations" / "master" / "data").iterdir())) == pages
    assert verdict.result == "VALID", verdict.messages[:5]


@pytest.mark.parametrize("file", ["master/data/0001.tif", "acts/data/acts.jsonl", "submission/data/register.json"])
def test_commons_ip_refuses_a_package_with_one_flipped_bit(file: str, tmp_path: Path) -> None:
    package = written(with_tiff(), tmp_path)
    flip(package / "representations" / file)

    assert validate(package).result == "INVALID"


def test_commons_ip_refuses_a_transcription_with_one_flipped_bit(tmp_path: Path) -> None:
    package = written(with_pages_only(), tmp_path)
    flip(package / "representations/transcription/data/0002.xml")

    assert validate(package).result == "INVALID"


def test_bagit_python_accepts_every_kind_of_package(package: Path) -> None:
    bag = bagit.Bag(str(package.parents[1]))

    assert bag.validate()


def test_bagit_python_refuses_a_package_with_one_flipped_bit(tmp_path: Path) -> None:
    package = written(with_tiff(), tmp_path)
    flip(package / "representations/master/data/0002.tif")

    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(package.parents[1])).validate()


@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_sha256sum_alone_checks_a_package(manifest: str, package: Path) -> None:
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", manifest], cwd=package.parents[1], capture_output=True
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr
