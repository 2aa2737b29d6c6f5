"""What nobody sees in a text is remarked, and what is only unusual is not."""

from __future__ import annotations

import json

import pytest

from archive.delivery.facts.batch import DeliveredAct, DeliveredRegister
from archive.delivery.keyed_tables.acts import acts_of
from archive.delivery.keyed_tables.text_warnings import notes_of, runs
from archive.model.json import Json
from archive.model.texts.text import faults
from tests.rooms.delivery.in_memory import Held


def codes(value: str) -> list[str]:
    return [code for code, _ in faults(value)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("محمد بن عبد الله", []),
        ("Été 1950 à Salé", []),
        ("مُحَمَّد", []),
        ("١٩٨٧", []),
        ("رقم 12", []),
        ("\u202eدمحم", ["BIDI"]),
        ("محمد\u200f", ["BIDI"]),
        ("\u2067محمد\u2069", ["BIDI"]),
        ("محـــمد", ["NORMALISATION"]),
        ("ﻣﺤﻤﺪ", ["NORMALISATION"]),
        ("e\u0301te\u0301", ["NORMALISATION"]),
        ("م\u200bحمد", ["NORMALISATION"]),
        ("١٢ و 34", ["DIGITS"]),
        ("۱2", ["DIGITS"]),
        ("طن\ufffd\ufffdة", ["LETTERS_LOST"]),
        ("????", ["LETTERS_LOST"]),
        ("محمد ????", ["LETTERS_LOST"]),
        ("؟؟", ["LETTERS_LOST"]),
        ("مريم؟", []),
        ("Ø¹Ø§Ø¦Ø´Ø©", ["MOJIBAKE"]),
        ("Ø·Ù\u0086Ø¬Ø©", ["MOJIBAKE"]),
        ("AmÃ©ziane", ["MOJIBAKE"]),
        ("lâ€™acte", ["MOJIBAKE"]),
        ("l\u0092acte", ["MOJIBAKE"]),
        ("ط¹ط§ط¦ط´ط©", ["MOJIBAKE"]),
        ("ãÍãÏ", ["MOJIBAKE"]),
        ("là\u00a0: «\u00a0été\u00a0»", []),
        ("N° 12, Ørsted, Ångström, Œuvre, ÂGE", []),
        ("#N/A", ["CELL_UNREADABLE"]),
        ("#NOM?", ["CELL_UNREADABLE"]),
        ("########", ["CELL_UNREADABLE"]),
        ("1,23457E+11", ["CELL_UNREADABLE"]),
        ("acts/0002.tif#300,500,1900,1300", []),
        ("#12", []),
    ],
)
def test_a_value_is_remarked_for_what_it_hides(value: str, expected: list[str]) -> None:
    assert codes(value) == expected


@pytest.mark.parametrize(
    "value", ["محمد", "\u202eدمحم", "محـمد", "e\u0301", "١2", "plain", "\ufffd", "#N/A", "ãÍãÏ", "Ã©"]
)
def test_an_escape_hides_nothing(value: str) -> None:
    written: Json = {"a": [{"b": value}]}

    for line in (json.dumps(written), json.dumps(written, ensure_ascii=False)):
        found = notes_of("acts.jsonl#line=1", line.encode(), json.loads(line))

        assert [note.code for note in found] == codes(value)
        assert all(note.detail.startswith("/a/0/b: ") for note in found)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\t=1", "\r=1", "＝1", '=HYPERLINK("x")', "-Mohamed"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_a_formula(cell: str) -> None:
    assert runs(cell)


@pytest.mark.parametrize(
    "cell", ["", "-5", "+212 661 00 00 00", "-1,5", "-", "+", "a=b", "!illegible", "1950-01-02", "محمد"]
)
def test_a_sign_before_a_number_or_alone_is_no_formula(cell: str) -> None:
    assert not runs(cell)


def table(acts: str, name: str) -> list[DeliveredAct]:
    register = DeliveredRegister("r.json", {}, (), name, {}, {})
    return [one for one in acts_of(Held({name: acts.encode()}), register) if isinstance(one, DeliveredAct)]


def test_remarks_on_a_table_name_the_column_and_never_the_value() -> None:
    [act] = table('number,child.given.ar,remarks\n1,محـمد,"=HYPERLINK(""http://x"")"\n', "acts.csv")

    assert [(note.code, note.place) for note in act.notes] == [
        ("NORMALISATION", "acts.csv#line=2"),
        ("FORMULA", "acts.csv#line=2"),
    ]
    assert act.notes[0].detail.startswith("child.given.ar: U+0640")
    assert "محـمد" not in str(act.notes)


def test_an_act_without_anything_hidden_has_no_remarks() -> None:
    [act] = table("number,child.given.ar,remarks\n1,محمد,-5\n", "acts.csv")
    [line] = table('{"number": 1, "x": "محمد"}\n', "acts.jsonl")

    assert (act.notes, line.notes) == ((), ())
