"""CSV as rows (RFC 4180): UTF-8, a header line, separated by comma, semicolon or tabulator, the same in the whole file."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.delivery.facts.batch import Problem

LONGEST_LINE = 1 << 20
_MARK = "\ufeff"  # spreadsheets write it at the start of what they call CSV UTF-8
_WIDE = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"), (b"\0\0\xfe\xff", "UTF-32"))
_NAMED_SEPARATOR = re.compile(r'"?sep=(?P<mark>[,;\t])"?[\r\n]*', re.IGNORECASE)
_QUOTED = re.compile(rb'"[^"]*"')
_IN_OUR_WORDS = (
    ("new-line character", "LINE_ENDS", "a line ends with CR alone: end lines with LF or CR LF"),
    ("unexpected end of data", "COLUMNS", "a quotation mark is opened and never closed"),
    ("expected after", "COLUMNS", "a quotation mark inside a quoted cell is not doubled"),
    ("field larger", "COLUMNS", "a cell is too long: perhaps a quotation mark is never closed"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, the line on which it begins (the header is line 1), and which cells a formula computes.

    `dated` are those of which a spreadsheet made a date or time.
    """

    line: int
    cells: tuple[str, ...]
    computed: tuple[int, ...] = ()
    dated: tuple[int, ...] = ()


def rows(path: str, lines: Iterable[bytes]) -> Iterator[Row | Problem]:
    """The header first, then every row that is not empty; each is as wide as the header, or a problem.

    Encoding and ends of lines are looked at before anything is parsed. Columns at the end that are empty throughout are none.
    """
    stream = iter(lines)
    first = next(stream, b"")
    if refused := _refused(path, first):
        yield refused
        return
    decoded = (_text(line) for line in stream)
    header, before = _text(first).removeprefix(_MARK), 0
    named = _NAMED_SEPARATOR.fullmatch(header)
    if named:
        header, before = next(decoded, ""), 1
    separator = named["mark"] if named else next((mark for mark in ",;\t" if mark in header), ",")
    reader = csv.reader(_again(header, decoded), delimiter=separator, strict=True)
    width = 0
    while True:
        line = before + reader.line_num + 1
        place = f"{path}#line={line}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _said(place, str(error))
            continue
        while cells and not cells[-1] and (not width or len(cells) > width):
            cells.pop()
        if any("\ud800" <= letter <= "\udfff" for cell in cells for letter in cell):
            yield Problem("ENCODING", place, "the row is not UTF-8, or one of its lines is too long")
        elif width and len(cells) != width and any(cells):
            yield Problem("COLUMNS", place, f"{len(cells)} cells under a header of {width}")
        elif any(cells):
            yield Row(line, tuple(cells))
        width = width or len(cells)


def _refused(path: str, first: bytes) -> Problem | None:
    """Why the parser need not speak at all, told by the first line."""
    place = f"{path}#line=1"
    wide = next((name for mark, name in _WIDE if first.startswith(mark)), "UTF-16" if b"\0" in first[:4096] else "")
    if wide:
        return Problem("ENCODING", place, f"the file is {wide}", uncounted=True)
    if b"\r" in _QUOTED.sub(b"", first).rstrip(b"\r\n") or (first.endswith(b"\r") and len(first) <= LONGEST_LINE):
        detail = "the lines end with CR alone, as on old Macintosh machines"
        return Problem("LINE_ENDS", place, detail, uncounted=True)
    return None


def _said(place: str, error: str) -> Problem:
    """What the parser says, in our words; what follows it may stand in the wrong place."""
    for theirs, code, detail in _IN_OUR_WORDS:
        if theirs in error:
            return Problem(code, place, detail, uncounted=True)
    return Problem("COLUMNS", place, error, uncounted=True)


def _text(line: bytes) -> str:
    """One line as text; bytes that are not UTF-8, and a line too long to be read whole, leave surrogates behind."""
    return "\ud800\n" if len(line) > LONGEST_LINE else line.decode("utf-8", "surrogateescape")


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
