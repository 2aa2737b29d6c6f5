"""CSV as rows (RFC 4180): UTF-8, a header line, separated by comma, semicolon or tabulator, the same in the whole file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.delivery.batch import Problem

LONGEST_LINE = 1 << 20
_MARK = "\ufeff"  # spreadsheets write it at the start of what they call CSV UTF-8


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, the line on which it begins (the header is line 1), and which cells a formula computes."""

    line: int
    cells: tuple[str, ...]
    computed: tuple[int, ...] = ()


def rows(path: str, lines: Iterable[bytes]) -> Iterator[Row | Problem]:
    """The header first, then every row that is not empty; each is as wide as the header, or a problem."""
    decoded = (_text(number, line) for number, line in enumerate(lines, start=1))
    header = next(decoded, "")
    separator = next((mark for mark in ",;\t" if mark in header), ",")
    reader = csv.reader(_again(header, decoded), delimiter=separator, strict=True)
    width = 0
    while True:
        line = reader.line_num + 1
        place = f"{path}#line={line}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem("COLUMNS", place, str(error))
            continue
        if any("\ud800" <= letter <= "\udfff" for cell in cells for letter in cell):
            yield Problem("ENCODING", place, "the row is not UTF-8, or one of its lines is too long")
        elif width and len(cells) != width and any(cells):
            yield Problem("COLUMNS", place, f"{len(cells)} cells under a header of {width}")
        elif any(cells):
            yield Row(line, tuple(cells))
        width = width or len(cells)


def _text(number: int, line: bytes) -> str:
    """One line as text; bytes that are not UTF-8, and a line too long to be read whole, leave surrogates behind."""
    if len(line) > LONGEST_LINE:
        return "\ud800\n"
    text = line.decode("utf-8", "surrogateescape")
    return text.removeprefix(_MARK) if number == 1 else text


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
