"""Our own check of METS finds what a validator's VALID does not prove."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from archive.model.finding import Finding, Severity
from archive.package.inspection.inspect_package import inspect
from tests.rooms.package.made_cases import CASES, with_pdf_of_pages, with_tiff
from tests.rooms.package.made_material import Made, written

METS = "METS.xml"
REGISTER = "metadata/descriptive/register.json"
ACTS = "representations/acts/data/acts.jsonl"


def inspected(package: Path) -> list[Finding]:
    """What the inspection finds in a package that lies in a folder."""
    bag = package.parents[1]

    def opened(path: str) -> BinaryIO:
        try:
            return (bag / path).open("rb")
        except FileNotFoundError:
            raise LookupError(path) from None

    return list(inspect(opened))


def change(path: Path, before: str, after: str) -> None:
    """Replace the first occurrence of a text that is there."""
    content = path.read_text()
    assert before in content
    path.write_text(content.replace(before, after, 1))


def codes(package: Path) -> set[str]:
    return {finding.code for finding in inspected(package)}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return written(with_tiff(), tmp_path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_finds_nothing_in_a_package_that_agrees(case: Callable[[], Made], tmp_path: Path) -> None:
    assert inspected(written(case(), tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "before", "after", "code"),
    [
        (METS, 'FILEID="IDmaster-0002.tif"', 'FILEID="IDmaster-0009.tif"', "METS_DANGLING_ID"),
        (METS, 'DMDID="IDdmd-register', 'DMDID="IDdmd-other', "METS_DANGLING_ID"),
        (METS, 'ADMID="IDdigiprov-premis"', 'ADMID="IDother"', "METS_DANGLING_ID"),
        (METS, 'ID="IDact-ma_01', 'ID="IDact-xx_01', "METS_DANGLING_ID"),
        (METS, "data/0002.tif", "data/0003.tif", "METS_FILE_MISSING"),
        (METS, "data/0002.tif", "data/0003.tif", "METS_FILE_UNREFERENCED"),
        (METS, "representations/master/data/0002.tif", "../../bagit.txt", "METS_FILE_MISSING"),
        (METS, 'CHECKSUM="', 'CHECKSUM="0', "METS_CHECKSUM_MISMATCH"),
        (METS, 'CHECKSUMTYPE="SHA-256"', 'CHECKSUMTYPE="MD5"', "METS_CHECKSUM_MISMATCH"),
        (METS, 'SIZE="', 'SIZE="1', "METS_SIZE_MISMATCH"),
        (METS, 'ORDER="2"', 'ORDER="3"', "METS_ORDER_GAP"),
        (METS, 'COORDS="0,0,60,40"', 'COORDS="0,0,61,40"', "BOX_OUTSIDE_IMAGE"),
        (METS, 'COORDS="0,0,60,40"', 'COORDS="0,40,60,40"', "BOX_OUTSIDE_IMAGE"),
        (METS, 'COORDS="0,0,60,40"', 'COORDS="0,0,60"', "METS_INVALID"),
        (METS, 'ID="IDview-v0002"', 'ID="IDview-v0003"', "METS_INVALID"),
        (METS, 'ID="IDview-v0002"', 'ID="IDview-v0001"', "METS_INVALID"),
        (METS, 'ID="IDacts"', 'ID="IDviews"', "METS_INVALID"),
        (METS, "</mets>", "", "METS_INVALID"),
        (METS, "<mets ", "<!DOCTYPE mets><mets ", "METS_INVALID"),
        (METS, "<mets ", '<!DOCTYPE mets [<!ENTITY a SYSTEM "/etc/passwd">]><mets ', "METS_INVALID"),
        (REGISTER, '"height": 80', '"height": 79', "BOX_OUTSIDE_IMAGE"),
        (REGISTER, '"sha256": "', '"sha256": "00', "JSON_INVALID"),
        (REGISTER, "{", "", "JSON_INVALID"),
        (ACTS, "[0,40,60,40]", "[0,41,60,40]", "BOX_OUTSIDE_IMAGE"),
        (ACTS, "[40,0,20,20]", "[41,0,20,20]", "BOX_OUTSIDE_IMAGE"),
        (ACTS, '"view":"v0002"', '"view":"v0003"', "REGION_UNRESOLVED"),
        (ACTS, '"sha256":"', '"sha256":"0', "REGION_UNRESOLVED"),
        (ACTS, '"regions":[', '"regions":[7,', "JSON_INVALID"),
        (ACTS, "{", "", "JSON_INVALID"),
    ],
)
def test_finds_what_disagrees(file: str, before: str, after: str, code: str, package: Path) -> None:
    change(package / file, before, after)

    assert code in codes(package)


def test_leaves_regions_in_other_packages_to_those_who_can_look_there(package: Path) -> None:
    here = f'"package":"{package.name}","view":"v0001"'
    change(package / ACTS, here, '"package":"ma_01.511.01.03-1_dahir1950_birth_1987_p1_office-v9","view":"v0077"')

    assert inspected(package) == []


def test_finds_an_area_on_a_page_that_the_pdf_does_not_have(tmp_path: Path) -> None:
    package = written(with_pdf_of_pages(), tmp_path)
    change(package / METS, 'BEGIN="3"', 'BEGIN="4"')

    assert codes(package) == {"METS_DANGLING_ID"}


def test_finds_an_image_that_is_not_the_one_that_its_view_names(package: Path) -> None:
    first, second = ((package / f"representations/master/data/{name}.tif").read_bytes() for name in ("0001", "0002"))
    assert first != second
    manifest = package.parents[1] / "manifest-sha256.txt"
    lines = manifest.read_text().splitlines()
    one, two = (next(line for line in lines if line.endswith(f"{name}.tif")) for name in ("0001", "0002"))
    change(manifest, one[:64], two[:64])
    change(package / METS, f'CHECKSUM="{one[:64]}"', f'CHECKSUM="{two[:64]}"')

    assert codes(package) == {"METS_CHECKSUM_MISMATCH"}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("manifest-sha256.txt", "MANIFEST_MISSING"),
        (f"data/{{package}}/{METS}", "FILE_MISSING"),
        (f"data/{{package}}/{ACTS}", "FILE_MISSING"),
        (f"data/{{package}}/{REGISTER}", "JSON_INVALID"),
        ("data/{package}/representations/master/data/0001.tif", "FILE_MISSING"),
    ],
)
def test_says_what_is_not_there(path: str, code: str, package: Path) -> None:
    (package.parents[1] / path.format(package=package.name)).unlink()

    assert code in codes(package)


@pytest.mark.parametrize("content", ["nothing", "", f"{'a' * 64}  data/a/b\n{'a' * 64}  data/c/METS.xml\n"])
def test_says_what_is_no_package_at_all(content: str, package: Path) -> None:
    (package.parents[1] / "manifest-sha256.txt").write_text(content)

    assert codes(package) <= {"NOT_A_BAG", "METS_INVALID"} and codes(package)


def test_takes_sizes_from_a_listing_when_it_is_given_one(package: Path) -> None:
    bag = package.parents[1]
    sizes = {path.relative_to(bag).as_posix(): path.stat().st_size for path in bag.rglob("*") if path.is_file()}
    image = f"data/{package.name}/representations/master/data/0001.tif"

    found = list(inspect(lambda path: (bag / path).open("rb"), sizes | {image: sizes[image] + 1}))

    assert [(finding.code, finding.place) for finding in found] == [("METS_SIZE_MISMATCH", image)]


def test_each_finding_is_blocking_and_says_where(package: Path) -> None:
    change(package / ACTS, "[0,40,60,40]", "[0,41,60,40]")
    place = f"data/{package.name}/{ACTS}#line=2"

    assert inspected(package) == [
        Finding(
            "BOX_OUTSIDE_IMAGE",
            Severity.BLOCKING,
            place,
            {"view": "v0001", "box": [0, 41, 60, 40], "width": 60, "height": 80},
        )
    ]
