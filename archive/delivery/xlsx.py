"""Reads the first sheet of a workbook (ECMA-376 part 1, SpreadsheetML) as rows of text, as a table in CSV would have them.

Our own, because it must refuse a DOCTYPE and a bomb inside before anything is built, and because a formula must be seen.
"""

from __future__ import annotations

import posixpath
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import BinaryIO, cast

from archive.delivery.archives import ArchiveRefused, contents, members
from archive.delivery.batch import Problem
from archive.delivery.kinds import XLSX
from archive.delivery.limits import Budget, Limits
from archive.delivery.members import problems
from archive.delivery.tables import Row
from archive.delivery.xml import Element, InvalidXml, named, subtrees

LIMITS = Limits(members=2_000, size=2 << 30)
MOST_COLUMNS = 2_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK, _STRINGS, _STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_DATE_FORMATS = frozenset((*range(14, 23), *range(45, 48)))  # ECMA-376 part 1, section 18.8.30
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LARGEST_STRINGS = 256 << 20


class _Workbook:
    """The parts of one workbook, unpacked."""

    def __init__(self, parts: Mapping[str, BinaryIO]) -> None:
        self._parts = parts
        self.strings = [_text(one) for one in self._trees(_STRINGS, "si")]
        self.since_1904 = any(one.get("date1904") in ("1", "true") for one in self._trees(_WORKBOOK, "workbookPr"))
        self.dates = tuple(self._dated())

    def sheet(self) -> BinaryIO:
        """The first sheet; InvalidXml when the workbook has none."""
        relations = {one.get("Id", ""): one.get("Target", "") for one in self._trees(_RELATIONS, "Relationship")}
        for one in self._trees(_WORKBOOK, "sheet"):
            target = relations.get(one.get(_RELATION, ""), "")
            path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            if path in self._parts:
                return self._parts[path]
        raise InvalidXml("UNSUPPORTED_FORMAT", "the workbook has no sheet of cells")

    def _dated(self) -> Iterator[bool]:
        """Whether each cell format shows its number as a date."""
        written = {one.get("numFmtId"): one.get("formatCode", "") for one in self._trees(_STYLES, "numFmt")}
        for formats in self._trees(_STYLES, "cellXfs"):
            for one in formats.iterchildren("{*}xf"):
                number = one.get("numFmtId", "0")
                code = _LITERAL.sub("", written.get(number, "")).lower()
                yield (number.isdecimal() and int(number) in _DATE_FORMATS) or bool(re.search("[ymd]", code))

    def _trees(self, part: str, name: str) -> Iterator[Element]:
        return subtrees(self._parts[part], name) if part in self._parts else iter(())


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
        with _unpacked(stream) as workbook:
            yield from _rows(path, workbook)
    except (ArchiveRefused, InvalidXml) as error:
        yield Problem(error.code, path, str(error))


def _old(path: str, stream: BinaryIO) -> Problem:
    if _ENCRYPTED in stream.read(1 << 20):
        return Problem("ENCRYPTED", path, "the workbook needs a password")
    return Problem("UNSUPPORTED_FORMAT", path, "the older .xls: save it as .xlsx, .csv or .jsonl")


@contextmanager
def _unpacked(stream: BinaryIO) -> Iterator[_Workbook]:
    """The workbook from its XML parts, each in a file without a name; ArchiveRefused."""
    budget = Budget(LIMITS, stream.seek(0, 2))
    for problem in problems(members(stream, XLSX, budget)):
        raise ArchiveRefused(problem.code, f"{problem.place}: {problem.detail}")
    parts: dict[str, BinaryIO] = {}
    with ExitStack() as stack:
        for member, pieces in contents(stream, XLSX, budget):
            if not (member.name.startswith("xl/") and member.name.endswith((".xml", ".rels"))):
                continue
            kept = stack.enter_context(tempfile.TemporaryFile())
            for piece in pieces:
                kept.write(piece)
            if member.name == _STRINGS and kept.tell() > _LARGEST_STRINGS:
                raise ArchiveRefused("DECOMPRESSION_BOMB", f"its strings take more than {_LARGEST_STRINGS} bytes")
            parts[member.name] = cast(BinaryIO, kept)
        if _WORKBOOK not in parts:
            raise ArchiveRefused("UNSUPPORTED_FORMAT", "it is a zip without xl/workbook.xml")
        yield _Workbook(parts)


def _rows(path: str, workbook: _Workbook) -> Iterator[Row | Problem]:
    width = 0
    for position, row in enumerate(subtrees(workbook.sheet(), "row"), start=1):
        written = row.get("r", "")
        line = int(written) if re.fullmatch("[0-9]{1,7}", written) else position
        place = f"{path}#line={line}"
        cells: list[str] = []
        computed: list[int] = []
        for cell in row.iterchildren("{*}c"):
            column = _column(cell.get("r", ""), len(cells))
            if column >= MOST_COLUMNS or column < len(cells):
                yield Problem("COLUMNS", place, f"the cell {cell.get('r', '')[:20]!r} is out of its place")
                return
            if cell.find("{*}f") is not None:
                computed.append(column)
            cells.extend([""] * (column - len(cells)))
            cells.append(_value(cell, workbook))
        if not any(cells):
            continue
        while cells and not cells[-1] and (not width or len(cells) > width):
            cells.pop()
        width = width or len(cells)
        if len(cells) > width:
            yield Problem("COLUMNS", place, f"{len(cells)} cells under a header of {width}")
        else:
            yield Row(line, (*cells, *[""] * (width - len(cells))), tuple(computed))


def _column(reference: str, following: int) -> int:
    """`B7` is 1; without a reference the cell follows the one before it."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return following
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _value(cell: Element, workbook: _Workbook) -> str:
    """The text of a cell; a whole number without a decimal point, a date as ISO 8601 writes it."""
    if cell.get("t") == "inlineStr":
        inline = cell.find("{*}is")
        return _text(inline) if inline is not None else ""
    written = cell.findtext("{*}v", "") or ""
    match cell.get("t", "n"):
        case "s":
            known = written.isdecimal() and int(written) < len(workbook.strings)
            return workbook.strings[int(written)] if known else ""
        case "b":
            return {"1": "true", "0": "false"}.get(written, written)
        case "n":
            style = cell.get("s", "0")
            dated = style.isdecimal() and int(style) < len(workbook.dates) and workbook.dates[int(style)]
            return _number(written, dated, workbook.since_1904)
        case _:
            return _unescaped(written)


def _number(written: str, dated: bool, since_1904: bool) -> str:
    try:
        number = Decimal(written)
    except InvalidOperation:
        return written
    if not number.is_finite() or abs(number) >= 10**15:
        return written
    if dated and 1 <= number < 2_958_466:
        return _date(number, since_1904)
    return str(int(number)) if number == number.to_integral_value() else str(number)


def _date(number: Decimal, since_1904: bool) -> str:
    """The day that a serial number stands for; before 1 March 1900 the count has a day that never was (section 18.17.4.1)."""
    epoch = date(1904, 1, 1) if since_1904 else date(1899, 12, 31 if number < 60 else 30)
    day = epoch + timedelta(days=int(number))
    seconds = round((number - int(number)) * 86_400)
    return f"{day} {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}" if seconds else str(day)


def _text(holder: Element) -> str:
    """All runs of a string, without the phonetic hints."""
    found = (part.text or "" for part in holder.iter("{*}t") if _parent(part) != "rPh")
    return _unescaped("".join(found))


def _parent(part: Element) -> str:
    """The local name of the element above; empty at the top."""
    above = part.getparent()
    return named(above)[1] if above is not None else ""


def _unescaped(text: str) -> str:
    """`_x000D_` stands for a character that XML cannot hold (section 22.9.2.19); half of a surrogate pair stays as written."""
    return _ESCAPED.sub(lambda match: match[0] if match[1][0] in "dD" else chr(int(match[1], 16)), text)
