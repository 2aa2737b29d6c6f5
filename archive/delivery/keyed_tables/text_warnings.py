"""What is remarked of the text in a document, value by value. A remark names the place and never repeats the value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from archive.delivery.facts.batch import Problem
from archive.delivery.keyed_tables.tables import Row
from archive.model.json import Json
from archive.model.texts.text import faults, unremarkable

_RUN = "=+-@\t\r＝＋－＠"
_NUMBER = re.compile(r"[+-]?[0-9][0-9 .,/]*|.", re.DOTALL)


def notes_of(place: str, line: bytes, value: Json) -> tuple[Problem, ...]:
    """What is remarked of one line of JSON and the value that it was read as; most have nothing, which is told at once."""
    return () if unremarkable(line.decode("utf-8")) else tuple(of_json(place, value))


def of_json(place: str, value: Json) -> Iterator[Problem]:
    """BIDI, NORMALISATION and DIGITS of every text inside a JSON value, names included, each under its JSON Pointer."""
    waiting: list[tuple[str, Json]] = [("", value)]
    while waiting:
        pointer, one = waiting.pop()
        if isinstance(one, str):
            for code, detail in faults(one):
                yield Problem(code, place, f"{pointer or '/'}: {detail}")
        elif isinstance(one, Mapping):
            for name, inner in reversed(list(one.items())):
                for code, detail in faults(name):
                    yield Problem(code, place, f"a name in {pointer or '/'}: {detail}")
                waiting.append((f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}", inner))
        elif isinstance(one, Sequence):
            waiting.extend((f"{pointer}/{position}", inner) for position, inner in reversed(list(enumerate(one))))


def of_row(place: str, columns: Sequence[str], row: Row) -> tuple[Problem, ...]:
    """FORMULA, BIDI, NORMALISATION and DIGITS of the cells of one row, under their column names; most have nothing."""
    if not row.computed and unremarkable("\n".join(row.cells)) and not any(map(runs, row.cells)):
        return ()
    return tuple(_of_cells(place, columns, row))


def _of_cells(place: str, columns: Sequence[str], row: Row) -> Iterator[Problem]:
    for position, cell in enumerate(row.cells):
        column = columns[position] if position < len(columns) else f"column {position + 1}"
        if position in row.computed:
            yield Problem("FORMULA", place, f"{column}: the cell is computed by a formula")
        if runs(cell):
            yield Problem("FORMULA", place, f"{column}: begins with {cell[0]!r}")
        for code, detail in faults(cell):
            yield Problem(code, place, f"{column}: {detail}")


def runs(cell: str) -> bool:
    """Whether a spreadsheet would run a cell; a sign before a number, or a sign alone, is no formula."""
    return bool(cell) and cell[0] in _RUN and _NUMBER.fullmatch(cell) is None
