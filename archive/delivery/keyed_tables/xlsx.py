"""Reads the first sheet that a workbook shows (ECMA-376 part 1, SpreadsheetML) as rows of text, as CSV would have them.

Our own, because a formula, an error and a calendar must be seen, and a bomb refused before anything is built
(docs/adr/0027-our-own-reader-of-workbooks.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from archive.delivery.facts.batch import Problem
from archive.delivery.keyed_tables.number_formats import Unknowable, iso, number
from archive.delivery.keyed_tables.tables import Row
from archive.delivery.keyed_tables.text_cells import text_of, unescaped
from archive.delivery.keyed_tables.workbook import Workbook, opened
from archive.delivery.packed_archives.archives import ArchiveRefused
from archive.delivery.xml_documents.xml import Element, InvalidXml, named, subtrees
from archive.errors import ArchiveError
from archive.model.message import tell

MOST_COLUMNS = 2_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_REFERENCE = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})")
_TOLD = 5


def rows(path: str, stream: BinaryIO) -> Iterator[Row | Problem]:
    """The header first, then every row that is not empty, each as wide as the header; what cannot be read is a problem.

    Where a cell is computed by a formula, the row says so and holds the value that was last computed.
    """
    try:
        stream.seek(0)
        if stream.read(len(_OLE)) == _OLE:
            stream.seek(0)
            yield _old(path, stream)
            return
        with opened(stream) as workbook:
            yield from _Sheet(path, workbook).rows()
    except (ArchiveRefused, InvalidXml) as error:
        yield Problem(error.code, path, str(error), uncounted=True)


def _old(path: str, stream: BinaryIO) -> Problem:
    if _ENCRYPTED in stream.read(1 << 20):
        return Problem("ENCRYPTED", path, "the workbook needs a password", uncounted=True)
    detail = "the older .xls: save it as .xlsx, .csv or .jsonl"
    return Problem("UNSUPPORTED_FORMAT", path, detail, uncounted=True)


class _Misplaced(ArchiveError, ValueError):
    """A row or cell stands before one that should come first, so that one would hide the other."""


@dataclass(slots=True)
class _Cells:
    """The cells of one row as they are read."""

    values: list[str] = field(default_factory=list)
    computed: list[int] = field(default_factory=list)
    dated: list[int] = field(default_factory=list)
    unreadable: list[tuple[int, str]] = field(default_factory=list)


class _Sheet:
    """One sheet, row by row; memory stays flat."""

    def __init__(self, path: str, workbook: Workbook) -> None:
        self._path = path
        self._workbook = workbook
        self._header: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row | Problem]:
        line = 0
        for element in subtrees(self._workbook.sheet, "row", "mergeCell"):
            if named(element)[1] == "mergeCell":
                yield from self._merged(element.get("ref", ""))
                continue
            written = element.get("r", "")
            following = int(written) if re.fullmatch("[0-9]{1,7}", written) else line + 1
            try:
                if following <= line:
                    raise _Misplaced(f"the row {following} follows the row {line}")
                line = following
                cells = self._cells(element, line)
            except _Misplaced as error:
                yield Problem("COLUMNS", f"{self._path}#line={line}", str(error), uncounted=True)
                return
            if any(cells.values) or cells.unreadable:
                yield self._row(line, cells)

    def _row(self, line: int, cells: _Cells) -> Row | Problem:
        """One row, or why it is none; the first is the header."""
        place, width, values = f"{self._path}#line={line}", len(self._header), cells.values
        while values and not values[-1] and (not width or len(values) > width):
            values.pop()
        if cells.unreadable:
            said = "; ".join(f"{self._cell(column, line)}: {why}" for column, why in cells.unreadable[:_TOLD])
            return Problem("CELL_UNREADABLE", place, said)
        if width and len(values) > width:
            return Problem("COLUMNS", place, f"{len(values)} cells under a header of {width}")
        values += [""] * (width - len(values))
        self._header = self._header or tuple(values)
        return Row(line, tuple(values), tuple(cells.computed), tuple(cells.dated))

    def _cells(self, element: Element, line: int) -> _Cells:
        found = _Cells()
        for cell in element.iterchildren("{*}c"):
            column = _column(cell.get("r", ""), len(found.values), line)
            found.values.extend([""] * (column - len(found.values)))
            if cell.find("{*}f") is not None:
                found.computed.append(column)
            try:
                value, dated = self._value(cell)
            except Unknowable as error:
                found.unreadable.append((column, str(error)))
                value, dated = "", False
            if dated:
                found.dated.append(column)
            found.values.append(value)
        return found

    def _value(self, cell: Element) -> tuple[str, bool]:
        """What a cell shows, a date as ISO 8601 writes it, and whether it is a date or time; Unknowable."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            return (text_of(inline) if inline is not None else ""), False
        written = cell.findtext("{*}v", "") or ""
        if not written:
            if kind != "str" and cell.find("{*}f") is not None:
                raise Unknowable(tell("its formula was never computed"))
            return "", False
        shown = self._workbook.format_at(cell.get("s", "0"))
        match kind:
            case "n":
                return number(written, shown, self._workbook.since_1904), shown.dated
            case "d":
                return iso(written, shown), True
            case "s":
                return self._string(written), False
            case "str":
                return unescaped(written), False
            case "b" if written in ("0", "1", "true", "false"):
                return {"1": "true", "0": "false"}.get(written, written), False
            case "e":
                raise Unknowable(tell("it shows the error {written}", written=written[:20]))
            case _:
                raise Unknowable(tell("it is of a kind that is not known"))

    def _string(self, written: str) -> str:
        strings = self._workbook.strings
        if not written.isdecimal() or len(written) > 9 or int(written) >= len(strings):
            raise Unknowable(
                tell(
                    "it points to text {written} and the workbook has {strings}",
                    written=written[:12],
                    strings=len(strings),
                )
            )
        return strings[int(written)]

    def _merged(self, reference: str) -> Iterator[Problem]:
        """Cells under the header that are shown as one: only the first of them holds what all of them show."""
        ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
        corners = [(_number(end["column"]), int(end["row"])) for end in ends if end is not None]
        if len(corners) == 2 and corners[0] != corners[1] and corners[0][0] < len(self._header):
            (column, line), _ = corners
            detail = f"{reference} ({self._header[column][:60]})"
            yield Problem("MERGED_CELLS", f"{self._path}#line={line}", detail, uncounted=True)

    def _cell(self, column: int, line: int) -> str:
        """`N2 (deceased.surname.ar)`."""
        letters, left = "", column + 1
        while left:
            left, letter = divmod(left - 1, 26)
            letters = chr(ord("A") + letter) + letters
        name = self._header[column][:60] if column < len(self._header) else ""
        return f"{letters}{line} ({name})" if name else f"{letters}{line}"


def _column(reference: str, following: int, line: int) -> int:
    """`B7` is 1; without a reference the cell follows the one before it. _Misplaced."""
    match = _REFERENCE.fullmatch(reference)
    column = _number(match["column"]) if match else following
    if column >= MOST_COLUMNS or column < following or (match and int(match["row"]) != line):
        raise _Misplaced(f"the cell {reference[:20]!r} is out of its place")
    return column


def _number(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
