"""Packages and ledger of a whole journey, before judges that we did not write."""

from __future__ import annotations

import subprocess
from pathlib import Path

import bagit
import pytest
from lxml import etree

from tests.rooms.package.test_schemas_of_packages import TOGETHER, installed, schema
from tests.support import commons_ip
from tests.support.cli import khizana
from tests.support.mutate import flip
from tests.support.tessera import fsck

JUDGES = Path(__file__).parents[3] / "shared" / "judges"
pytestmark = [pytest.mark.judge, pytest.mark.xdist_group("judged")]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four registers: G4 TIFF, JPEG in TIFF, JPEG, PDF/A."""
    folder = tmp_path_factory.mktemp("judged")
    assert khizana("demo", "make", folder / "delivery", "--acts", "12", "--registers", "4", "--seed", "11").code == 0
    assert khizana("init", folder / "archive", "--name", "judged").code == 0
    assert khizana("ingest", folder / "delivery", "--archive", folder / "archive").code == 0
    return folder / "archive"


@pytest.fixture(scope="module")
def packages(archive: Path) -> list[Path]:
    return sorted((archive / "store" / "packages").glob("*/*"))


def test_the_journey_has_every_kind_of_master(packages: list[Path]) -> None:
    kinds = [{path.suffix for path in package.rglob("representations/master/data/*")} for package in packages]

    assert sorted(kind for one in kinds for kind in one) == [".jpg", ".pdf", ".tif", ".tif"]


def test_commons_ip_finds_every_package_valid_and_one_flipped_byte_invalid(packages: list[Path]) -> None:
    verdicts = [commons_ip.validate(package / "data" / package.name) for package in packages]
    assert [verdict.result for verdict in verdicts] == ["VALID"] * 4

    spoiled = next(packages[0].rglob("representations/master/data/*"))
    flip(spoiled, 2000)
    try:
        assert commons_ip.validate(packages[0] / "data" / packages[0].name).result == "INVALID"
    finally:
        flip(spoiled, 2000)


def test_bagit_python_finds_every_package_valid(packages: list[Path]) -> None:
    assert all(bagit.Bag(str(package)).validate() for package in packages)


def test_sha256sum_finds_every_file_of_every_package(packages: list[Path]) -> None:
    for package in packages:
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            command = ["sha256sum", "--check", "--strict", "--quiet", manifest]
            checked = subprocess.run(command, cwd=package, capture_output=True, text=True, check=False)

            assert (checked.returncode, checked.stdout) == (0, ""), checked.stderr


def test_mets_follows_the_schema_that_is_installed(packages: list[Path]) -> None:
    mets = schema(TOGETHER, installed())

    for package in packages:
        mets.assertValid(etree.parse(package / "data" / package.name / "METS.xml"))


@pytest.mark.outside_data
@pytest.mark.skipif(not JUDGES.is_dir(), reason=f"METS AND PREMIS ARE NOT JUDGED HERE: {JUDGES} is not there")
def test_mets_and_premis_follow_their_schemas(packages: list[Path]) -> None:
    class Judges(etree.Resolver):
        def resolve(self, url: str, public: str | None, context: object) -> object:
            return self.resolve_filename(str(JUDGES / url.rpartition("/")[2]), context)  # type: ignore[attr-defined]

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Judges())
    mets = etree.XMLSchema(etree.parse(JUDGES / "mets-1.12.1.xsd", parser))
    premis = etree.XMLSchema(etree.parse(JUDGES / "premis-3.0.xsd", parser))
    for package in packages:
        inside = package / "data" / package.name
        mets.assertValid(etree.parse(inside / "METS.xml"))
        premis.assertValid(etree.parse(inside / "metadata" / "preservation" / "premis.xml"))


def test_tessera_accepts_the_ledger_and_not_a_flipped_one(archive: Path) -> None:
    key = (archive / "keys" / "ledger.pub").read_text("ascii").strip()
    assert fsck(archive / "ledger", key).accepted

    bundle = max((archive / "ledger" / "tile" / "entries" / "000.p").iterdir(), key=lambda path: int(path.name))
    flip(bundle, 60)
    try:
        assert not fsck(archive / "ledger", key, seconds=10).accepted
    finally:
        flip(bundle, 60)


def test_the_signatures_name_the_formats_of_the_masters(packages: list[Path]) -> None:
    premis = [package / "data" / package.name / "metadata" / "preservation" / "premis.xml" for package in packages]
    keys = {
        key.text for path in premis for key in etree.parse(path).iter("{http://www.loc.gov/premis/v3}formatRegistryKey")
    }

    assert keys & {"fmt/353"}  # TIFF
    assert keys & {"fmt/42", "fmt/43", "fmt/44"}  # JPEG with its header
    assert keys & {"fmt/477"}  # PDF/A-2b
