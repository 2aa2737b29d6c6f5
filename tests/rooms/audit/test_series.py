"""The parts of a series follow one another; copies are kept apart; the whole report is one value."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from archive.audit.archive_completeness import prove_all
from archive.audit.completeness import Explanations, Proof
from archive.audit.report import completeness_report
from archive.audit.series import SeriesCompleteness
from archive.model.json import write_pretty
from archive.model.records.facts import RegisterFacts
from tests.rooms.audit.made_facts import SERIES, but, facts

SCHEMA = json.loads((Path(__file__).parents[3] / "schemas/completeness-report.schema.json").read_text("utf-8"))


def part(
    number: int, first: int | None, last: int | None, parts: int | None = 3, copy: str = "office"
) -> RegisterFacts:
    """A part that holds just what it states."""
    numbers = () if first is None or last is None else range(first, last + 1)
    return facts(numbers, part=number, parts=parts, copy=copy, stated=(40, first, last, len(numbers)), keyed=True)


def silent(number: int, parts: int | None = 3) -> RegisterFacts:
    return facts((), part=number, parts=parts, stated=(40, None, None, None))


def nil(number: int, parts: int | None = 3) -> RegisterFacts:
    return facts((), part=number, parts=parts, nil=True, stated=(40, None, None, 0))


def prove(*volumes: RegisterFacts) -> SeriesCompleteness | None:
    """What is said of the one series; nothing when it is proved."""
    report = prove_all(volumes, {})
    return next(iter(report.remarkable_series), None)


def said(proof: Proof, held: int = 3, **differing: object) -> SeriesCompleteness:
    found: dict[str, object] = {
        "parts": 3,
        "held": ((1, held),),
        "missing_parts": (),
        "between": (),
        "overlapping": (),
        "silent": (),
    }
    return SeriesCompleteness(SERIES, "office", proof, **{**found, **differing})  # type: ignore[arg-type]


def test_parts_that_follow_one_another_are_proved_in_any_order() -> None:
    assert prove(part(3, 81, 120), part(1, 1, 40), part(2, 41, 80)) is None


def test_numbers_that_no_part_states_are_a_gap() -> None:
    found = prove(part(1, 1, 40), part(2, 44, 80), part(3, 81, 120))

    assert found == said(Proof.GAP, between=((41, 43),))


def test_a_series_that_does_not_begin_at_one_has_a_gap() -> None:
    found = prove(part(1, 6, 40), part(2, 41, 80), part(3, 81, 120))

    assert found == said(Proof.GAP, between=((1, 5),))


def test_numbers_that_two_parts_state_overlap() -> None:
    found = prove(part(1, 1, 45), part(2, 41, 80), part(3, 81, 120))

    assert found == said(Proof.DIFFERS, overlapping=((41, 45),))


def test_numbers_that_two_parts_state_overlap_even_where_one_part_lacks_them() -> None:
    first = facts(range(1, 41), part=1, parts=2, stated=(40, 1, 45, 40))

    assert prove(first, part(2, 41, 80, 2)) == said(Proof.DIFFERS, held=2, parts=2, overlapping=((41, 45),))


def test_numbers_that_two_parts_hold_overlap_whatever_they_state() -> None:
    third = facts([*range(81, 121), 7], part=3, parts=3, stated=(40, 81, 120, 41))

    assert prove(part(1, 1, 40), part(2, 41, 80), third) == said(Proof.DIFFERS, overlapping=((7, 7),))


@pytest.mark.parametrize(("absent", "missing"), [(1, (1, 1)), (2, (2, 2)), (3, (3, 3))])
def test_a_part_that_is_not_held_is_missing(absent: int, missing: tuple[int, int]) -> None:
    volumes = {1: part(1, 1, 40), 2: part(2, 41, 80), 3: part(3, 81, 120)}
    del volumes[absent]
    found = prove(*volumes.values())

    assert found is not None
    assert (found.proof, found.missing_parts, found.between) == (Proof.GAP, (missing,), ())


def test_a_part_without_a_closing_statement_leaves_the_series_unproved() -> None:
    found = prove(part(1, 1, 40), silent(2), part(3, 81, 120))

    assert found == said(Proof.UNPROVED, silent=((2, 2),))


def test_an_empty_part_takes_no_number() -> None:
    assert prove(part(1, 1, 40), nil(2), part(3, 41, 80)) is None


def test_a_gap_is_seen_across_an_empty_part() -> None:
    found = prove(part(1, 1, 40), nil(2), part(3, 51, 80))

    assert found == said(Proof.GAP, between=((41, 50),))


def test_where_a_part_is_missing_before_an_empty_one_nothing_is_said_of_the_numbers_between() -> None:
    found = prove(part(1, 1, 40), nil(3), part(4, 81, 120))

    assert found is not None
    assert (found.missing_parts, found.between) == (((2, 2),), ())


def test_how_many_parts_there_are_must_be_stated_and_agreed() -> None:
    unstated = prove(part(1, 1, 40, None), part(2, 41, 80, None))
    unequal = prove(part(1, 1, 40, 2), part(2, 41, 80, 3))
    disagreed = prove(part(1, 1, 40, 2), part(2, 41, 80, 3), part(3, 81, 120, 3))
    once = prove(part(1, 1, 40, None), part(2, 41, 80, 2))
    too_many = prove(part(1, 1, 40, 1), part(2, 41, 80, 1))

    assert unstated == said(Proof.UNPROVED, held=2, parts=None)
    assert unequal == said(Proof.GAP, held=2, parts=None, missing_parts=((3, 3),))
    assert disagreed == said(Proof.DIFFERS, parts=None)
    assert once is None
    assert too_many == said(Proof.DIFFERS, held=2, parts=1)


def test_the_court_copy_fills_no_gap_of_the_office() -> None:
    report = prove_all([part(1, 1, 40, 2), part(2, 41, 80, 2, "court")], {})

    assert [(one.copy, one.missing_parts) for one in report.remarkable_series] == [
        ("court", ((1, 1),)),
        ("office", ((2, 2),)),
    ]


def test_a_register_is_judged_once() -> None:
    with pytest.raises(ValueError, match="newest version alone"):
        prove_all([facts(), facts()], {})


def test_every_register_and_series_is_counted_and_the_remarkable_are_listed_in_order() -> None:
    volumes = [
        facts(numbers=but(43), part=3, parts=3, stated=(40, 81, 120, 40)),
        part(2, 41, 80),
        part(1, 1, 40),
        facts(copy="court", missing_acts={43: "torn"}, numbers=but(43)),
    ]
    report = prove_all(volumes, {})

    assert sum(report.registers.values()) == 4
    assert report.registers == {Proof.PROVED: 3, Proof.DIFFERS: 1}
    assert sum(report.series.values()) == 2
    assert [one.register for one in report.remarkable] == [f"{SERIES}_p1_court", f"{SERIES}_p3_office"]
    assert not report.complete


def test_explanations_of_the_ledger_close_gaps() -> None:
    lacking = facts(numbers=but(43))

    assert not prove_all([lacking], {}).complete
    assert prove_all([lacking], {lacking.register: Explanations(acts={43: "lost"})}).complete


def test_the_report_names_the_position_and_is_the_same_each_time() -> None:
    volumes = [
        facts(numbers=but(43, 44), pages=but(9, last=40), missing_pages={9: "torn"}, repeated_numbers={7: 2}),
        facts(copy="court", stated=(None, None, None, None)),
    ]
    one = write_pretty(completeness_report(prove_all(volumes, {}), 7, "ab" * 32))
    other = write_pretty(completeness_report(prove_all(volumes[::-1], {}), 7, "ab" * 32))
    found = json.loads(one)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)

    assert one == other
    assert found["ledger"] == {"size": 7, "root": "ab" * 32}
    assert found["conclusion"] == "gaps"
    assert found["counts"]["registers"] == {
        "proved": 0,
        "gap": 1,
        "differs": 0,
        "unproved": 1,
        "not_keyed": 0,
        "disposed": 0,
    }
    assert found["registers"][1]["acts"] == {
        "proof": "gap",
        "first": 1,
        "last": 120,
        "missing": [[43, 44]],
        "explained": {},
        "beyond": [],
        "repeated": {"7": 2},
        "contradicted": [],
        "stated": 120,
        "found": 119,
        "suffixed": [],
    }
    assert found["registers"][1]["pages"]["explained"] == {"torn": [[9, 9]]}


def test_a_register_whose_facts_cannot_be_read_keeps_the_whole_from_being_complete() -> None:
    report = prove_all([facts()], {})
    found = json.loads(write_pretty(completeness_report(report, 7, "ab" * 32, {f"{SERIES}_p2_office-v1": "EIO"})))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)

    assert report.complete
    assert found["conclusion"] == "could-not-look"
    assert found["unreadable"] == [{"package": f"{SERIES}_p2_office-v1", "problem": "EIO"}]
