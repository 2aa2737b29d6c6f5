"""A workbook says what its cells show, or the cell is named: nothing that is not understood becomes something plausible."""

from __future__ import annotations

import io

import pytest

from archive.delivery.facts.batch import DeliveredAct, DeliveredRegister, Problem
from archive.delivery.keyed_tables.acts import acts_of
from archive.delivery.keyed_tables.tables import Row
from archive.delivery.keyed_tables.xlsx import rows
from tests.rooms.delivery.in_memory import Held
from tests.rooms.delivery.made_workbooks import row, text, workbook

HEADER = row(1, text("A1", "number"), text("B1", "remarks"))
ONE = row(2, '<c r="A2"><v>1</v></c>', text("B2", "x"))


def read(content: bytes) -> list[Row | Problem]:
    return list(rows("acts.xlsx", io.BytesIO(content)))


def cell(content: bytes) -> str:
    """The one cell, or the code under which it is named."""
    [found] = read(content)
    return found.cells[0] if isinstance(found, Row) else found.code


def shown(value: str, code: str, kind: str = "n") -> str:
    return cell(workbook(row(1, f'<c r="A1" s="1" t="{kind}"><v>{value}</v></c>'), formats=(code,)))


@pytest.mark.parametrize(
    "names",
    [
        {"xl/sharedStrings.xml": "xl/SharedStrings.xml"},
        {"xl/workbook.xml": "xl/Workbook.XML", "xl/_rels/workbook.xml.rels": "xl/_rels/WORKBOOK.xml.rels"},
        {"_rels/.rels": "_Rels/.RELS"},
    ],
)
def test_the_case_of_a_parts_name_does_not_count(names: dict[str, str]) -> None:
    content = workbook(row(1, '<c r="A1" t="s"><v>1</v></c>'), strings=("a", "b"), names=names)

    assert cell(content) == "b"


def test_the_strict_variant_is_read() -> None:
    assert cell(workbook(row(1, '<c r="A1" t="s"><v>0</v></c>'), strings=("a",), strict=True)) == "a"


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_the_first_sheet_that_is_shown_is_read(state: str) -> None:
    sheets = f'<sheet name="m" sheetId="2" state="{state}" r:id="meta"/><sheet name="a" sheetId="1" r:id="rId1"/>'
    content = workbook(HEADER, ONE, sheets=sheets, others={"meta": row(1, text("A1", "template"))})

    assert [one.cells for one in read(content) if isinstance(one, Row)] == [("number", "remarks"), ("1", "x")]


def test_a_workbook_of_hidden_sheets_alone_is_refused() -> None:
    content = workbook(HEADER, sheets='<sheet name="a" sheetId="1" state="hidden" r:id="rId1"/>')

    assert [one.code for one in read(content) if isinstance(one, Problem)] == ["UNSUPPORTED_FORMAT"]


@pytest.mark.parametrize("value", ["7", "-1", "x", "99999999999"])
def test_a_cell_that_points_to_no_text_is_named_and_never_empty(value: str) -> None:
    content = workbook(HEADER, row(2, '<c r="A2"><v>1</v></c>', f'<c r="B2" t="s"><v>{value}</v></c>'), strings=("a",))
    [_, found] = read(content)

    assert isinstance(found, Problem)
    assert (found.code, found.place) == ("CELL_UNREADABLE", "acts.xlsx#line=2")
    assert found.detail.startswith("B2 (remarks): it points to text")


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#WHATEVER"])
def test_an_error_value_is_named_and_never_text(error: str) -> None:
    assert cell(workbook(row(1, f'<c r="A1" t="e"><v>{error}</v></c>'))) == "CELL_UNREADABLE"


def test_a_formula_that_was_never_computed_is_named() -> None:
    assert cell(workbook(row(1, '<c r="A1"><f>1+1</f></c>'))) == "CELL_UNREADABLE"


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("31850", "yyyy-mm-dd", "1987-03-14"),
        ("31850.5", "dd/mm/yyyy", "1987-03-14"),
        ("31850.5", "yyyy/mm/dd hh:mm", "1987-03-14 12:00:00"),
        ("31850", "[$-409]mmmm d, yyyy", "1987-03-14"),
        ("31850", "[$-1170000]B1yyyy/mm/dd", "1987-03-14"),
        ("31850", "mmm-yy", "1987-03"),
        ("31850", "yyyy", "1987"),
        ("31850", "dddd d mmmm yyyy", "1987-03-14"),
        ("0.9270833333333334", "hh:mm", "22:15"),
        ("0.9270833333333334", "h:mm AM/PM", "22:15"),
        ("31850.927083333333", "h:mm", "22:15"),
        ("0.5000115740740741", "h:mm:ss", "12:00:01"),
        ("7", "0000", "0007"),
        ("0.30000000000000004", "General", "0.3"),
        ("1.1000000000000001", "0.00", "1.1"),
        ("1.23457E+11", "General", "123457000000"),
        ("61", "[Red]0", "61"),
        ("61", "0.00E+00", "61"),
    ],
)
def test_a_number_is_what_its_format_shows(value: str, code: str, expected: str) -> None:
    assert shown(value, code) == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("31852", "[$-1170000]B2yyyy/mm/dd;@"),
        ("31850", "[$-1060401]d/mm/yyyy;@"),
        ("31850", "[$-107041E]d/mm/yyyy"),
        ("31850", "B2d/mm/yyyy"),
        ("31850", "[$-404]e/m/d"),
        ("31850", "ggge"),
        ("31850", "d-mmm"),
        ("31850", "dddd"),
        ("60", "yyyy-mm-dd"),
        ("0.5", "yyyy-mm-dd"),
        ("-3", "yyyy-mm-dd"),
        ("1234567890123456", "General"),
        ("NaN", "General"),
        ("1,5", "General"),
    ],
)
def test_what_a_format_shows_and_the_file_does_not_tell_is_named(value: str, code: str) -> None:
    assert shown(value, code) == "CELL_UNREADABLE"


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("1987-03-14T00:00:00", "General", "1987-03-14"),
        ("1987-03-14", "yyyy", "1987"),
        ("1987-03-14T22:15:00.000Z", "General", "1987-03-14 22:15:00"),
        ("T22:15:00", "h:mm", "22:15"),
        ("1987-02-30", "General", "CELL_UNREADABLE"),
        ("14/03/1987", "General", "CELL_UNREADABLE"),
        ("1987-03-14", "B2yyyy/mm/dd", "CELL_UNREADABLE"),
    ],
)
def test_a_date_written_as_iso_8601_is_a_date(value: str, code: str, expected: str) -> None:
    assert shown(value, code, "d") == expected


@pytest.mark.parametrize("reference", ["B2:B3", "A2:B2", "B2:D9"])
def test_cells_shown_as_one_are_named(reference: str) -> None:
    after = f'<mergeCells count="1"><mergeCell ref="{reference}"/></mergeCells>'
    found = read(workbook(HEADER, ONE, after=after))

    assert [(one.code, one.place) for one in found if isinstance(one, Problem)] == [
        ("MERGED_CELLS", "acts.xlsx#line=2")
    ]


def test_cells_merged_beside_the_table_are_nobodys_business() -> None:
    after = '<mergeCells><mergeCell ref="D1:E9"/><mergeCell ref="B2:B2"/></mergeCells>'

    assert [one for one in read(workbook(HEADER, ONE, after=after)) if isinstance(one, Problem)] == []


@pytest.mark.parametrize("second", [row(1, text("A1", "x")), row(3, text("A2", "x")), row(0, text("A0", "x"))])
def test_a_row_or_cell_that_would_hide_another_is_refused(second: str) -> None:
    assert [one.code for one in read(workbook(HEADER, second)) if isinstance(one, Problem)] == ["COLUMNS"]


def test_a_date_in_a_column_of_text_was_made_by_the_spreadsheet() -> None:
    header = row(1, text("A1", "number"), text("B1", "linked.1.act"), text("C1", "occurred.time"))
    right = row(2, '<c r="A2"><v>1</v></c>', text("B2", "12/87"), '<c r="C2" s="2"><v>0.5</v></c>')
    wrong = row(3, '<c r="A3"><v>2</v></c>', '<c r="B3" s="1"><v>32112</v></c>')
    content = workbook(header, right, wrong, formats=("mmm-yy", "h:mm"))
    register = DeliveredRegister("r.json", {}, (), "acts.xlsx", {}, {})
    first, second = acts_of(Held({"acts.xlsx": content}), register)

    assert isinstance(first, DeliveredAct)
    assert first.content["occurred"] == {"time": {"value": "12:00"}}
    assert isinstance(second, Problem)
    assert (second.code, second.detail.split(":")[0]) == ("CELL_UNREADABLE", "linked.1.act")


def test_one_far_cell_costs_nothing() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'

    assert [one.code for one in read(workbook(HEADER, far)) if isinstance(one, Problem)] == ["COLUMNS"]
