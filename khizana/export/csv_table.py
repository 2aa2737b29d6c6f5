"""Findings as a table for spreadsheets: RFC 4180, UTF-8 with a byte order mark, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from khizana.export.finding_location import Concern
from khizana.language import Speaker
from khizana.resources import LANGUAGES

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula, also in full width, or hides one behind white space."""

COLUMNS = (
    "number",
    "severity",
    "code",
    "register",
    "file",
    "place",
    *(f"{what}_{language}" for language in LANGUAGES for what in ("finding", "remedy")),
)


def table(concerns: Iterable[Concern]) -> bytes:
    """One row a finding, in the order given, with its text in the three languages."""
    speakers = [Speaker(language) for language in LANGUAGES]
    return rows(
        (
            str(number),
            str(concern.finding.severity),
            concern.finding.code,
            concern.register,
            concern.file,
            concern.inside,
            *(text for speaker in speakers for text in speaker.finding(concern.finding.to_json())),
        )
        for number, concern in enumerate(concerns, start=1)
    )


def rows(content: Iterable[Sequence[str]], columns: Sequence[str] = COLUMNS) -> bytes:
    """The header and the rows, every cell quoted and harmless."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in content)
    return written.getvalue().encode("utf-8-sig", "backslashreplace")


def harmless(cell: str) -> str:
    """The text as it is, behind an apostrophe where a spreadsheet would take it for a formula (CWE-1236)."""
    return f"'{cell}" if cell.startswith(_RUNS) else cell
