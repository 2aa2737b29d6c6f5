"""What of an act and of a transcribed view can be found, and what a result shows of it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from archive.model.dates.interval import gregorian
from archive.model.identifiers import RegisterId
from archive.model.json import read_json, write_line
from indexer.documents.act_to_document import Volume, act_document, view_document
from indexer.documents.document import Document
from indexer.documents.searchable_fields import Value


def volume(invented: SimpleNamespace, of: RegisterId) -> Volume:
    return Volume.read(invented.register(of), of.package())


def document(invented: SimpleNamespace, *arguments: object, **more: object) -> Document:
    of = invented.register_id()
    return act_document(invented.act(of, 42, *arguments, **more), volume(invented, of))


def test_names_words_of_every_person_by_the_part_they_play(invented: SimpleNamespace) -> None:
    persons = [
        invented.person("father", ("علي", "Ali"), ("الوزاني", "El Ouazzani")),
        invented.person("mother", ("رقية", "Roukaya"), ("بنجلون", "")),
        invented.person("declarant", ("سعيد", ""), ("الفيلالي", "")),
        invented.person("officer", ("", "Hassan"), ("", "Naciri")),
        invented.person("witness", ("عمر", ""), ("", "")),
    ]
    made = document(invented, persons=persons)

    assert made.fields == {
        "self": ("محمد", "وزاني", "mohamed", "ouazzani"),
        "father": ("علي", "وزاني", "ali", "ouazzani"),
        "mother": ("رقيه", "بنجلون", "roukaya"),
        "declarant": ("سعيد", "فيلالي"),
        "witness": ("عمر",),
        "officer": ("hassan", "naciri"),
        "number": ("42",),
    }
    assert set(made.terms) == {word for part in made.fields.values() for word in part}


def test_finds_places_mentions_and_remarks(invented: SimpleNamespace) -> None:
    mention = {
        "order": 1,
        "kind": "marriage",
        "text": invented.keyed("تزوج", "Marié"),
        "officer": invented.keyed("", "Tazi"),
        "other": invented.person("spouse", ("آمنة", "Amina"), ("بنجلون", "")),
        "reference": {"value": "J 77"},
    }
    persons = [invented.person("father", ("علي", ""), ("", ""), residence={"name": invented.keyed("", "Séfrou")})]
    date = {"gregorian": {"value": "1987-03-14"}}
    occurred = {"date": date, "place": {"name": invented.keyed("فاس", "Fès")}}
    made = document(invented, persons=persons, mentions=[mention], occurred=occurred, remarks={"value": "copie"})

    assert made.fields["place"] == ("فاس", "fes", "sefrou")
    assert made.fields["mention"] == ("تزوج", "marie", "tazi", "امنه", "بنجلون", "amina", "j", "77")
    assert made.fields["text"] == ("copie",)


def test_an_absent_value_is_no_word(invented: SimpleNamespace) -> None:
    child = {"role": "child", "given": {"ar": {"absent": "illegible"}}, "surname": {"latin": {"value": "Naciri"}}}
    of = invented.register_id()
    act = {**invented.act(of, 7), "persons": [child], "remarks": {"absent": "on_paper"}}

    assert act_document(act, volume(invented, of)).fields == {"self": ("naciri",), "number": ("7",)}


def test_the_deceased_is_the_self_of_a_death(invented: SimpleNamespace) -> None:
    of = invented.register_id(event="death", year=2004)
    widow = invented.person("spouse", ("آمنة", "Amina"), ("", ""))
    made = act_document(invented.act(of, 3, persons=[widow]), volume(invented, of))

    assert made.fields["self"][0] == "محمد"
    assert made.fields["spouse"] == ("امنه", "amina")


def test_shows_what_a_list_of_results_needs(invented: SimpleNamespace) -> None:
    date = {
        "gregorian": {"value": "1987-03-14", "as_written": "quatorze mars"},
        "hijri": {"value": "1407-07-13"},
    }
    made = document(invented, date=date, suffix="bis")

    assert made.shown.number == "42 bis"
    assert made.shown.date == {"gregorian": "quatorze mars", "hijri": "1407-07-13"}
    assert made.shown.office_name == {"ar": "الرياض الأخضر", "fr": "Riad El Akhdar"}
    assert made.shown.year == 1987
    assert made.principals == (Value("self", "ar", "محمد الوزاني"), Value("self", "latin", "Mohamed El Ouazzani"))


def test_its_identifier_tells_the_copies_apart(invented: SimpleNamespace) -> None:
    office, court = (invented.register_id(copy=copy) for copy in ("office", "court"))
    identifiers = [act_document(invented.act(of, 1), volume(invented, of)).id for of in (office, court)]

    assert identifiers == [
        "ma_01.511.01.03-1_dahir1950_birth_1987_0001",
        "ma_01.511.01.03-1_dahir1950_birth_1987_0001@court",
    ]


def test_a_view_answers_with_its_lines_and_boxes(invented: SimpleNamespace) -> None:
    of = invented.register_id()
    lines = [invented.line(of.package(), 4, number, text) for number, text in ((1, "ولد محمد"), (2, "Mohamed, 1987"))]
    made = view_document(lines, volume(invented, of))

    assert made.id == f"{of.package()}#v0004"
    assert (made.kind, made.view, made.act) == ("view", "v0004", "")
    assert made.fields == {"text": ("ولد", "محمد", "mohamed", "1987")}
    assert made.lines == tuple(lines)
    assert made.days == gregorian(1987)


def test_comes_back_from_json_unchanged(invented: SimpleNamespace) -> None:
    of = invented.register_id()
    view = view_document([invented.line(of.package(), 1, 1, "محمد")], volume(invented, of))

    for made in (document(invented), view):
        assert Document.of(read_json(write_line(made.to_json()))) == made


def test_its_days_are_those_that_the_paper_leaves_open(invented: SimpleNamespace) -> None:
    """More in test_dates.py."""
    day = document(invented, date={"gregorian": {"value": "1962-05-01"}}).days
    year = document(invented, date={"gregorian": {"absent": "illegible"}}).days

    assert (day, year) == (gregorian(1962, 5, 1), gregorian(1987))


def test_the_tolerance_of_the_hijri_calendar_is_a_setting(invented: SimpleNamespace) -> None:
    of = invented.register_id(year=1975)
    act = invented.act(of, 1, date={"hijri": {"value": "1407-04-28"}})
    days = [act_document(act, volume(invented, of), tolerance).days for tolerance in (0, 1)]

    assert [(one.last - one.first).days for one in days] == [0, 2]


STATUSES = [
    ({}, "current"),
    ({"status": "valid"}, "current"),
    ({"status": "cancelled"}, "cancelled"),
    ({"mentions": [{"order": 1, "kind": "marriage"}]}, "current"),
    ({"mentions": [{"order": 1, "kind": "rectification_court"}]}, "corrected"),
    ({"mentions": [{"order": 1, "kind": "latin_spelling"}, {"order": 2, "kind": "cancellation"}]}, "cancelled"),
]


@pytest.mark.parametrize(("more", "status"), STATUSES)
def test_its_status_is_what_paper_and_margin_say(
    invented: SimpleNamespace, more: dict[str, object], status: str
) -> None:
    assert document(invented, **more).status == status


def test_knows_what_it_can_be_narrowed_by(invented: SimpleNamespace) -> None:
    mentions = [{"order": 1, "kind": "marriage"}, {"order": 2, "kind": "marriage"}, {"order": 3, "kind": "death"}]
    made = document(invented, mentions=mentions, suffix="bis")

    assert made.offices == ("ma_01.511.01.03-1", "01.511.01.03-1", "01.511.01.03", "01.511")
    assert made.numbers == ("42 bis", "42")
    assert made.mentions == ("marriage", "death")
    assert (made.delivery, made.contractor, made.image) == ("lot1-2026-001", "atlas", False)


def test_knows_the_lot_of_its_delivery_where_the_package_kept_one(invented: SimpleNamespace) -> None:
    of = invented.register_id()
    kept = invented.register(of)
    older = act_document(invented.act(of, 42), Volume.read(kept, of.package()))
    described = {**kept, "delivery": {**kept["delivery"], "lot": "lot-5"}}
    newer = act_document(invented.act(of, 42), Volume.read(described, of.package()))

    assert (older.lot, newer.lot) == ("", "lot-5")
    assert Document.of(newer.to_json()) == newer


def test_equals_stand_by_year_then_together_by_register_and_number(invented: SimpleNamespace) -> None:
    registers = [invented.register_id(), invented.register_id(office="05.231.02.01-2")]
    made = [act_document(invented.act(of, number), volume(invented, of)) for number in (9, 10, 100) for of in registers]
    early = document(invented, date={"gregorian": {"value": "1950-01-01"}})
    ranked = sorted([*made, early], key=lambda one: one.rank)
    numbers = [int(one.shown.number) for one in ranked[1:]]

    assert ranked[0] == early
    assert numbers == [9, 10, 100, 9, 10, 100]
    assert all(0 < one.rank < 1 << 63 and 0 <= one.key < 1 << 63 for one in ranked)


def test_equal_views_of_a_register_stand_in_their_order(invented: SimpleNamespace) -> None:
    of = invented.register_id()
    made = [view_document([invented.line(of.package(), view, 1, "محمد")], volume(invented, of)) for view in (2, 10, 1)]

    assert [one.view for one in sorted(made, key=lambda one: one.rank)] == ["v0001", "v0002", "v0010"]
