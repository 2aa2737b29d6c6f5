"""Acts as CSV: a header of column names (columns.py), one act a row, an empty cell where nothing is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from archive.delivery.facts.batch import DeliveredAct, Problem
from archive.delivery.keyed_tables.cells import NotARegion, keyed, plain, yes_no
from archive.delivery.keyed_tables.columns import KEYED, Column, Form, column
from archive.delivery.keyed_tables.tables import Row, rows
from archive.delivery.keyed_tables.text_warnings import of_row
from archive.model.json import Json

_Members = dict[str, dict[str, Json]]


def acts(path: str, lines: Iterable[bytes]) -> Iterator[DeliveredAct | Problem]:
    """One act, or one problem, for each row; without a header that we understand there are only problems."""
    yield from in_rows(path, rows(path, lines))


def in_rows(path: str, table: Iterator[Row | Problem]) -> Iterator[DeliveredAct | Problem]:
    """The same, of a table from whatever kind of file."""
    header = next(table, None)
    if header is None:
        yield Problem("COLUMNS", f"{path}#line=1", "there is no header", uncounted=True)
        return
    if isinstance(header, Problem):
        yield replace(header, uncounted=True)
        return
    found, problems = _columns(f"{path}#line={header.line}", header.cells)
    if problems:
        yield from problems
        return
    for row in table:
        yield row if isinstance(row, Problem) else _read(path, found, row)


def _columns(place: str, names: Sequence[str]) -> tuple[list[Column], list[Problem]]:
    found: list[Column] = []
    problems: list[Problem] = []
    for position, name in enumerate(names, start=1):
        known = column(name.strip())
        if known is None:
            detail = (
                f"column {position}: there is no column {name.strip()!r}"
                if name.strip()
                else f"column {position} has no name"
            )
            problems.append(Problem("COLUMNS", place, detail, uncounted=True))
        elif any(known.target == other.target for other in found):
            detail = f"column {position}: what {known.name} says has a column already"
            problems.append(Problem("COLUMNS", place, detail, uncounted=True))
        else:
            found.append(known)
    return found, problems


def _read(path: str, columns: Sequence[Column], row: Row) -> DeliveredAct | Problem:
    place = f"{path}#line={row.line}"
    act: dict[str, Json] = {}
    groups: dict[str, _Members] = {"persons": {}, "mentions": {}, "linked_acts": {}}
    for position in row.dated:
        if not _may_be_dated(columns[position]):
            detail = f"{columns[position].name}: a spreadsheet made a date or time of what was keyed"
            return Problem("CELL_UNREADABLE", place, detail)
    for known, cell in zip(columns, row.cells, strict=True):
        if not cell.strip():
            continue
        holder = groups[known.group[0]].setdefault(known.group[1], {}) if known.group else act
        try:
            _put(holder, known, cell)
        except NotARegion as error:
            return Problem("COLUMNS", place, f"{known.name}: {error}")
    orders = {group: list(members) for group, members in groups.items()}
    orders["mentions"].sort(key=int)
    orders["linked_acts"].sort(key=int)
    act["persons"] = [{"role": key.split()[0], **groups["persons"][key]} for key in orders["persons"]]
    act.setdefault("regions", [])
    if groups["mentions"]:
        act["mentions"] = [{"order": int(key), **groups["mentions"][key]} for key in orders["mentions"]]
    if groups["linked_acts"]:
        act["linked_acts"] = [groups["linked_acts"][key] for key in orders["linked_acts"]]
    notes = of_row(place, [known.name for known in columns], row)
    return DeliveredAct(place, act, notes=notes, column_of=partial(_column_of, columns, orders))


def _may_be_dated(known: Column) -> bool:
    """Whether a date or a time of day stands in a column."""
    return not known.beside and (known.field.form is Form.KEYED_DATE or known.field.path[-1] == "time")


def _column_of(columns: Sequence[Column], orders: Mapping[str, Sequence[str]], pointer: str) -> str:
    """The column that fills this place inside the act, or the first one that fills a part of it; empty where none does."""
    for known in columns:
        path = known.field.path
        if known.group:
            group, key = known.group
            if key not in orders[group]:
                continue
            path = (group, str(orders[group].index(key)), *path)
        filled = "/" + "/".join(path)
        if filled == pointer or pointer.startswith(f"{filled}/") or (pointer and filled.startswith(f"{pointer}/")):
            return known.name
    return ""


def _put(holder: dict[str, Json], known: Column, cell: str) -> None:
    """Write one cell at its place inside the act, person, mention or link."""
    *above, last = known.field.path
    for name in above:
        holder = cast("dict[str, Json]", holder.setdefault(name, {}))
    if known.field.form not in KEYED:
        holder[last] = plain(cell, known.field.form)
        return
    value = cast("dict[str, Json]", holder.setdefault(last, {}))
    match known.beside:
        case "":
            value.update(keyed(cell, known.field.form))
        case "presumed":
            value["presumed"] = yes_no(cell)
        case beside:
            value[beside] = cell
