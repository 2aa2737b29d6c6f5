"""Measures JSON, JSON Lines, CSV and XLSX that stand alone: can they be parsed, and what is remarked of their text?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath
from typing import BinaryIO

from archive.delivery.documents import LARGEST
from archive.delivery.facts.batch import DeliveredAct, Problem
from archive.delivery.facts.measured import Measured, Opened
from archive.delivery.facts.mime import CSV, XLSX
from archive.delivery.keyed_tables import csv_acts, json_acts, tables, xlsx
from archive.delivery.keyed_tables.columns import column
from archive.delivery.keyed_tables.tables import Row
from archive.delivery.keyed_tables.text_warnings import notes_of, of_row
from archive.model.json import InvalidJson, read_json

_ENOUGH = 100
_LINES = ".jsonl"


def measure_text(opened: Opened) -> Measured:
    """The first problems and remarks, in the order of the file; a table of acts is read as acts."""
    with os.fdopen(os.dup(opened.descriptor), "rb") as stream:
        stream.seek(0)
        if opened.mime in (CSV, XLSX):
            found = _table(opened, stream)
        elif PurePosixPath(opened.path).suffix.lower() == _LINES:
            found = _remarks(json_acts.acts(opened.path, _lines(stream, json_acts.LONGEST_LINE)))
        else:
            found = _document(opened.path, stream)
        return Measured(problems=tuple(islice(found, _ENOUGH)))


def _document(path: str, stream: BinaryIO) -> Iterator[Problem]:
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        yield Problem("JSON_INVALID", path, f"the document is larger than {LARGEST} bytes")
        return
    try:
        value = read_json(content)
    except InvalidJson as error:
        yield Problem("JSON_INVALID", path, str(error))
        return
    yield from notes_of(path, content, value)


def _table(opened: Opened, stream: BinaryIO) -> Iterator[Problem]:
    """A table most of whose columns acts have is one of acts; of any other only shape and text are looked at."""
    read = _rows(opened, stream)
    header = next(read, None)
    if isinstance(header, Row) and 2 * sum(column(name.strip()) is not None for name in header.cells) > len(
        header.cells
    ):
        yield from _remarks(csv_acts.in_rows(opened.path, _again(header, read)))
        return
    names = header.cells if isinstance(header, Row) else ()
    for row in () if header is None else _again(header, read):
        if isinstance(row, Problem):
            yield row
        else:
            yield from of_row(f"{opened.path}#line={row.line}", names, row)


def _rows(opened: Opened, stream: BinaryIO) -> Iterator[Row | Problem]:
    if opened.mime == XLSX:
        return xlsx.rows(opened.path, stream)
    return tables.rows(opened.path, _lines(stream, tables.LONGEST_LINE))


def _remarks(acts: Iterator[DeliveredAct | Problem]) -> Iterator[Problem]:
    for act in acts:
        if isinstance(act, Problem):
            yield act
        else:
            yield from act.notes


def _lines(stream: BinaryIO, longest: int) -> Iterator[bytes]:
    """The lines with their ends; of one that is too long only as much as shows that it is."""
    while line := stream.readline(longest + 1):
        yield line
        while len(line) > longest and not line.endswith(b"\n"):
            line = stream.readline(longest + 1)
            if not line:
                return


def _again(first: Row | Problem, rest: Iterator[Row | Problem]) -> Iterator[Row | Problem]:
    yield first
    yield from rest
