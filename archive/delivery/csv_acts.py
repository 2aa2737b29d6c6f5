"""Acts as CSV: a header of column names (columns.py), one act a row, an empty cell where nothing is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from archive.delivery.batch import DeliveredAct, Problem
from archive.delivery.cells import NotARegion, keyed, plain, yes_no
from archive.delivery.columns import KEYED, Column, column
from archive.delivery.notes import of_row
from archive.delivery.tables import Row, rows
from archive.model.json import Json

_Members = dict[str, dict[str, Json]]


def acts(path: str, lines: Iterable[bytes]) -> Iterator[DeliveredAct | Problem]:
    """One act, or one problem, for each row; without a header that we understand there are only problems."""
    yield from in_rows(path, rows(path, lines))


def in_rows(path: str, table: Iterator[Row | Problem]) -> Iterator[DeliveredAct | Problem]:
    """The same, of a table from whatever kind of file."""
    header = next(table, None)
    if header is None:
        yield Problem("COLUMNS", f"{path}#line=1", "there is no header")
        return
    if isinstance(header, Problem):
        yield header
        return
    found, problems = _columns(path, header.cells)
    if problems:
        yield from problems
        return
    for row in table:
        yield row if isinstance(row, Problem) else _read(path, found, row)


def _columns(path: str, names: Sequence[str]) -> tuple[list[Column], list[Problem]]:
    place = f"{path}#line=1"
    found: list[Column] = []
    problems: list[Problem] = []
    for position, name in enumerate(names, start=1):
        known = column(name.strip())
        if known is None:
            problems.append(Problem("COLUMNS", place, f"column {position}: there is no column {name.strip()!r}"))
        elif any(known.target == other.target for other in found):
            problems.append(
                Problem("COLUMNS", place, f"column {position}: what {known.name} says has a column already")
            )
        else:
            found.append(known)
    return found, problems


def _read(path: str, columns: Sequence[Column], row: Row) -> DeliveredAct | Problem:
    place = f"{path}#line={row.line}"
    act: dict[str, Json] = {}
    groups: dict[str, _Members] = {"persons": {}, "mentions": {}, "linked_acts": {}}
    for known, cell in zip(columns, row.cells, strict=True):
        if not cell.strip():
            continue
        holder = groups[known.group[0]].setdefault(known.group[1], {}) if known.group else act
        try:
            _put(holder, known, cell)
        except NotARegion as error:
            return Problem("COLUMNS", place, f"{known.name}: {error}")
    act["persons"] = [{"role": key.split()[0], **person} for key, person in groups["persons"].items()]
    act.setdefault("regions", [])
    if groups["mentions"]:
        act["mentions"] = [{"order": int(order), **mention} for order, mention in _in_order(groups["mentions"])]
    if groups["linked_acts"]:
        act["linked_acts"] = [link for _, link in _in_order(groups["linked_acts"])]
    return DeliveredAct(place, act, notes=of_row(place, [known.name for known in columns], row))


def _in_order(members: _Members) -> list[tuple[str, dict[str, Json]]]:
    return sorted(members.items(), key=lambda member: int(member[0]))


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
