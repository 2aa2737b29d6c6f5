"""A word that ends otherwise, or has another long vowel, is another person's name: also across scripts."""

from __future__ import annotations

import pytest

from indexer.names.expansion.expand import expand
from indexer.names.letter_model.agreement import disagree
from indexer.names.letter_model.closeness import Closeness
from indexer.names.register_words.register_dictionary import Dictionary
from tests.support.documents import table

NAMES = (
    "وليد وليده walid walida فريد فريده farid farida نبيل نبيله nabil nabila مجيد مجيده majid majida "
    "حسن حسين hassan houssine حمدان حمداني hamdan hamdani تازي"
)
BOTH = Dictionary.of(dict.fromkeys(NAMES.split(), 20))


def strong(asked: str, dictionary: Dictionary = BOTH) -> set[str]:
    return {one.word for one in expand(asked, dictionary, table()) if one.close is Closeness.STRONG}


@pytest.mark.parametrize(
    ("asked", "others"),
    [
        *((man, {"وليده", "walida"}) for man in ("وليد", "walid", "oualid")),
        *((woman, {"وليد", "walid"}) for woman in ("وليده", "walida", "oualida")),
        *((man, {"فريده", "farida"}) for man in ("فريد", "farid")),
        *((woman, {"نبيل", "nabil"}) for woman in ("نبيله", "nabila")),
        *((man, {"مجيده", "majida"}) for man in ("مجيد", "majid")),
        *((man, {"حمداني", "hamdani"}) for man in ("حمدان", "hamdan")),
        *((one, {"حسين"}) for one in ("حسن", "hassan")),
        ("حسين", {"حسن", "hassan"}),
    ],
)
def test_another_persons_name_is_not_taken_for_the_one_that_was_asked(asked: str, others: set[str]) -> None:
    found = strong(asked)

    assert found and not found & others


def test_beside_the_very_word_a_name_of_other_consonants_is_not_taken_for_it_across_scripts() -> None:
    known = Dictionary.of(dict.fromkeys(["محمد", "mohamed", "احمد", "ahmed"], 20))

    assert strong("محمد", known) == {"محمد", "mohamed"}


def test_another_persons_name_is_near() -> None:
    near = {one.word for one in expand("walid", BOTH, table()) if one.close is Closeness.DOUBTFUL}

    assert {"وليده", "walida"} <= near


def test_a_last_letter_that_was_forgotten_is_a_slip_where_nobody_is_called_so() -> None:
    assert "walida" in strong("walid", Dictionary.of({"walida": 20, "تازي": 20}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("najat", "نجاه"),
        ("hoda", "هدي"),
        ("mostafa", "مصطفي"),
        ("yassine", "ياسين"),
        ("salem", "سالم"),
        ("zineb", "زينب"),
        ("abdellah", "عبدالله"),
        ("fattah", "فتاح"),
        ("rabia", "ربيعه"),
        ("ابراهيم", "ابرهيم"),
        ("يحيا", "يحيي"),
        ("amine", "amin"),
        ("soulaimane", "سليمان"),
    ],
)
def test_two_spellings_of_one_name_agree(one: str, other: str) -> None:
    assert not disagree(one, other)
    assert not disagree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("walid", "وليده"),
        ("walida", "وليد"),
        ("walid", "walida"),
        ("hassan", "حسين"),
        ("حسن", "حسين"),
        ("salam", "سليم"),
        ("said", "سعاد"),
    ],
)
def test_two_names_disagree(one: str, other: str) -> None:
    assert disagree(one, other)
    assert disagree(other, one)
