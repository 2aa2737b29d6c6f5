"""Version packages before judges that we did not write: acts alone, images alone, and both with a correction."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import bagit
import pytest
from lxml import etree

from archive import published
from archive.check.schemas import Schemas
from archive.model.identifiers import parse_package
from tests.rooms.package.test_schemas_of_packages import TOGETHER, installed, schema
from tests.support import commons_ip
from tests.support.cli import khizana
from tests.support.mutate import flip
from tests.support.versions import FOLDER, archive_of_template, as_delivered, marriage, standing, write_version

JUDGES = Path(__file__).parents[3] / "shared" / "judges"
BIRTHS = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
SECOND = f"{BIRTHS.removesuffix('_p1_office')}_0002"
METS = "{http://www.loc.gov/METS/}"
pytestmark = [pytest.mark.judge, pytest.mark.xdist_group("judged")]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The packages of one chain, by reason."""
    folder = tmp_path_factory.mktemp("judged-versions")
    archive = archive_of_template(folder)
    image = f"{FOLDER}images/1.tif"

    def take(name: str, reason: str, *, mention: bool = False, rename: bool = False, view: str = "") -> None:
        act = as_delivered(standing(archive, BIRTHS).acts[SECOND])
        if mention:
            act["mentions"] = [marriage()]
        if rename:
            act["persons"][0]["given"]["latin"] = {"value": "Kenza"}
            act["regions"].append({"file": image, "boxes": [[300, 500, 1900, 600]]})
        views = [{"file": image, "kind": "acts", "pages": [2, 3], "replaces": [view]}] if view else []
        acts = [act] if mention or rename else []
        made = write_version(folder / name, archive, BIRTHS, reason, acts, views, name)
        took = khizana("ingest", made.root, "--archive", archive, "--json")
        assert took.code == 0, took.out + took.err

    take("acts-alone", "mentions", mention=True)
    take("images-alone", "rescan", view="v0003")
    take("acts-and-images", "correction", rename=True, view="v0005")
    found = sorted((archive / "store" / "packages").glob(f"*/{BIRTHS}-v*"))
    return dict(zip(("first", "acts alone", "images alone", "acts and images"), found, strict=True))


def inside(package: Path) -> Path:
    return package / "data" / package.name


def test_each_package_holds_what_is_new_and_nothing_else(packages: dict[str, Path]) -> None:
    held = {
        name: sorted(path.name for path in (inside(package) / "representations").iterdir())
        for name, package in packages.items()
    }

    assert held["acts alone"] == ["acts", "submission"]
    assert held["images alone"] == ["master", "submission"]
    assert held["acts and images"] == ["acts", "master", "submission"]


def test_commons_ip_finds_every_kind_of_version_valid_and_one_flipped_byte_invalid(packages: dict[str, Path]) -> None:
    assert {name: commons_ip.validate(inside(package)).result for name, package in packages.items()} == dict.fromkeys(
        packages, "VALID"
    )

    spoiled = inside(packages["acts alone"]) / "representations" / "acts" / "data" / "acts.jsonl"
    flip(spoiled, 20)
    try:
        assert commons_ip.validate(inside(packages["acts alone"])).result == "INVALID"
    finally:
        flip(spoiled, 20)


def test_our_own_inspection_and_bagit_python_find_nothing(packages: dict[str, Path]) -> None:
    for package in packages.values():
        assert bagit.Bag(str(package)).validate()
        assert khizana("verify", package, "--json").json["inspection"] == []


def test_the_documents_of_versions_follow_their_published_schemas(packages: dict[str, Path]) -> None:
    schemas = Schemas(published.schemas())
    for package in packages.values():
        descriptive = inside(package) / "metadata" / "descriptive"
        acts = inside(package) / "representations" / "acts" / "data" / "acts.jsonl"
        lines = acts.read_text("utf-8").splitlines() if acts.exists() else []
        written = [("kept-register", (descriptive / "register.json").read_text("utf-8"))]
        written += [("facts", (descriptive / "facts.json").read_text("utf-8")), *(("act", line) for line in lines)]

        for name, document in written:
            assert list(schemas.violations(f"urn:khizana:schema:{name}:1", json.loads(document))) == []


def test_each_names_its_predecessor_by_a_digest_that_sha256sum_gives(packages: dict[str, Path]) -> None:
    older = list(packages.values())
    for package, before in zip(older[1:], older[:-1], strict=True):
        said = subprocess.run(
            ["sha256sum", "tagmanifest-sha256.txt"], cwd=before, capture_output=True, text=True, check=True
        )
        register = json.loads((inside(package) / "metadata" / "descriptive" / "register.json").read_bytes())
        info = (package / "bag-info.txt").read_text("utf-8")

        assert register["predecessor"] == {"package": before.name, "tagmanifest": f"sha256:{said.stdout.split()[0]}"}
        assert f"Predecessor: {before.name}\n" in info
        assert parse_package(package.name)[1] == parse_package(before.name)[1] + 1


def test_an_area_points_to_an_image_of_its_own_package_alone(packages: dict[str, Path]) -> None:
    areas = {
        name: [area.get("FILEID") for area in etree.parse(inside(package) / "METS.xml").iter(f"{METS}area")]
        for name, package in packages.items()
    }

    assert (areas["acts alone"], areas["images alone"]) == ([], [])
    assert areas["acts and images"] == ["IDmaster-0006.tif"]


def test_mets_of_versions_follows_the_schema_that_is_installed(packages: dict[str, Path]) -> None:
    mets = schema(TOGETHER, installed())

    for package in packages.values():
        mets.assertValid(etree.parse(inside(package) / "METS.xml"))


@pytest.mark.outside_data
@pytest.mark.skipif(not JUDGES.is_dir(), reason=f"METS AND PREMIS ARE NOT JUDGED HERE: {JUDGES} is not there")
def test_mets_and_premis_of_versions_follow_their_schemas(packages: dict[str, Path]) -> None:
    class Judges(etree.Resolver):
        def resolve(self, url: str, public: str | None, context: object) -> object:
            return self.resolve_filename(str(JUDGES / url.rpartition("/")[2]), context)  # type: ignore[attr-defined]

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Judges())
    mets = etree.XMLSchema(etree.parse(JUDGES / "mets-1.12.1.xsd", parser))
    premis = etree.XMLSchema(etree.parse(JUDGES / "premis-3.0.xsd", parser))
    for package in packages.values():
        mets.assertValid(etree.parse(inside(package) / "METS.xml"))
        premis.assertValid(etree.parse(inside(package) / "metadata" / "preservation" / "premis.xml"))
