"""What PREMIS tells of a register's way into the archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from archive.package.bag import parse_manifest
from archive.package.premis.premis_rights import statutes
from tests.rooms.package.made_cases import migration, second_version, with_pages_only, with_tiff
from tests.rooms.package.made_material import COUNTRY, Made, make, tiff, written

NAMES = {"p": "http://www.loc.gov/premis/v3"}
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def premis(package: Path) -> etree._Element:
    return etree.parse(package / "metadata/preservation/premis.xml").getroot()


def texts(found: Iterable[etree._Element], path: str) -> list[str]:
    return [one.findtext(path, "", NAMES) for one in found]


def files(root: etree._Element) -> Mapping[str, etree._Element]:
    """The file objects by their path in the package's folder."""
    objects = [one for one in root.iterfind("p:object", NAMES) if one.get(TYPE) == "file"]
    return dict(zip(texts(objects, "p:objectIdentifier/p:objectIdentifierValue"), objects, strict=True))


def test_describes_every_file_but_itself_and_mets_with_the_digest_of_the_bag(tmp_path: Path) -> None:
    package = written(with_tiff(), tmp_path)
    manifest = parse_manifest((package.parents[1] / "manifest-sha256.txt").read_bytes())
    described = {
        f"data/{path}": one.findtext(".//p:messageDigest", "", NAMES) for path, one in files(premis(package)).items()
    }

    expected = {path: digest.hex for path, digest in manifest.items() if not path.endswith(("METS.xml", "premis.xml"))}
    assert described == expected


def test_gives_the_format_of_a_file_and_its_pronom_key(tmp_path: Path) -> None:
    package = written(with_tiff(), tmp_path)
    image = files(premis(package))[f"{package.name}/representations/master/data/0001.tif"]

    assert image.findtext(".//p:formatName", "", NAMES) == "image/tiff"
    assert image.findtext(".//p:formatRegistryKey", "", NAMES) == "fmt/353"


def test_tells_the_events_in_their_order(tmp_path: Path) -> None:
    events = premis(written(with_tiff(), tmp_path)).findall("p:event", NAMES)

    assert list(zip(texts(events, "p:eventType"), texts(events, "p:eventDateTime"), strict=True)) == [
        ("capture", "2025-12-01/2025-12-03"),
        ("transfer", "2026-01-02T03:04:05Z"),
        ("message digest calculation", "2026-01-02T03:04:05Z"),
        ("format identification", "2026-01-02T03:04:05Z"),
        ("validation", "2026-01-02T04:04:05Z"),
        ("information package creation", "2026-01-02T05:04:05Z"),
        ("ingestion", "2026-01-02T05:04:05Z"),
    ]


def test_names_each_event_type_by_its_term_in_the_vocabulary(tmp_path: Path) -> None:
    events = premis(written(with_tiff(), tmp_path)).iterfind("p:event/p:eventType", NAMES)

    assert [one.get("valueURI", "").rpartition("/")[2] for one in events] == [
        "cap",
        "tra",
        "mes",
        "for",
        "val",
        "ipc",
        "ing",
    ]


def test_links_the_verdict_to_the_validation(tmp_path: Path) -> None:
    made = with_tiff()
    events = premis(written(made, tmp_path)).findall("p:event", NAMES)

    assert f"verdict: {made.material.verdict}" in texts(events, ".//p:eventOutcomeDetailNote")


def test_every_agent_that_an_event_names_is_described_once(tmp_path: Path) -> None:
    root = premis(written(with_tiff(), tmp_path))
    described = texts(root.findall("p:agent", NAMES), "p:agentIdentifier/p:agentIdentifierValue")
    linked = {one.text for one in root.iterfind(".//p:linkingAgentIdentifierValue", NAMES)}

    assert sorted(described) == sorted(linked) == ["Khizana 0.1.0", "book scanner", "op-7", "scanners-ltd"]


def test_every_object_that_is_referred_to_is_described(tmp_path: Path) -> None:
    root = premis(written(with_pages_only(), tmp_path))
    described = {one.text for one in root.iterfind(".//p:objectIdentifierValue", NAMES)}
    referred = {
        one.text
        for kind in ("relatedObjectIdentifierValue", "linkingObjectIdentifierValue")
        for one in root.iterfind(f".//p:{kind}", NAMES)
    }

    assert referred <= described


def test_a_version_follows_its_predecessor(tmp_path: Path) -> None:
    register = premis(written(second_version(), tmp_path)).find("p:object", NAMES)

    assert register is not None
    assert register.findtext("p:relationship[2]/p:relationshipSubType", "", NAMES) == "follows"
    assert register.findtext("p:relationship[2]//p:relatedObjectIdentifierValue", "", NAMES).endswith("-v1")


def captured(**declared: str) -> Made:
    return make({"a.tif": tiff(10)}, None, capture=declared)


@pytest.mark.parametrize(
    ("declared", "time"),
    [
        ({"started": "2025-12-01"}, "2025-12-01/.."),
        ({"ended": "2025-12-03"}, "../2025-12-03"),
        ({"started": "2025-12-01", "ended": "2025-12-01"}, "2025-12-01"),
        ({"device": "x"}, "unknown"),
    ],
)
def test_says_of_the_capture_what_was_declared(declared: dict[str, str], time: str, tmp_path: Path) -> None:
    events = premis(written(captured(**declared), tmp_path)).findall("p:event", NAMES)

    assert texts(events, "p:eventDateTime")[0] == time


def test_a_register_without_capture_has_no_such_event(tmp_path: Path) -> None:
    events = premis(written(captured(), tmp_path)).findall("p:event", NAMES)

    assert texts(events, "p:eventType")[0] == "transfer"


def test_says_how_many_formats_were_identified(tmp_path: Path) -> None:
    events = premis(written(with_tiff(), tmp_path)).iterfind("p:event", NAMES)
    identified = next(one for one in events if one.findtext("p:eventType", "", NAMES) == "format identification")

    assert identified.findtext(".//p:eventOutcome", "", NAMES) == "warning"
    assert identified.findtext(".//p:eventOutcomeDetailNote", "", NAMES) == "identified 3 of 4 files"


def test_every_word_of_the_library_of_congress_comes_with_its_uri(tmp_path: Path) -> None:
    root = premis(written(with_tiff(), tmp_path))
    words = ("eventType", "eventOutcome", "agentType", "linkingAgentRole", "linkingObjectRole", "rightsBasis", "act")

    for word in words:
        found = list(root.iterfind(f".//p:{word}", NAMES))
        assert found and all(
            one.get("valueURI", "").startswith("http://id.loc.gov/vocabulary/preservation/") for one in found
        ), word


def test_names_the_provisions_of_the_law_that_its_kind_of_register_is_kept_and_closed_under(tmp_path: Path) -> None:
    package = written(with_tiff(), tmp_path)
    statements = premis(package).findall("p:rights/p:rightsStatement", NAMES)

    assert texts(statements, "p:rightsBasis") == ["statute", "statute"]
    assert texts(statements, ".//p:statuteJurisdiction") == ["ma", "ma"]
    assert texts(statements, ".//p:statuteCitation")[1].startswith("Loi 69-99 relative aux archives, article 17")
    assert texts(statements, "p:rightsGranted/p:act") == ["policy assignment", "dissemination"]
    assert texts(statements, "p:linkingObjectIdentifier/p:linkingObjectIdentifierValue") == [package.name] * 2


def test_a_provision_about_other_registers_is_no_right_of_this_one() -> None:
    country = {"code": "ma", "statutes": [{**COUNTRY["statutes"][0], "events": ["death"]}]}

    assert statutes(country, "birth") == ()
    assert len(statutes(country, "death")) == 1


def test_mets_refers_to_the_rights_where_there_are_some(tmp_path: Path) -> None:
    made = with_tiff()
    bare = Made(replace(made.material, statutes=()), made.sources)
    with_rights, without = ((written(one, tmp_path / str(at)) / "METS.xml") for at, one in enumerate((made, bare)))
    found = etree.parse(with_rights).find(".//{http://www.loc.gov/METS/}rightsMD/{http://www.loc.gov/METS/}mdRef")

    assert found is not None
    assert found.get("{http://www.w3.org/1999/xlink}href") == "metadata/preservation/premis.xml"
    assert "xpointer(/p:premis/p:rights)" in found.get("XPTR", "")
    assert "rightsMD" not in without.read_text()


def test_a_migration_names_what_it_was_converted_from_and_was_not_imaged(tmp_path: Path) -> None:
    package = written(migration(), tmp_path)
    root = premis(package)
    kinds = texts(root.findall("p:event", NAMES), "p:eventType")
    event = next(
        one for one in root.iterfind("p:event", NAMES) if one.findtext("p:eventType", "", NAMES) == "migration"
    )
    linked = {
        one.findtext("p:linkingObjectRole", "", NAMES): one.findtext("p:linkingObjectIdentifierValue", "", NAMES)
        for one in event.iterfind("p:linkingObjectIdentifier", NAMES)
    }
    source = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office-v1/representations/master/data/0001.tif"
    image = files(root)[f"{package.name}/representations/master/data/0003.jpg"]
    derived = next(
        one
        for one in image.iterfind("p:relationship", NAMES)
        if one.findtext("p:relationshipType", "", NAMES) == "derivation"
    )

    assert kinds[0] == "migration" and "capture" not in kinds
    assert linked == {"outcome": f"{package.name}/representations/master", "source": source}
    assert derived.findtext("p:relationshipSubType", "", NAMES) == "has source"
    assert derived.findtext(".//p:relatedObjectIdentifierValue", "", NAMES) == source
