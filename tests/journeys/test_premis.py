"""`khizana premis`: one PREMIS 3 document of a package and of all that happened to it since, from the ledger."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.support.mutate import flip
from tests.support.policies import adopt
from tests.support.replicated import Replicated, copied, replicated
from tests.support.versions import as_delivered, marriage, standing, write_version

JUDGES = Path(__file__).parents[3] / "shared" / "judges"
BIRTHS = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
PACKAGE = f"{BIRTHS}-v1"
NAMES = {"p": "http://www.loc.gov/premis/v3"}
Document = Any


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Replicated:
    """A package that was audited, held, damaged, found so, repaired by two people, and followed by a version."""
    made = replicated(tmp_path_factory.mktemp("lived"))
    assert made.call("audit", "fixity", "--all").code == 0
    assert made.call("hold", BIRTHS, "--reason", "court-case-12").code == 0
    image = next((made.root / "store" / "packages").glob(f"*/{PACKAGE}/data/{PACKAGE}/representations/master/data/*"))
    image.chmod(0o644)
    flip(image, 2000)
    assert made.call("audit", "fixity", "--all").code == 3
    asked = made.call("repair", PACKAGE, "--from", "b", "--reason", "bit-rot", *made.signed("amal"), "--json")
    assert asked.code == 0, asked.out + asked.err
    approved = made.call("approve", asked.json["request"], *made.signed("badr"))
    assert approved.code == 0, approved.out + approved.err
    act = as_delivered(standing(made.root, BIRTHS).acts[f"{BIRTHS.removesuffix('_p1_office')}_0002"])
    act["mentions"] = [marriage()]
    version = write_version(made.root.parent / "v2", made.root, BIRTHS, "mentions", [act])
    assert made.call("ingest", version.root).code == 0
    return made


@pytest.fixture(scope="module")
def document(lived: Replicated) -> Document:
    return of(lived)


def of(made: Replicated) -> Document:
    output = made.root.parent / "premis.xml"
    said = made.call("premis", PACKAGE, "-o", output)
    assert said.code == 0, said.out + said.err
    return etree.parse(output).getroot()


def events(document: Document) -> list[Mapping[str, str]]:
    """Type, detail and outcome of each, in order."""
    paths = {"kind": "p:eventType", "detail": ".//p:eventDetail", "outcome": ".//p:eventOutcome"}
    return [
        {name: one.findtext(path, "", NAMES) for name, path in paths.items()}
        for one in document.iterfind("p:event", NAMES)
    ]


def test_tells_what_the_package_says_and_then_what_the_ledger_says(document: Document) -> None:
    kinds = [one["kind"] for one in events(document)]
    later = kinds[kinds.index("ingestion") + 1 :]

    assert kinds[:2] == ["capture", "transfer"] or kinds[0] == "transfer"
    assert later == [
        "accession",
        "replication",
        "fixity check",
        "policy assignment",
        "fixity check",
        "recovery",
        "modification",
    ]


def test_says_how_each_audit_found_it(document: Document) -> None:
    audits = [one for one in events(document) if one["kind"] == "fixity check"]

    assert [one["outcome"] for one in audits] == ["success", "fail"]


def test_each_later_event_is_numbered_by_its_ledger_entry(document: Document) -> None:
    numbers = [
        one.findtext("p:eventIdentifierValue", "", NAMES)
        for one in document.iterfind("p:event/p:eventIdentifier", NAMES)
        if one.findtext("p:eventIdentifierType", "", NAMES) == "ledger entry"
    ]

    assert len(numbers) == 7
    assert all(number.startswith("khizana/twice/") for number in numbers)
    assert [int(number.rpartition("/")[2]) for number in numbers] == sorted(
        int(number.rpartition("/")[2]) for number in numbers
    )


def test_every_agent_and_object_that_it_refers_to_is_described_once(document: Document) -> None:
    for kind, linked in (("agent", "linkingAgentIdentifier"), ("object", "linkingObjectIdentifier")):
        described = [
            one.text for one in document.iterfind(f"p:{kind}/p:{kind}Identifier/p:{kind}IdentifierValue", NAMES)
        ]

        assert len(described) == len(set(described))
        assert {one.text for one in document.iterfind(f".//p:{linked}Value", NAMES)} <= set(described)


def test_holds_every_object_of_the_package_as_it_stands_there(lived: Replicated, document: Document) -> None:
    kept = next((lived.root / "store" / "packages").glob(f"*/{PACKAGE}/data/*/metadata/preservation/premis.xml"))

    def objects(root: Document) -> list[bytes]:
        return [etree.tostring(one, method="c14n") for one in root.iterfind("p:object", NAMES)]

    assert objects(document) == objects(etree.parse(kept).getroot())


def test_says_the_terms_that_the_policies_set_today(lived: Replicated, document: Document) -> None:
    closed = document.xpath(
        "//p:rightsStatement[p:rightsGranted/p:restriction and p:otherRightsInformation]", namespaces=NAMES
    )

    assert [one.findtext(".//p:termOfRestriction/p:endDate", "", NAMES) for one in closed] == ["2087-12-31"]


@pytest.mark.outside_data
@pytest.mark.skipif(not JUDGES.is_dir(), reason=f"PREMIS IS NOT JUDGED HERE: {JUDGES} is not there")
def test_it_follows_the_schema_of_premis(document: Document) -> None:
    schema = etree.XMLSchema(file=str(JUDGES / "premis-3.0.xsd"))

    schema.assertValid(document)


def test_without_a_file_the_document_itself_is_printed(lived: Replicated, document: Document) -> None:
    printed = lived.call("premis", PACKAGE)

    assert printed.code == 0
    assert etree.tostring(etree.parse(io.BytesIO(printed.out.encode())), method="c14n") == etree.tostring(
        document.getroottree(), method="c14n"
    )


def test_a_forged_premis_is_not_told_on(lived: Replicated, tmp_path: Path) -> None:
    made = copied(lived, tmp_path)
    kept = next((made.root / "store" / "packages").glob(f"*/{PACKAGE}/data/*/metadata/preservation/premis.xml"))
    kept.chmod(0o644)
    kept.write_text(kept.read_text("utf-8").replace("accepted", "excepted"), encoding="utf-8")
    said = made.call("premis", PACKAGE)

    assert said.code == 1
    assert "audit fixity" in said.err


def test_verdicts_that_are_lost_are_no_intact_package(lived: Replicated, tmp_path: Path) -> None:
    made = copied(lived, tmp_path)
    for documents in made.root.parent.rglob("documents"):
        for one in documents.rglob("*"):
            if one.is_file() and b"audit-verdicts/1" in one.read_bytes():
                one.parent.chmod(0o755)
                one.unlink()
    audits = [one for one in events(of(made)) if one["kind"] == "fixity check"]

    assert [one["outcome"] for one in audits] == ["warning", "warning"]


def test_what_the_ledger_does_not_name_is_said(lived: Replicated) -> None:
    said = lived.call("premis", f"{BIRTHS}-v7")

    assert said.code == 1
    assert "names no package" in said.err


def test_no_name_of_a_person_stands_in_it(lived: Replicated, document: Document) -> None:
    told = etree.tostring(document, encoding="unicode")
    act = standing(lived.root, BIRTHS).acts[f"{BIRTHS.removesuffix('_p1_office')}_0001"]
    names = [
        value["value"]
        for person in act["persons"]
        for part in ("given", "surname")
        for value in person.get(part, {}).values()
        if "value" in value
    ]

    assert names
    assert not [name for name in names if name in told]


def test_of_a_package_that_was_disposed_of_the_ledger_goes_on_telling(lived: Replicated, tmp_path: Path) -> None:
    made = copied(lived, tmp_path)
    adopt(made.root, "retention", [{"event": "birth", "years": 10}], made.keys)
    assert made.call("release", BIRTHS, "--reason", "court-case-12").code == 0
    shutil.rmtree(made.root / "store" / "quarantine", ignore_errors=True)
    asked = made.call("dispose", BIRTHS, "--reason", "schedule-7", *made.signed("amal"), "--json")
    assert asked.code == 0, asked.out + asked.err
    approved = made.call("approve", asked.json["request"], *made.signed("badr"))
    assert approved.code == 0, approved.out + approved.err
    root = of(made)
    kinds = [one["kind"] for one in events(root)]

    assert kinds[0] == "accession" and kinds[-2:] == ["deaccession", "deaccession"]
    assert len(root.findall("p:object", NAMES)) == 1
    assert root.find("p:rights", NAMES) is None
    assert "disposed" in made.call("premis", PACKAGE, "-o", tmp_path / "again.xml", "--lang", "en").out
