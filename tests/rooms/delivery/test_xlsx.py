"""The first sheet of a workbook is read as a table in CSV would be, and nothing in it is run, fetched or believed."""

from __future__ import annotations

import datetime
import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.delivery.facts.batch import DeliveredAct, DeliveredRegister, Problem
from archive.delivery.keyed_tables.acts import acts_of
from archive.delivery.keyed_tables.tables import Row
from archive.delivery.keyed_tables.xlsx import rows
from tests.rooms.delivery.in_memory import Held
from tests.support.archives import zipped

HEADER = ["number", "event", "child.given.ar", "child.born.gregorian", "child.deceased"]


def book(*lines: list[object], change: Callable[[openpyxl.Workbook], object] = lambda book: None) -> bytes:
    """A workbook as another program writes it."""
    made = openpyxl.Workbook()
    for line in lines:
        made.active.append(line)
    change(made)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def read(content: bytes) -> list[Row | Problem]:
    return list(rows("acts.xlsx", io.BytesIO(content)))


def cells(content: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read(content) if isinstance(row, Row)]


def codes(content: bytes) -> list[str]:
    return [row.code for row in read(content) if isinstance(row, Problem)]


def edited(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The same workbook with one part changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    assert old in parts[part]
    return zipped(parts | {part: parts[part].replace(old, new)})


def test_numbers_dates_and_yes_are_written_as_in_csv() -> None:
    line = [1, "birth", "محمد", datetime.date(1987, 3, 4), True]
    more = [2.5, None, " ", datetime.datetime.fromisoformat("1950-01-02T03:04:05"), False]

    assert cells(book(HEADER, line, more))[1:] == [
        ("1", "birth", "محمد", "1987-03-04", "true"),
        ("2.5", "", " ", "1950-01-02 03:04:05", "false"),
    ]


@pytest.mark.parametrize(
    ("shown", "written"),
    [("yyyy-mm-dd", "1900-03-01"), ("d/m/y", "1900-03-01"), ('0 "days"', "61"), ("General", "61"), ("[Red]0", "61")],
)
def test_a_number_is_a_date_when_it_is_shown_as_one(shown: str, written: str) -> None:
    def show(made: openpyxl.Workbook) -> None:
        made.active["A1"].number_format = shown

    assert cells(book([61], change=show)) == [(written,)]


def test_dates_before_march_1900_and_of_the_other_epoch_are_counted_right() -> None:
    def old(made: openpyxl.Workbook) -> None:
        made.active["A1"].number_format = "yyyy-mm-dd"

    def other(made: openpyxl.Workbook) -> None:
        old(made)
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    assert cells(book([59], change=old)) == [("1900-02-28",)]
    assert cells(book([366], change=other)) == [("1905-01-01",)]


def test_a_formula_is_seen_and_its_last_value_kept() -> None:
    content = edited(book(["number", "remarks"], [1, "=1+1"]), "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>2</v>")

    assert read(content)[1] == Row(2, ("1", "2"), (1,))


def test_acts_in_a_workbook_are_the_acts_of_the_same_table_in_csv() -> None:
    line = [7, "birth", "!illegible", datetime.date(1987, 3, 4), True]
    register = DeliveredRegister("r.json", {}, (), "acts.xlsx", {}, {})
    table = "number,event,child.given.ar,child.born.gregorian,child.deceased\n7,birth,!illegible,1987-03-04,true\n"

    [found] = acts_of(Held({"acts.xlsx": book(HEADER, line)}), register)
    [same] = acts_of(Held({"acts.csv": table.encode()}), DeliveredRegister("r.json", {}, (), "acts.csv", {}, {}))

    assert isinstance(found, DeliveredAct)
    assert isinstance(same, DeliveredAct)
    assert found.content == same.content
    assert found.place == "acts.xlsx#line=2"


def test_empty_rows_are_left_out_and_wide_ones_refused() -> None:
    content = book(HEADER, [], [None, "birth"], [1, 2, 3, 4, 5, 6], [1, None, None, None, None, None])

    assert [row.line for row in read(content) if isinstance(row, Row)] == [1, 3, 5]
    assert codes(content) == ["COLUMNS"]


SHEET = "xl/worksheets/sheet1.xml"
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (edited(book(HEADER), SHEET, b"<worksheet", DOCTYPE + b"<worksheet"), ["XML_DTD_FORBIDDEN"]),
        (edited(book(HEADER), SHEET, b"</worksheet>", b""), ["XML_NOT_WELL_FORMED"]),
        (edited(book(HEADER), SHEET, b'r="B1"', b'r="A1"'), ["COLUMNS"]),
        (edited(book(HEADER), SHEET, b'r="B1"', b'r="ZZZ1"'), ["COLUMNS"]),
        (edited(book(HEADER), "xl/workbook.xml", b"<sheet ", b"<shed "), ["UNSUPPORTED_FORMAT"]),
        (book(HEADER)[:-40], ["ARCHIVE_DAMAGED"]),
        (zipped({"a.txt": b"x"}), ["UNSUPPORTED_FORMAT"]),
        (zipped({"xl/workbook.xml": b"<workbook/>", "../x": b""}), ["UNSAFE_PATH"]),
        (zipped({"xl/workbook.xml": b"<workbook/>", "xl/a.xml": bytes(65 << 20)}), ["DECOMPRESSION_BOMB"]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ["UNSUPPORTED_FORMAT"]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), ["ENCRYPTED"]),
        (b"no workbook", ["ARCHIVE_DAMAGED"]),
        (book(HEADER), []),
    ],
)
def test_what_is_wrong_with_a_workbook_is_named(content: bytes, expected: list[str]) -> None:
    assert codes(content) == expected


def test_nothing_stays_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    reading = rows("acts.xlsx", io.BytesIO(book(HEADER, [1])))
    next(reading)
    del reading

    assert list(tmp_path.iterdir()) == []


VALUES = st.one_of(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="_\ufffe\uffff"), min_size=1, max_size=20
    ),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.dates(datetime.date(1901, 1, 1), datetime.date(2100, 1, 1)),
    st.none(),
)


@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=5))
def test_whatever_another_program_writes_is_read_alike(lines: list[list[object]]) -> None:
    lines = [line for line in lines if not any(isinstance(value, str) and value.startswith("=") for value in line)]
    kept = [line for line in lines if any(value is not None for value in line)]

    assert cells(book(["a", "b", "c"], *lines))[1:] == [tuple(map(_as_csv, line)) for line in kept]


def _as_csv(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)
