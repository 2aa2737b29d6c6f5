"""The parts of one workbook (ECMA-376 part 2, Open Packaging Conventions): found by their relationships, never by their names."""

from __future__ import annotations

import posixpath
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import BinaryIO, cast

from archive.delivery.facts.limits import Budget, Limits
from archive.delivery.facts.mime import XLSX
from archive.delivery.keyed_tables.number_formats import PLAIN, Format, format_of
from archive.delivery.keyed_tables.text_cells import text_of
from archive.delivery.packed_archives.archives import ArchiveRefused, contents, members
from archive.delivery.packed_archives.members import problems
from archive.delivery.xml_documents.xml import Element, subtrees

LIMITS = Limits(members=2_000, size=2 << 30)
_LARGEST_STRINGS = 256 << 20
_LARGEST_RELATIONS = 8 << 20
_IN_MEMORY = 1 << 20
_RELATIONS = ".rels"
_IDENTIFIERS = tuple(
    f"{{{space}/relationships}}id"
    for space in (
        "http://schemas.openxmlformats.org/officeDocument/2006",
        "http://purl.oclc.org/ooxml/officeDocument",  # the strict variant
    )
)
_Parts = Mapping[str, BinaryIO]


class Workbook:
    """What the cells of the first sheet that is shown are read with."""

    def __init__(self, path: str, parts: _Parts, relations: Mapping[str, tuple[str, str]], sheet: str) -> None:
        self.sheet = parts[sheet]
        found = {kind: part for kind, part in relations.values() if kind in ("sharedStrings", "styles")}
        self.strings = [text_of(one) for one in _trees(parts, found.get("sharedStrings", ""), "si")]
        self.since_1904 = any(one.get("date1904") in ("1", "true") for one in _trees(parts, path, "workbookPr"))
        self.formats = tuple(_formats(parts, found.get("styles", "")))

    def format_at(self, style: str) -> Format:
        """The format of that cell style; a plain number where there is no such style."""
        known = style.isdecimal() and int(style) < len(self.formats)
        return self.formats[int(style)] if known else PLAIN


@contextmanager
def opened(stream: BinaryIO) -> Iterator[Workbook]:
    """The workbook, only its needed parts unpacked, each in a file without a name; ArchiveRefused, InvalidXml."""
    budget = Budget(LIMITS, stream.seek(0, 2))
    for problem in problems(members(stream, XLSX, budget)):
        raise ArchiveRefused(problem.code, f"{problem.place}: {problem.detail}")
    with ExitStack() as stack:
        relations = _unpacked(stream, stack, budget, lambda name: name.endswith(_RELATIONS), _LARGEST_RELATIONS)
        path = _first(_related(relations, ""), "officeDocument")
        if path is None:
            raise ArchiveRefused("UNSUPPORTED_FORMAT", "it is a zip in which nothing is related as a workbook")
        beside = _related(relations, path)
        wanted = {path, *(part for kind, part in beside.values() if kind in ("sharedStrings", "styles"))}
        parts = _unpacked(stream, stack, budget.again(), lambda name: name in wanted, _LARGEST_STRINGS)
        if path not in parts:
            raise ArchiveRefused("UNSUPPORTED_FORMAT", "its workbook is not in it")
        sheet = _shown(parts, path, beside)
        parts |= _unpacked(stream, stack, budget.again(), lambda name: name == sheet, LIMITS.size)
        if sheet not in parts:
            raise ArchiveRefused("UNSUPPORTED_FORMAT", "its first sheet is not in it")
        yield Workbook(path, parts, beside, sheet)


def _unpacked(
    stream: BinaryIO, stack: ExitStack, budget: Budget, wanted: Callable[[str], bool], largest: int
) -> dict[str, BinaryIO]:
    """The wanted parts by name in lower case, for the case of a name does not count (part 2, section 6.2.2.3)."""
    parts: dict[str, BinaryIO] = {}
    left = largest
    for member, pieces in contents(stream, XLSX, budget):
        name = member.name.lower()
        if not wanted(name):
            continue
        kept = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (the stack closes it)
        stack.callback(kept.close)
        for piece in pieces:
            kept.write(piece)
            left -= len(piece)
            if left < 0:
                raise ArchiveRefused("DECOMPRESSION_BOMB", f"parts of it take more than {largest} bytes")
        parts[name] = cast(BinaryIO, kept)
    return parts


def _related(relations: _Parts, path: str) -> dict[str, tuple[str, str]]:
    """What is related to a part, by identifier: the last word of the kind, which all variants share, and the part's name."""
    folder, name = posixpath.split(path)
    found: dict[str, tuple[str, str]] = {}
    for one in _trees(relations, posixpath.join(folder, "_rels", f"{name}.rels"), "Relationship"):
        target = one.get("Target", "").lower()
        kept = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], kept)
    return found


def _first(related: Mapping[str, tuple[str, str]], wanted: str) -> str | None:
    return next((part for kind, part in related.values() if kind == wanted), None)


def _shown(parts: _Parts, path: str, related: Mapping[str, tuple[str, str]]) -> str:
    """The first sheet of cells that is not hidden; ArchiveRefused."""
    hidden = False
    for one in _trees(parts, path, "sheet"):
        identifier = next((one.get(name, "") for name in _IDENTIFIERS if one.get(name)), "")
        kind, part = related.get(identifier, ("", ""))
        if kind == "worksheet" and one.get("state", "visible") == "visible":
            return part
        hidden = hidden or kind == "worksheet"
    raise ArchiveRefused(
        "UNSUPPORTED_FORMAT", f"the workbook has no sheet of cells{' that is shown' if hidden else ''}"
    )


def _formats(parts: _Parts, styles: str) -> Iterator[Format]:
    """The number format of each cell style."""
    written = {one.get("numFmtId"): one.get("formatCode", "") for one in _trees(parts, styles, "numFmt")}
    for formats in _trees(parts, styles, "cellXfs"):
        for one in formats.iterchildren("{*}xf"):
            number = one.get("numFmtId", "0")
            yield format_of(int(number) if number.isdecimal() else 0, written.get(number))


def _trees(parts: _Parts, part: str, name: str) -> Iterator[Element]:
    return subtrees(parts[part], name) if part in parts else iter(())
