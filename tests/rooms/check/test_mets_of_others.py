"""The METS of a foreign delivery is held against our table and against the files beside it; nothing is fetched for it."""

from __future__ import annotations

import hashlib
import io
import zlib
from pathlib import Path

import pytest

from archive.check.engine.rule import CONTRACTOR, weighed
from archive.check.rules.foreign import mets
from archive.check.views.foreign_view import ForeignView
from archive.delivery.facts.mets_facts import MetsFacts
from archive.delivery.folder import FolderSource
from archive.delivery.port import DeliveredFile
from archive.delivery.xml_documents.mets_beside import beside, documents
from archive.delivery.xml_documents.mets_xml import read_mets
from archive.model.finding import Finding
from tests.conftest import SHARED
from tests.rooms.delivery.made_pages import tiff

SAMPLE = SHARED / "data" / "cases" / "packages" / "sample-mets1.xml"
IMAGE = tiff()
HEAD = '<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink">'
MAP = '<structMap TYPE="physical"><div>{}</div></structMap>'
WRAPPED = '<dmdSec ID="D"><mdWrap MDTYPE="OTHER"><xmlData><m xmlns="u" ID="x"/></xmlData></mdWrap></dmdSec>'
PAGES = "".join(f'<div TYPE="page" ORDER="{order}"><fptr FILEID="F1"/></div>' for order in (1, 2, 3))


def file(href: str = "images/1.tif", **stated: str) -> str:
    stated = {"SIZE": str(len(IMAGE)), "MIMETYPE": "image/tiff", **stated}
    if "CHECKSUM" not in stated:
        stated |= {"CHECKSUM": hashlib.sha256(IMAGE).hexdigest(), "CHECKSUMTYPE": "SHA-256"}
    written = " ".join(f'{name}="{value}"' for name, value in stated.items() if value)
    return f'<file ID="F1" {written}><FLocat LOCTYPE="URL" xlink:href="{href}"/></file>'


def document(files: str = "", pages: str = PAGES, sections: str = "", after: str = "") -> str:
    return f"{HEAD}{sections}<fileSec><fileGrp>{files or file()}</fileGrp></fileSec>{MAP.format(pages)}{after}</mets>"


def found(root: Path, content: str | bytes) -> list[tuple[str, str]]:
    """The code and place of each finding about a METS.xml beside images/1.tif."""
    (root / "images").mkdir(exist_ok=True)
    (root / "images/1.tif").write_bytes(IMAGE)
    (root / "METS.xml").write_bytes(content if isinstance(content, bytes) else content.encode())
    source = FolderSource(root)
    paths = {entry.path for entry in source.listing() if isinstance(entry, DeliveredFile)}
    read = list(documents(source, paths))
    there = beside(source, read, paths)
    foreign = ForeignView(documents=tuple(read), paths=paths, beside=there, whole=bool(read))
    return [(one.code, one.place) for one in weighed(mets.judge(foreign, CONTRACTOR), CONTRACTOR)]


def alone(document: MetsFacts) -> list[Finding]:
    """What is said of a document by itself."""
    return list(weighed(mets.judge(ForeignView(documents=(document,)), CONTRACTOR), CONTRACTOR))


RIGHT = [
    document(),
    document(file("./images/1.tif")),
    document(file("images/%31.tif")),
    document(file("file:images/1.tif")),
    document(file("images/1.tif", CHECKSUM=hashlib.md5(IMAGE).hexdigest().upper(), CHECKSUMTYPE="MD5")),
    document(file("images/1.tif", CHECKSUM=f"{zlib.crc32(IMAGE):x}", CHECKSUMTYPE="CRC32")),
    document(file("images/1.tif", CHECKSUM=f"{zlib.adler32(IMAGE):08x}", CHECKSUMTYPE="Adler-32")),
    document(file("images/1.tif#xywh=0,0,9,9")),
    document(pages=PAGES + '<div><mptr LOCTYPE="URL" xlink:href="#elsewhere"/></div>'),
    document(pages=PAGES.replace('ORDER="1"', "").replace('ORDER="2"', "").replace('ORDER="3"', "")),
    document(pages=f'<div ORDER="1">{PAGES}</div><div ORDER="2">{PAGES}</div>'),
    document(pages=f'<div>{PAGES}</div><div><div TYPE="page" ORDER="4"/><div TYPE="page" ORDER="5"/></div>'),
    document(sections=WRAPPED),
    document(pages='<div ORDER="1" DMDID="x"/>', sections=WRAPPED),
]  # fmt: skip


@pytest.mark.parametrize("content", RIGHT)
def test_a_right_mets_has_no_findings(tmp_path: Path, content: str) -> None:
    assert found(tmp_path, content) == []


OWN = "METS.xml"
INVALID = [("METS_INVALID", OWN)]
BROKEN: list[tuple[str, list[tuple[str, str]]]] = [
    (f"{HEAD}</mets>", [*INVALID, ("METS_FILE_UNREFERENCED", "images/1.tif")]),
    (document().replace("gov/METS/", "gov/METS/v2"), [*INVALID, ("METS_FILE_UNREFERENCED", "images/1.tif")]),
    (document(pages=PAGES + "<file/>"), [*INVALID, *INVALID]),
    (document(after="<fileSec/>"), [*INVALID, *INVALID]),
    (document(sections="<metsHdr/><metsHdr/>"), INVALID),
    (document(sections="<amdSec><techMD/></amdSec>"), INVALID),
    (document(sections='<dmdSec ID="D"/><dmdSec ID="D"/>'), INVALID),
    (document(sections='<dmdSec ID="1 2"/>'), INVALID),
    (document(pages='<div ORDER="one"/>'), INVALID),
    (document(file(SIZE="many")), INVALID),
    (document(file(CHECKSUM="00", CHECKSUMTYPE="SHA-999")), [*INVALID, ("UNSUPPORTED_FORMAT", "images/1.tif")]),
    (document(file(CHECKSUM="00", CHECKSUMTYPE="HAVAL")), [("UNSUPPORTED_FORMAT", "images/1.tif")]),
    (document().replace('FILEID="F1"', 'FILEID="F9"'), [("METS_DANGLING_ID", OWN)]),
    (document(pages='<div ADMID="A1 A2"/>'), [("METS_DANGLING_ID", OWN), ("METS_DANGLING_ID", OWN)]),
    (document(pages=PAGES.replace('ORDER="2"', 'ORDER="4"')), [("METS_ORDER_GAP", OWN)] * 2),
    (document(pages=PAGES.replace('ORDER="3"', 'ORDER="5"')), [("METS_ORDER_GAP", OWN)]),
    (document(pages=PAGES.replace('ORDER="3"', 'ORDER="2"')), [("METS_ORDER_GAP", OWN)]),
    (document(pages='<div ORDER="2"/><div ORDER="3"/>'), [("METS_ORDER_GAP", OWN)]),
    (document(pages=f'<div>{PAGES}</div><div><div TYPE="page" ORDER="5"/></div>'), [("METS_ORDER_GAP", OWN)]),
    (document(file("images/2.tif")), [("METS_FILE_MISSING", OWN), ("METS_FILE_UNREFERENCED", "images/1.tif")]),
    (document(file("../x.tif")), [("UNSAFE_PATH", OWN), ("METS_FILE_UNREFERENCED", "images/1.tif")]),
    (document(file("file:///etc/hostname")), [("UNSAFE_PATH", OWN), ("METS_FILE_UNREFERENCED", "images/1.tif")]),
    (document(file(CHECKSUM="0" * 64, CHECKSUMTYPE="SHA-256")), [("METS_CHECKSUM_MISMATCH", "images/1.tif")]),
    (document(file(SIZE="1")), [("METS_SIZE_MISMATCH", "images/1.tif")]),
    (document(file(MIMETYPE="image/jpeg")), [("METS_MIMETYPE_MISMATCH", "images/1.tif")]),
    (document(file(MIMETYPE="text/xml")), [("METS_MIMETYPE_MISMATCH", "images/1.tif")]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), BROKEN)
def test_each_fault_of_a_mets_is_named_and_no_other(
    tmp_path: Path, content: str, expected: list[tuple[str, str]]
) -> None:
    assert sorted(set(found(tmp_path, content))) == sorted(set(expected))


DOCTYPES = [
    "<!DOCTYPE mets>",
    "<!DOCTYPE mets [\n<!ELEMENT a ANY><!-- > -->\n]>",
    '<!DOCTYPE mets SYSTEM "http://localhost:1/a.dtd">',
]


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_a_doctype_does_not_switch_the_other_checks_off(tmp_path: Path, doctype: str) -> None:
    head = f"<?xml version='1.0'?>{doctype}"

    assert found(tmp_path, head + document()) == [("XML_DTD_FORBIDDEN", OWN)]
    assert found(tmp_path, head + document(file("images/2.tif"))) == [
        ("XML_DTD_FORBIDDEN", OWN),
        ("METS_FILE_MISSING", OWN),
        ("METS_FILE_UNREFERENCED", "images/1.tif"),
    ]


def test_what_a_doctype_declares_is_named_and_never_expanded() -> None:
    bomb = '<!DOCTYPE mets [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]>'
    unused = read_mets(io.BytesIO((bomb + document()).encode()), OWN)
    used = read_mets(io.BytesIO((bomb + document(file("images/&b;.tif"))).encode()), OWN)

    assert [one.code for one in alone(unused)] == ["XML_DTD_FORBIDDEN", "XML_ENTITY"]
    assert len(unused.files) == 1
    assert (used.unread, used.files) == (True, ())


@pytest.mark.parametrize(
    "elsewhere", ['LOCTYPE="URL" xlink:href="https://localhost:1/x.tif"', 'LOCTYPE="DOI" xlink:href="10.1/x"']
)
def test_files_that_lie_elsewhere_are_named_and_not_fetched(tmp_path: Path, elsewhere: str) -> None:
    more = "".join(f'<file ID="G{number}"><FLocat {elsewhere}/></file>' for number in range(3))
    (tmp_path / OWN).write_text(document(file() + more))
    [read] = documents(FolderSource(tmp_path), [OWN])
    [finding] = alone(read)

    assert (finding.code, str(finding.severity), finding.params["count"]) == (
        "METS_EXTERNAL_REFERENCE",
        "information",
        3,
    )
    assert str(finding.params["first"]) in elsewhere


@pytest.mark.parametrize(
    ("name", "href", "codes"),
    [
        ("page#1.tif", "page#1.tif", []),
        ("page#1.tif", "page%231.tif", []),
        ("page%231.tif", "page%231.tif", []),
        ("page 1.tif", "page%201.tif", []),
        ("de\u0301ce\u0300s.tif", "d\u00e9c\u00e8s.tif", ["NORMALISATION"]),
        ("d\u00e9c\u00e8s.tif", "de%CC%81ce%CC%80s.tif", ["NORMALISATION"]),
    ],
)
def test_a_link_is_compared_as_written_decoded_and_in_other_unicode_forms(
    tmp_path: Path, name: str, href: str, codes: list[str]
) -> None:
    (tmp_path / "scans").mkdir()
    (tmp_path / "scans" / name).write_bytes(IMAGE)

    assert found(tmp_path, document(file(f"scans/{href}"))) == [
        *((code, f"scans/{name}") for code in codes),
        ("METS_FILE_UNREFERENCED", "images/1.tif"),
    ]


def test_a_gap_of_order_is_a_remark(tmp_path: Path) -> None:
    (tmp_path / OWN).write_text(document(pages=PAGES.replace('ORDER="3"', 'ORDER="7"')))
    [read] = documents(FolderSource(tmp_path), [OWN])

    assert [(one.code, str(one.severity)) for one in alone(read)] == [("METS_ORDER_GAP", "warning")]


def test_a_mets_that_names_a_schema_or_file_makes_nobody_open_it(tmp_path: Path) -> None:
    canary = tmp_path / "canary.xsd"
    canary.write_text("<not closed")
    location = (
        f'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="http://www.loc.gov/METS/ {canary}" '
    )

    content = document().replace("<mets ", f"<mets {location}")

    assert found(tmp_path, content) == [("METS_FILE_UNREFERENCED", "canary.xsd")]


def test_two_mets_share_what_lies_below_them(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "METS.xml").write_text(document(file("1.tif")))
    mptr = '<div><mptr LOCTYPE="URL" xlink:href="images/METS.xml"/></div>'

    assert found(tmp_path, f"{HEAD}{MAP.format(mptr)}</mets>") == []


@pytest.mark.outside_data
@pytest.mark.skipif(not SAMPLE.is_file(), reason=f"A SAMPLE METS NOT TESTED: {SAMPLE} is not there")
def test_a_sample_of_the_schema_itself_is_right() -> None:
    [read] = documents(FolderSource(SAMPLE.parent), [SAMPLE.name])

    assert [(one.code, str(one.severity)) for one in alone(read)] == [("METS_EXTERNAL_REFERENCE", "information")]
