"""METS and PREMIS held against the schemas of their publishers. Nothing is fetched: imports are answered from files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import distribution
from pathlib import Path

import pytest
from lxml import etree

from tests.rooms.package.made_cases import CASES, with_tiff
from tests.rooms.package.made_material import Made, written

pytestmark = pytest.mark.judge

JUDGES = Path(__file__).parents[4] / "shared" / "judges"
"""The schemas of METS 1.12.1, PREMIS 3.0 and CSIP, where they have been put beside the project."""

INSTALLED = "eark_validator/xml/resources/schema/"
"""Inside the development dependency eark-validator: its files alone are used, its modules would ask the network."""

TOGETHER = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="http://www.loc.gov/METS/" schemaLocation="mets.xsd"/>
  <xs:import namespace="https://DILCIS.eu/XML/METS/CSIPExtensionMETS" schemaLocation="DILCISExtensionMETS.xsd"/>
</xs:schema>"""


class Answers(etree.Resolver):
    """Answers every import from the files given, and refuses what is not among them."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files

    def resolve(self, url: str, public: str | None, context: object) -> object:
        name = url.rpartition("/")[2]
        if name not in self._files:
            raise AssertionError(f"the schema asks for {url}")
        return self.resolve_filename(str(self._files[name]), context)


def schema(content: bytes, files: Mapping[str, Path]) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Answers(files))
    return etree.XMLSchema(etree.fromstring(content, parser, base_url="together.xsd"))


def beside() -> Mapping[str, Path]:
    return {path.name.replace("mets-1.12.1", "mets"): path for path in JUDGES.glob("*.xsd")}


def installed() -> Mapping[str, Path]:
    names = ("mets.xsd", "xlink.xsd", "DILCISExtensionMETS.xsd")
    return {name: Path(str(distribution("eark-validator").locate_file(INSTALLED + name))) for name in names}


SOURCES = (installed, beside) if JUDGES.is_dir() else (installed,)


@pytest.fixture(params=CASES, ids=lambda case: case.__name__)
def package(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    case: Callable[[], Made] = request.param
    return written(case(), tmp_path)


@pytest.mark.parametrize("source", SOURCES)
def test_mets_follows_its_schema(source: Callable[[], Mapping[str, Path]], package: Path) -> None:
    mets = schema(TOGETHER, source())

    mets.assertValid(etree.parse(package / "METS.xml"))


@pytest.mark.parametrize("source", SOURCES)
def test_the_schema_of_mets_refuses_a_package_type_that_csip_does_not_know(
    source: Callable[[], Mapping[str, Path]], tmp_path: Path
) -> None:
    mets = written(with_tiff(), tmp_path) / "METS.xml"
    spoilt = etree.fromstring(mets.read_bytes().replace(b'OAISPACKAGETYPE="AIP"', b'OAISPACKAGETYPE="PIA"'))

    assert not schema(TOGETHER, source()).validate(spoilt)


def premis_schema() -> etree.XMLSchema:
    """The one schema that no package registry offers: without it these tests are skipped, in CI too."""
    path = JUDGES / "premis-3.0.xsd"
    if not path.is_file():
        pytest.skip("PREMIS IS NOT JUDGED: its schema cannot be installed from a package registry and is not here")
    return schema(path.read_bytes(), {"xlink.xsd": JUDGES / "xlink.xsd"})


@pytest.mark.outside_data
def test_premis_follows_its_schema(package: Path) -> None:
    premis = premis_schema()

    premis.assertValid(etree.parse(package / "metadata/preservation/premis.xml"))


@pytest.mark.outside_data
def test_the_schema_of_premis_refuses_an_object_without_a_size_in_digits(tmp_path: Path) -> None:
    premis = written(with_tiff(), tmp_path) / "metadata/preservation/premis.xml"
    spoilt = etree.fromstring(premis.read_bytes().replace(b"<size>", b"<size>about "))

    assert not premis_schema().validate(spoilt)
