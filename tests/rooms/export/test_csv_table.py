"""Findings as a table that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io

import pytest

from archive.model.finding import Finding, Severity
from khizana.export.csv_table import COLUMNS, harmless, rows, table
from khizana.export.finding_location import Concern

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "=HYPERLINK(1)"]


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def concern(file: str, code: str = "FILE_MISSING") -> Concern:
    return Concern(Finding(code, Severity.BLOCKING, file, {}), file, "", "", ())


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_stands_behind_an_apostrophe(formula: str) -> None:
    (_, *written) = read(table([concern(formula)]))

    assert written[0][COLUMNS.index("file")] == f"'{formula}"


def test_no_cell_of_any_column_begins_a_formula() -> None:
    written = rows([["=a", "b", "-c"], ["@d", "+e", ""]], ["x", "y", "z"])

    assert read(written) == [["x", "y", "z"], ["'=a", "b", "'-c"], ["'@d", "'+e", ""]]


def test_what_is_harmless_stays_as_it_is() -> None:
    assert [harmless(cell) for cell in ("registers/a.tif", "صفحة 1", "", "a=b")] == [
        "registers/a.tif",
        "صفحة 1",
        "",
        "a=b",
    ]


def test_a_spreadsheet_is_told_the_encoding_and_the_ends_of_lines() -> None:
    content = table([concern('a "b", c\nd.tif')])

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert read(content)[1][COLUMNS.index("file")] == 'a "b", c\nd.tif'


def test_every_finding_is_told_in_three_languages() -> None:
    row = dict(zip(COLUMNS, read(table([concern("a.tif")]))[1], strict=True))

    assert len({row["finding_ar"], row["finding_fr"], row["finding_en"]}) == 3
    assert "" not in {row["finding_ar"], row["finding_fr"], row["finding_en"]}
