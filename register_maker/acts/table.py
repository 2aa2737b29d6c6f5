"""Writes acts as CSV with the columns of the published delivery format, as contractors with spreadsheets do."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Final, cast

from archive.model.json import Json

_KEYED: Final = frozenset({"value", "absent", "as_written", "source", "presumed"})


def csv_bytes(acts: Iterable[Mapping[str, Json]]) -> bytes:
    """A header of all columns that some act fills, in the order of their first use, then one act a row (RFC 4180)."""
    rows = [dict(_cells(act)) for act in acts]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return out.getvalue().encode("utf-8")


def _cells(act: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    for name, value in act.items():
        match name:
            case "persons":
                yield from _persons(cast(Sequence[Mapping[str, Json]], value))
            case "mentions":
                for order, mention in enumerate(cast(Sequence[Mapping[str, Json]], value), start=1):
                    yield from _parts(f"mention.{order}", {k: v for k, v in mention.items() if k != "order"})
            case "linked_acts":
                for order, link in enumerate(cast(Sequence[Mapping[str, Json]], value), start=1):
                    yield from _parts(f"linked.{order}", link)
            case _:
                yield from _value(name, value)


def _persons(persons: Sequence[Mapping[str, Json]]) -> Iterator[tuple[str, str]]:
    seen: dict[str, int] = {}
    for person in persons:
        role = str(person["role"])
        seen[role] = seen.get(role, 0) + 1
        prefix = role if seen[role] == 1 else f"{role}.{seen[role]}"
        yield from _parts(prefix, {name: value for name, value in person.items() if name != "role"})


def _parts(prefix: str, parts: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    for name, value in parts.items():
        yield from _value(f"{prefix}.{name}", value)


def _value(name: str, value: Json) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        if _KEYED.isdisjoint(value):
            place = name.rpartition(".")[2] in ("place", "birthplace", "residence")
            for part, inner in value.items():
                if place and part == "name":
                    yield from _value(name, inner)
                else:
                    yield from _value(f"{name}.{part}", inner)
            return
        yield name, f"!{value['absent']}" if "absent" in value else _escaped(value["value"])
        for beside in ("as_written", "source", "presumed"):
            if beside in value:
                yield f"{name}.{beside}", _plain(value[beside])
    elif name.rpartition(".")[2] == "regions":
        yield name, "; ".join(_region(cast(Mapping[str, Json], region)) for region in cast(Sequence[Json], value))
    elif name == "languages":
        yield name, " ".join(cast(Sequence[str], value))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield name, "; ".join(_plain(one) for one in value)
    else:
        yield name, _plain(value)


def _escaped(value: Json) -> str:
    """A value that begins with `!` would read as an absence, so its mark is doubled."""
    written = _plain(value)
    return f"!{written}" if written.startswith("!") else written


def _plain(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _region(region: Mapping[str, Json]) -> str:
    boxes = " ".join(",".join(map(str, box)) for box in cast(Sequence[Sequence[int]], region["boxes"]))
    leaf = f":{region['leaf']}" if "leaf" in region else ""
    return f"{region['file']}{leaf}#{boxes}"
