"""Tables after public reports: each is read as its cells show, or the cell is named; nothing becomes something plausible."""

from __future__ import annotations

import pytest

from archive.delivery.facts.batch import DeliveredAct, DeliveredRegister, Problem
from archive.delivery.keyed_tables.acts import acts_of
from tests.conftest import SHARED
from tests.rooms.delivery.in_memory import Held

pytestmark = [
    pytest.mark.outside_data,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the cases after public reports are not at hand"),
]
REPORTED = SHARED / "data" / "cases" / "reported"
READ = (
    "SharedStrings.xlsx",
    "workbook2.xlsx",
    "strict.xlsx",
    "sst_data_only.xlsx",
    "first_sheet_hidden.xlsx",
    "csv_trailing_cols.csv",
    "csv_sep_line.csv",
)
NAMED = {
    "sst_short.xlsx": [(3, "CELL_UNREADABLE")],
    "hijri_fmt.xlsx": [(2, "CELL_UNREADABLE")],
    "hijri_only.xlsx": [(2, "CELL_UNREADABLE")],
    "merged.xlsx": [(2, "MERGED_CELLS")],
    "csv_u16.csv": [(1, "ENCODING")],
    "csv_mangled.csv": [(2, "CELL_UNREADABLE"), *[(3, "CELL_UNREADABLE")] * 3],
    "csv_mojibake.csv": [(2, "MOJIBAKE"), (3, "MOJIBAKE"), (3, "MOJIBAKE")],
    "fffd_outside_names.csv": [(2, "LETTERS_LOST"), (3, "LETTERS_LOST"), (3, "LETTERS_LOST"), (3, "CELL_UNREADABLE")],
}
OF_DATES = ("greg_in_hijri_", "hijri_in_greg_", "hijri_event_")
"""Read as they are written; what is wrong in them is a matter of the rules on dates."""


def read(name: str) -> list[DeliveredAct | Problem]:
    content = (REPORTED / "tables" / name).read_bytes()
    return list(acts_of(Held({name: content}), DeliveredRegister("r.json", {}, (), name, {}, {})))


def named(found: list[DeliveredAct | Problem]) -> list[tuple[int, str]]:
    said = [note for one in found for note in ([one] if isinstance(one, Problem) else one.notes)]
    return [(int(one.place.rpartition("=")[2]), one.code) for one in said]


def right() -> list[object]:
    path = REPORTED / "base_delivery" / "registers" / "deaths-1987" / "acts.csv"
    found = acts_of(Held({"acts.csv": path.read_bytes()}), DeliveredRegister("r.json", {}, (), "acts.csv", {}, {}))
    return [one.content for one in found if isinstance(one, DeliveredAct)]


@pytest.mark.parametrize("name", READ)
def test_an_odd_table_is_read_as_the_same_two_acts(name: str) -> None:
    found = read(name)

    assert [one.content for one in found if isinstance(one, DeliveredAct)] == right()
    assert named(found) == []


@pytest.mark.parametrize("name", NAMED)
def test_what_cannot_be_known_is_named_cell_by_cell(name: str) -> None:
    assert named(read(name)) == NAMED[name]


def test_every_reported_table_has_its_right_value_here() -> None:
    names = {path.name for path in (REPORTED / "tables").iterdir() if not path.name.startswith(OF_DATES)}

    assert names == {*READ, *NAMED}
