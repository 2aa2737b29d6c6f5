"""Acts come as JSON Lines or CSV, say the same in both, and what cannot be read is named by its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive.delivery.facts.batch import DeliveredAct, DeliveredRegister, Problem
from archive.delivery.folder import FolderSource
from archive.delivery.keyed_tables import csv_acts, json_acts
from archive.delivery.keyed_tables.cells import NotARegion, regions
from archive.delivery.receive import acts_of
from tests.support.deliveries import BIRTHS, DEATHS, Delivery


def read_csv(*lines: str) -> list[DeliveredAct | Problem]:
    return list(csv_acts.acts("acts.csv", "".join(f"{line}\n" for line in lines).encode().splitlines(keepends=True)))


def content(act: DeliveredAct | Problem) -> Any:
    assert isinstance(act, DeliveredAct), act
    return act.content


def problem(act: DeliveredAct | Problem) -> tuple[str, str]:
    assert isinstance(act, Problem), act
    return act.code, act.place


def flat(act: Any) -> dict[str, str]:
    """An act of the example as the cells of its row."""
    cells: dict[str, str] = {}

    def put(name: str, value: Any) -> None:
        match value:
            case {"absent": why}:
                cells[name] = f"!{why}"
            case {"value": bare}:
                cells[name] = str(bare).lower() if isinstance(bare, bool) else str(bare)
                for beside in ("as_written", "source", "presumed"):
                    if beside in value:
                        cells[f"{name}.{beside}"] = str(value[beside]).replace("True", "true")
            case {"name": script, **codes}:
                put(name, script)
                for code, inner in codes.items():
                    put(f"{name}.{code}", inner)
            case dict():
                for inner_name, inner in value.items():
                    put(f"{name}.{inner_name}" if name else inner_name, inner)
            case _:
                cells[name] = str(value)

    for name, value in act.items():
        match name:
            case "persons":
                for person in value:
                    put(person["role"], {key: inner for key, inner in person.items() if key != "role"})
            case "mentions":
                for mention in value:
                    rest = {key: inner for key, inner in mention.items() if key not in ("order", "regions")}
                    put(f"mention.{mention['order']}", rest)
                    cells[f"mention.{mention['order']}.regions"] = cell_of(mention["regions"])
            case "regions":
                cells["regions"] = cell_of(value)
            case "languages":
                cells["languages"] = " ".join(value)
            case _:
                put(name, value)
    return cells


def cell_of(listed: list[Any]) -> str:
    return "; ".join(
        f"{region['file']}#{' '.join(','.join(map(str, box)) for box in region['boxes'])}" for region in listed
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_and_json_lines_give_equal_acts(delivery: Delivery, separator: str) -> None:
    lines = (delivery.root / BIRTHS / "acts.jsonl").read_bytes().splitlines(keepends=True)
    expected = [json.loads(line) for line in lines]
    names = list(dict.fromkeys(name for act in expected for name in flat(act)))
    rows = [[flat(act).get(name, "") for name in names] for act in expected]
    written = [separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]

    assert [content(act) for act in read_csv(separator.join(names), *written)] == expected
    assert [content(act) for act in json_acts.acts("acts.jsonl", lines)] == expected


def test_an_act_says_on_which_line_it_stands(delivery: Delivery) -> None:
    register = DeliveredRegister("r", {}, (), f"{DEATHS}acts.csv", {}, {})
    acts = list(acts_of(FolderSource(delivery.root), register))

    assert [act.place for act in acts] == [f"{DEATHS}acts.csv#line=2", f"{DEATHS}acts.csv#line=3"]


def test_an_empty_cell_is_not_given_and_an_absence_is_said() -> None:
    [act] = read_csv("number,occurred.time,occurred.date.hijri,child.given.ar", "1,!on_paper,,!illegible")

    assert content(act) == {
        "number": 1,
        "occurred": {"time": {"absent": "on_paper"}},
        "persons": [{"role": "child", "given": {"ar": {"absent": "illegible"}}}],
        "regions": [],
    }


def test_a_value_that_begins_with_an_exclamation_mark_is_written_with_two() -> None:
    [act] = read_csv("number,remarks", "1,!!sic")

    assert content(act)["remarks"] == {"value": "!sic"}


def test_what_is_not_a_number_stays_text_for_the_schema_to_refuse() -> None:
    [act] = read_csv("number,child.age", "1x,12345678901234567890")

    assert content(act)["number"] == "1x"
    assert content(act)["persons"][0]["age"] == {"value": "12345678901234567890"}


def test_several_persons_of_one_role_have_numbers() -> None:
    [act] = read_csv("number,witness.2.given.ar,witness.1.given.ar", "1,b,a")

    assert [person["given"]["ar"]["value"] for person in content(act)["persons"]] == ["b", "a"]


def test_mentions_stand_in_the_order_of_the_margin_whatever_the_order_of_columns() -> None:
    [act] = read_csv("number,mention.10.kind,mention.2.kind,mention.1.kind", "1,death,divorce,marriage")

    assert [(one["order"], one["kind"]) for one in content(act)["mentions"]] == [
        (1, "marriage"),
        (2, "divorce"),
        (10, "death"),
    ]


def test_a_cell_of_regions_names_held_images_by_package_view_and_digest() -> None:
    digest = "0f" * 32

    assert regions(f"ma_1-v1:v0003:{digest}#1,2,30,40; a.tif#5,6,7,8") == [
        {"package": "ma_1-v1", "view": "v0003", "sha256": digest, "boxes": [[1, 2, 30, 40]]},
        {"file": "a.tif", "boxes": [[5, 6, 7, 8]]},
    ]
    with pytest.raises(NotARegion):
        regions("ma_1-v1:v0003#1,2,30,40")


def test_a_cell_of_regions_names_files_leaves_and_boxes() -> None:
    assert regions("a b.tif#1,2,3,4 5,6,7,8; r.pdf:12#0,0,9,9") == [
        {"file": "a b.tif", "boxes": [[1, 2, 3, 4], [5, 6, 7, 8]]},
        {"file": "r.pdf", "leaf": 12, "boxes": [[0, 0, 9, 9]]},
    ]
    for wrong in ("a.tif", "a.tif#1,2,3", "a.tif#1,2,3,4,5", "#1,2,3,4"):
        with pytest.raises(NotARegion):
            regions(wrong)


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        (["number,colour", "1,red"], "COLUMNS", 1),
        (["number,number", "1,1"], "COLUMNS", 1),
        (["child.given.ar,child.1.given.ar", "a,b"], "COLUMNS", 1),
        (["number,mention.text.ar", "1,x"], "COLUMNS", 1),
        (["number,number.as_written", "1,x"], "COLUMNS", 1),
        (["number,child.sex.presumed", "1,true"], "COLUMNS", 1),
        (["number,suffix", "1,bis,ter"], "COLUMNS", 2),
        (["number,suffix", "1"], "COLUMNS", 2),
        (["number,regions", "1,somewhere"], "COLUMNS", 2),
        (["number,suffix", '1,"bis"x'], "COLUMNS", 2),
        (["number,suffix", '1,"bis'], "COLUMNS", 2),
    ],
)
def test_a_wrong_table_is_named_by_its_line(lines: list[str], code: str, line: int) -> None:
    assert [problem(found) for found in read_csv(*lines)] == [(code, f"acts.csv#line={line}")]


def test_a_row_that_is_wrong_does_not_hide_the_next() -> None:
    found = read_csv("number,suffix", "1,bis,ter", "2,bis")

    assert problem(found[0]) == ("COLUMNS", "acts.csv#line=2")
    assert content(found[1])["number"] == 2


def test_a_cell_may_hold_line_feeds_and_rows_are_still_found_by_their_first_line() -> None:
    found = read_csv("number,remarks", '1,"one\ntwo"', "2,x")

    assert content(found[0])["remarks"] == {"value": "one\ntwo"}
    assert isinstance(found[1], DeliveredAct)
    assert found[1].place == "acts.csv#line=4"


def test_a_byte_order_mark_and_empty_rows_of_a_spreadsheet_do_no_harm() -> None:
    found = list(csv_acts.acts("a.csv", ["\ufeffnumber;suffix\r\n".encode(), b"1;bis\r\n", b";\r\n", b"\r\n"]))

    assert [content(act)["number"] for act in found] == [1]


def test_text_that_is_not_utf_8_is_named() -> None:
    found = list(csv_acts.acts("a.csv", [b"number,remarks\n", b"1,caf\xe9\n", b"2,x\n"]))

    assert problem(found[0]) == ("ENCODING", "a.csv#line=2")
    assert content(found[1])["number"] == 2


@pytest.mark.parametrize(
    "line",
    [b"{", b"", b"[1]", b'{"a":1,"a":2}', b'{"a":NaN}', b"\xff", b"\xef\xbb\xbf{}", b'{"a":"\\ud800"}', b"[" * 5000],
)
def test_a_line_that_is_no_json_object_is_named(line: bytes) -> None:
    found = list(json_acts.acts("a.jsonl", [b'{"number":1}\n', line + b"\n", b'{"number":2}']))

    assert [type(one) for one in found] == [DeliveredAct, Problem, DeliveredAct]
    assert problem(found[1]) == ("JSON_INVALID", "a.jsonl#line=2")


@pytest.mark.parametrize("name", ["acts.jsonl", "acts.csv"])
def test_a_line_without_end_is_refused_and_not_read_into_memory(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"number\n" + b"1" * (3 << 20) + b"\n2\n")
    acts = list(acts_of(FolderSource(tmp_path), DeliveredRegister("r", {}, (), name, {}, {})))

    assert f"{name}#line=2" in [act.place for act in acts if isinstance(act, Problem)]
    assert acts[-1].place == f"{name}#line=3"


def test_acts_in_a_format_that_we_do_not_read_are_refused(tmp_path: Path) -> None:
    [found] = acts_of(FolderSource(tmp_path), DeliveredRegister("r", {}, (), "acts.ods", {}, {}))

    assert problem(found) == ("UNSUPPORTED_FORMAT", "acts.ods")
