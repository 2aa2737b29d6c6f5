"""A package's PREMIS with its later life: nothing of the package's own part is lost, nothing is told twice."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import etree

from archive.package.premis.premis_later import later_premis
from archive.package.premis_values import PACKAGE, Agent, Event, Terms, Touched
from archive.package.premis_vocabulary import AgentRole, AgentType, EventOutcome, EventType
from tests.rooms.package.made_cases import with_tiff
from tests.rooms.package.made_material import written

JUDGES = Path(__file__).parents[4] / "shared" / "judges"
NAMES = {"p": "http://www.loc.gov/premis/v3"}
CONTRACTOR = Agent("contractor", "scanners-ltd", "scanners-ltd", AgentType.ORGANIZATION)
"""It delivered the package too, so that its PREMIS describes it already."""


def checked(package: str) -> Event:
    return Event(
        "khizana/x/7",
        EventType.FIXITY_CHECK,
        "2027-01-01T00:00:00Z",
        "store main",
        EventOutcome.SUCCESS,
        ("intact",),
        ((CONTRACTOR, AgentRole.IMPLEMENTER),),
        (Touched(PACKAGE, package),),
    )


def told(package: str, kept: bytes | None) -> etree._Element:
    terms = Terms("t/1", "a policy", EventType.DISSEMINATION, "1987", "2087-12-31", "closed")
    stream = None if kept is None else io.BytesIO(kept)
    return etree.fromstring(b"".join(later_premis(package, "register-1", stream, [checked(package)], [terms])))


def counted(root: etree._Element) -> dict[str, int]:
    names = ("object", "event", "agent", "rights")
    return {name: len(root.findall(f"p:{name}", NAMES)) for name in names}


def test_adds_events_and_terms_and_describes_no_agent_twice(tmp_path: Path) -> None:
    package = written(with_tiff(), tmp_path)
    kept = (package / "metadata/preservation/premis.xml").read_bytes()
    before, after = counted(etree.fromstring(kept)), counted(told(package.name, kept))

    assert after == {**before, "event": before["event"] + 1, "rights": before["rights"] + 1}


def test_a_package_without_rights_gets_the_terms_all_the_same(tmp_path: Path) -> None:
    package = written(with_tiff(), tmp_path)
    root = etree.fromstring((package / "metadata/preservation/premis.xml").read_bytes())
    for rights in root.findall("p:rights", NAMES):
        root.remove(rights)

    assert counted(told(package.name, etree.tostring(root)))["rights"] == 1


def test_of_a_package_that_is_gone_only_its_name_is_told() -> None:
    root = told("gone-v1", None)

    assert counted(root) == {"object": 1, "event": 1, "agent": 1, "rights": 1}
    assert root.findtext("p:object/p:objectIdentifier[2]/p:objectIdentifierValue", "", NAMES) == "gone-v1"


@pytest.mark.outside_data
@pytest.mark.skipif(not JUDGES.is_dir(), reason=f"PREMIS IS NOT JUDGED HERE: {JUDGES} is not there")
@pytest.mark.parametrize("gone", [False, True])
def test_it_follows_the_schema_of_premis(gone: bool, tmp_path: Path) -> None:
    package = written(with_tiff(), tmp_path)
    kept = None if gone else (package / "metadata/preservation/premis.xml").read_bytes()

    etree.XMLSchema(file=str(JUDGES / "premis-3.0.xsd")).assertValid(told(package.name, kept))
