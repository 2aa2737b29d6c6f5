"""ALTO and XLSX go the whole way that PAGE XML and CSV go: checked, packaged, read back, found."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree

import openpyxl

from khizana.service.intake.delivery_template import write_template
from tests.support.cli import Called, khizana
from tests.support.deliveries import BIRTHS, DEATHS, Delivery

PAGE = "{http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15}"
ALTO = "http://www.loc.gov/standards/alto/ns-v4#"


def as_alto(content: bytes) -> bytes:
    """The same lines at the same places, in ALTO."""
    page = ElementTree.fromstring(content).find(f"{PAGE}Page")
    assert page is not None
    lines = []
    for line in page.iter(f"{PAGE}TextLine"):
        outline = line.find(f"{PAGE}Coords")
        assert outline is not None
        points = [tuple(map(int, point.split(","))) for point in outline.attrib["points"].split()]
        left, top = min(x for x, _ in points), min(y for _, y in points)
        right, bottom = max(x for x, _ in points), max(y for _, y in points)
        words = "<SP/>".join(
            f'<String CONTENT="{word}"/>' for word in (line.findtext(f".//{PAGE}Unicode") or "").split()
        )
        box = f'HPOS="{left}" VPOS="{top}" WIDTH="{right - left}" HEIGHT="{bottom - top}"'
        lines.append(f'<TextLine ID="{line.attrib["id"]}" {box}>{words}</TextLine>')
    size = f'WIDTH="{page.attrib["imageWidth"]}" HEIGHT="{page.attrib["imageHeight"]}"'
    body = f"<PrintSpace><TextBlock>{''.join(lines)}</TextBlock></PrintSpace>"
    return f'<alto xmlns="{ALTO}"><Layout><Page {size}>{body}</Page></Layout></alto>'.encode()


def taken_in(tmp_path: Path, name: str, delivery: Delivery) -> Path:
    archive = tmp_path / name
    khizana("init", archive)
    taken = khizana("ingest", delivery.root, "--archive", archive)

    assert taken.code == 0, taken.out
    return archive


def hits(called: Called) -> list[object]:
    """What was found, without the digests of the packages, which differ with the files in them."""
    return [[hit.get("document"), hit.get("lines"), hit.get("boxes")] for hit in called.hits]


def example(root: Path) -> Delivery:
    write_template(root)
    return Delivery(root)


def test_a_page_transcribed_in_alto_is_found_with_the_same_lines_and_boxes(tmp_path: Path) -> None:
    in_page, in_alto = example(tmp_path / "page"), example(tmp_path / "alto")
    path = in_alto.root / BIRTHS / "page/0003.xml"
    path.write_bytes(as_alto(path.read_bytes()))
    in_alto.seal()
    archives = [taken_in(tmp_path, "first", in_page), taken_in(tmp_path, "second", in_alto)]

    first, second = (khizana("search", "الولادة", "--archive", archive, "--json") for archive in archives)

    assert first.json["groups"]["pages"]["total"] == second.json["groups"]["pages"]["total"] > 0
    assert hits(first) == hits(second)


def test_acts_in_a_workbook_become_the_acts_of_the_same_table_in_csv(tmp_path: Path) -> None:
    in_csv, in_xlsx = example(tmp_path / "csv"), example(tmp_path / "xlsx")
    table = in_xlsx.root / DEATHS / "acts.csv"
    made = openpyxl.Workbook()
    for row in csv.reader(table.read_text(encoding="utf-8").splitlines()):
        made.active.append([int(cell) if cell.isdecimal() and cell.isascii() else cell for cell in row])
    made.save(table.with_suffix(".xlsx"))
    table.unlink()
    with in_xlsx.manifest() as manifest:
        [entry] = [one for one in manifest["registers"] if one.get("acts") == f"{DEATHS}acts.csv"]
        entry["acts"] = f"{DEATHS}acts.xlsx"
    in_xlsx.seal()
    archives = [taken_in(tmp_path, "first", in_csv), taken_in(tmp_path, "second", in_xlsx)]

    first, second = ([path.read_bytes() for path in _acts(archive)] for archive in archives)

    assert first == second
    assert any(first)
    assert [path.name for path in archives[1].rglob("submission/data/acts.xlsx")] == ["acts.xlsx"]


def _acts(archive: Path) -> list[Path]:
    return sorted(path for path in archive.rglob("acts/data/acts.jsonl") if "death_1987" in str(path))
