"""A CSV that a spreadsheet wrote oddly is read, or what is odd is named before the parser speaks."""

from __future__ import annotations

import pytest

from archive.delivery.facts.batch import DeliveredAct, Problem
from archive.delivery.keyed_tables import csv_acts
from archive.delivery.keyed_tables.tables import Row, rows

TABLE = "number,remarks\n1,x\n2,y\n"


def read(content: bytes) -> list[Row | Problem]:
    return list(rows("a.csv", content.splitlines(keepends=True) if b"\r" not in content else _by_line_feed(content)))


def _by_line_feed(content: bytes) -> list[bytes]:
    return [line + b"\n" for line in content.split(b"\n")[:-1]] + [line for line in content.split(b"\n")[-1:] if line]


def problems(content: bytes) -> list[tuple[str, str, bool]]:
    return [(one.code, one.place, one.uncounted) for one in read(content) if isinstance(one, Problem)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_another_unicode_than_utf_8_is_named_once(encoding: str) -> None:
    assert problems(TABLE.encode(encoding)) == [("ENCODING", "a.csv#line=1", True)]


@pytest.mark.parametrize("content", [TABLE.replace("\n", "\r"), "number,remarks\r1,x\r\n2,y\r\n"])
def test_lines_that_end_with_cr_alone_are_named_once(content: str) -> None:
    assert problems(content.encode()) == [("LINE_ENDS", "a.csv#line=1", True)]


def test_a_line_that_ends_with_cr_alone_further_on_is_named() -> None:
    [(code, place, uncounted)] = problems(b"number,remarks\n1,x\r2,y\n3,z\n")

    assert (code, place, uncounted) == ("LINE_ENDS", "a.csv#line=2", True)


def test_a_quotation_mark_that_is_never_closed_is_named_in_our_words() -> None:
    [found] = [one for one in read(b'number,remarks\n1,"x\n2,y\n') if isinstance(one, Problem)]

    assert (found.code, found.detail) == ("COLUMNS", "a quotation mark is opened and never closed")
    assert found.uncounted


def test_a_carriage_return_inside_quotation_marks_is_text() -> None:
    assert [one.cells for one in read(b'number,remarks\r\n1,"a\r\nb"\r\n') if isinstance(one, Row)][1:] == [
        ("1", "a\r\nb")
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_first_line_that_names_the_separator_is_obeyed(mark: str) -> None:
    found = read(f"sep={mark}\n{TABLE.replace(',', mark)}".encode())

    assert found == [Row(2, ("number", "remarks")), Row(3, ("1", "x")), Row(4, ("2", "y"))]


def test_columns_at_the_end_that_are_empty_throughout_are_none() -> None:
    found = read(b"number,remarks,,\n1,x,,\n2,,,,,\n3,y\n4,z,,more\n")

    assert [one.cells for one in found if isinstance(one, Row)] == [
        ("number", "remarks"),
        ("1", "x"),
        ("2", ""),
        ("3", "y"),
    ]
    assert problems(b"number,remarks,,\n4,z,,more\n") == [("COLUMNS", "a.csv#line=2", False)]


def test_a_header_that_cannot_be_read_says_that_nothing_was_counted() -> None:
    for header in (b"number,wrong\n", b"number,,remarks\n", b"number,number\n", b"n\xff\n"):
        found = list(csv_acts.acts("a.csv", [header, b"1,2,3\n"]))

        assert all(isinstance(one, Problem) and one.uncounted for one in found), header
        assert found


def test_an_act_of_a_table_knows_its_columns() -> None:
    header = b"number,mention.3.kind,mention.1.kind,witness.2.given.ar,witness.1.given.ar,child.sex,child.sex.source\n"
    [act] = csv_acts.acts("a.csv", [header, b"1,death,,x,,m,y\n"])

    assert isinstance(act, DeliveredAct)
    assert act.column_of
    assert [
        act.column_of(pointer) for pointer in ("/number", "/mentions/0/kind", "/persons/0/given/ar", "/persons/1/sex")
    ] == ["number", "mention.3.kind", "witness.2.given.ar", "child.sex"]
    assert act.column_of("/persons/1/sex/source") == "child.sex"
    assert act.column_of("/occurred") == ""
