"""A register is proved by its own statements: what is missing has a reason, or it is an open gap."""

from __future__ import annotations

import pytest

from archive.audit.completeness import Account, Explanations, Proof, prove_register
from tests.rooms.audit.made_facts import but, facts


def test_a_register_that_holds_all_it_states_is_proved_twice() -> None:
    proved = prove_register(facts())

    assert proved.pages == Account(Proof.PROVED, 1, 40)
    assert proved.acts == Account(Proof.PROVED, 1, 120)
    assert proved.complete
    assert not proved.remarkable


def test_a_page_that_is_not_imaged_is_an_open_gap() -> None:
    pages = prove_register(facts(pages=but(1, 7, 8, 40, last=40))).pages

    assert pages == Account(Proof.GAP, 1, 40, missing=((1, 1), (7, 8), (40, 40)))


def test_a_page_whose_lack_was_declared_is_an_explained_gap() -> None:
    proved = prove_register(facts(pages=but(7, 8, 30, last=40), missing_pages={7: "torn", 30: "void", 8: "torn"}))

    assert proved.pages == Account(Proof.PROVED, 1, 40, explained={"torn": ((7, 8),), "void": ((30, 30),)})
    assert proved.remarkable


def test_a_reason_for_one_page_explains_no_other() -> None:
    pages = prove_register(facts(pages=but(7, 8, last=40), missing_pages={7: "torn"})).pages

    assert pages == Account(Proof.GAP, 1, 40, missing=((8, 8),), explained={"torn": ((7, 7),)})


def test_a_page_beyond_the_certified_count_differs() -> None:
    pages = prove_register(facts(pages=range(1, 43))).pages

    assert pages == Account(Proof.DIFFERS, 1, 40, beyond=((41, 42),))


def test_a_page_imaged_twice_is_named_and_takes_nothing_away() -> None:
    pages = prove_register(facts(repeated_pages={5: 2})).pages

    assert pages == Account(Proof.PROVED, 1, 40, repeated={5: 2})


def test_a_page_declared_missing_and_imaged_differs() -> None:
    pages = prove_register(facts(missing_pages={5: "torn"})).pages

    assert pages == Account(Proof.DIFFERS, 1, 40, contradicted=((5, 5),))


def test_without_an_opening_statement_the_pages_are_unproved_and_never_complete() -> None:
    proved = prove_register(facts(stated=(None, 1, 120, 120)))

    assert proved.pages == Account(Proof.UNPROVED, None, None)
    assert not proved.complete


def test_a_missing_act_number_is_an_open_gap_even_the_first_and_the_last() -> None:
    acts = prove_register(facts(numbers=but(1, 43, 120), stated=(40, 1, 120, 117))).acts

    assert acts == Account(Proof.GAP, 1, 120, missing=((1, 1), (43, 43), (120, 120)))


def test_an_act_whose_lack_was_declared_is_explained_whether_or_not_the_paper_counted_it() -> None:
    for counted in (119, 120):
        acts = prove_register(facts(numbers=but(43), missing_acts={43: "torn"}, stated=(40, 1, 120, counted))).acts

        assert acts == Account(Proof.PROVED, 1, 120, explained={"torn": ((43, 43),)})


def test_a_later_explanation_closes_a_gap() -> None:
    lacking = facts(numbers=but(43), pages=but(9, last=40))
    proved = prove_register(lacking, Explanations(pages={9: "lost"}, acts={43: "void"}))

    assert proved.pages.explained == {"lost": ((9, 9),)}
    assert proved.acts.explained == {"void": ((43, 43),)}
    assert proved.complete


@pytest.mark.parametrize("counted", [118, 121])
def test_a_count_that_disagrees_differs(counted: int) -> None:
    proved = prove_register(facts(stated=(40, 1, 120, counted)))

    assert proved.acts.proof is Proof.DIFFERS
    assert (proved.acts_stated, proved.acts_found) == (counted, 120)


def test_a_count_that_is_not_stated_takes_nothing_from_numbers_that_are() -> None:
    assert prove_register(facts(stated=(40, 1, 120, None))).acts.proof is Proof.PROVED


@pytest.mark.parametrize("stated", [(40, None, 120, 120), (40, 1, None, 120), (40, None, None, None)])
def test_without_first_or_last_number_the_acts_are_unproved(stated: tuple[int, int | None, int | None, int]) -> None:
    proved = prove_register(facts(stated=stated))

    assert proved.acts.proof is Proof.UNPROVED
    assert proved.proof is Proof.UNPROVED


def test_a_number_written_twice_is_named_and_counted() -> None:
    as_stated = prove_register(facts(repeated_numbers={7: 2}, stated=(40, 1, 120, 121))).acts
    one_too_many = prove_register(facts(repeated_numbers={7: 2})).acts

    assert as_stated == Account(Proof.PROVED, 1, 120, repeated={7: 2})
    assert one_too_many == Account(Proof.DIFFERS, 1, 120, repeated={7: 2})


def test_a_suffixed_act_fills_no_gap() -> None:
    acts = prove_register(facts(numbers=but(12), suffixed=("12-bis",))).acts

    assert acts.missing == ((12, 12),)


def test_numbers_outside_the_statement_differ() -> None:
    acts = prove_register(facts(numbers=range(1, 124), stated=(40, 3, 120, 123))).acts

    assert acts == Account(Proof.DIFFERS, 3, 120, beyond=((1, 2), (121, 123)))


def test_a_gap_weighs_more_than_a_difference() -> None:
    proved = prove_register(facts(numbers=[*but(43), 130], pages=range(1, 42)))

    assert proved.acts.proof is Proof.GAP
    assert proved.pages.proof is Proof.DIFFERS
    assert proved.proof is Proof.GAP


def test_acts_that_were_not_keyed_cannot_be_counted() -> None:
    proved = prove_register(facts(numbers=(), keyed=False))

    assert proved.acts == Account(Proof.NOT_KEYED, 1, 120)
    assert proved.proof is Proof.NOT_KEYED


def test_a_nil_register_that_states_no_act_is_proved() -> None:
    assert prove_register(facts(numbers=(), nil=True, stated=(40, None, None, 0))).complete


def test_a_nil_register_with_a_silent_closing_is_unproved() -> None:
    acts = prove_register(facts(numbers=(), nil=True, stated=(40, None, None, None))).acts

    assert acts.proof is Proof.UNPROVED


@pytest.mark.parametrize("nil", [False, True])
def test_acts_in_a_register_that_states_none_differ(nil: bool) -> None:
    acts = prove_register(facts(numbers=(1, 2), nil=nil, stated=(40, None, None, 0))).acts

    assert acts == Account(Proof.DIFFERS, None, None, beyond=((1, 2),))


def test_a_nil_register_that_states_acts_differs() -> None:
    acts = prove_register(facts(numbers=(), nil=True)).acts

    assert acts.proof is Proof.DIFFERS


def test_a_statement_that_ends_before_it_begins_differs() -> None:
    acts = prove_register(facts(numbers=(), stated=(40, 120, 1, None))).acts

    assert acts.proof is Proof.DIFFERS


def test_a_statement_misread_as_millions_costs_nothing() -> None:
    acts = prove_register(facts(stated=(9_999_999, 1, 9_999_999, 120))).acts

    assert acts.missing == ((121, 9_999_999),)
