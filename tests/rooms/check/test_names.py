"""Names compared: across scripts by their consonants, within one by what officers do not tell apart."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from archive.check.views.names import folded, foreign_letters, foreign_signs, given_names, plain
from archive.model.texts.consonant_skeleton import apart, arabic_skeleton, edits, latin_skeletons

ROOT = Path(__file__).parents[3]
NAMES = json.loads((ROOT / "register_maker" / "data" / "names.json").read_bytes())
PAIRS = [
    (entry["ar"], latin)
    for part in ("male", "female", "surname")
    for group in NAMES[part].values()
    for entry in group
    for latin in entry["latin"]
]


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("عبد السلام", "Abdessalam"),
        ("عبد الله", "Abdellah"),
        ("عبد القادر", "Abdelkader"),
        ("فاطمة الزهراء", "Fatima Ezzahra"),
        ("بنجلون", "Benjelloun"),
        ("الشرقاوي", "Echcherkaoui"),
        ("الغزالي", "Rhazali"),
        ("إسحاق", "Ishaq"),
        ("الوزاني", "El Ouazzani"),
        ("كلميم", "Guelmim"),
        ("الزاكي", "Ez-Zaki"),
        ("سعيد", "Saïd"),
    ],
)
def test_two_spellings_of_one_name_are_at_most_a_consonant_apart(arabic: str, latin: str) -> None:
    assert apart(arabic, latin, 3) <= 1


def test_names_of_different_people_are_further_apart() -> None:
    chance = Random(7)
    arabic = [pair[0] for pair in PAIRS]
    latin = [pair[1] for pair in PAIRS]
    chance.shuffle(latin)
    told = sum(apart(one, other, 1) > 1 for one, other in zip(arabic, latin, strict=True))

    assert told / len(PAIRS) > 0.93


def test_of_our_own_pairs_of_names_fewer_than_one_in_a_hundred_is_doubted() -> None:
    assert sum(apart(arabic, latin, 1) > 1 for arabic, latin in PAIRS) / len(PAIRS) < 0.01


def test_of_the_communes_of_morocco_fewer_than_one_in_a_hundred_is_doubted() -> None:
    provinces = json.loads((ROOT / "register_maker" / "data" / "divisions.json").read_bytes())["provinces"]
    names = [one["name"] for province in provinces for one in province["communes"]]

    assert len(names) == 1503
    assert sum(apart(name["ar"], name["fr"], 1) > 1 for name in names) / len(names) < 0.01


def test_letters_that_can_be_read_in_two_ways_have_both_readings() -> None:
    assert latin_skeletons("Ishaq") == ("ck", "shk")
    assert latin_skeletons("Irherm") == ("rhrm", "krm")


def test_the_article_is_no_part_of_a_name_in_either_script() -> None:
    assert arabic_skeleton("العلوي") == arabic_skeleton("علوي") == "l"
    assert latin_skeletons("El Alaoui") == latin_skeletons("Alaoui") == ("l",)


@pytest.mark.parametrize(
    ("one", "other", "wanted"), [("", "", 0), ("abc", "abc", 0), ("abc", "ac", 1), ("abc", "xbz", 2), ("abc", "", 3)]
)
def test_edits_are_counted_up_to_a_limit(one: str, other: str, wanted: int) -> None:
    assert [edits(one, other, limit) for limit in (3, 1)] == [wanted, min(wanted, 2)]
    assert edits(one, other, 3) == edits(other, one, 3)


@pytest.mark.parametrize(
    ("one", "other", "script"),
    [
        ("أحمد", "احمد", "ar"),
        ("فاطمة", "فاطمه", "ar"),
        ("عبدالله", "عبد الله", "ar"),
        ("يحيى", "يحيي", "ar"),
        ("El Fassi", "ELFASSI", "latin"),
        ("Saïd", "said", "latin"),
        ("الفاسي", "فاسي", "ar"),
    ],
)
def test_what_officers_do_not_tell_apart_is_folded(one: str, other: str, script: str) -> None:
    assert folded(one, script).removeprefix("el") == folded(other, script).removeprefix("el")


def test_different_names_are_not_folded_together() -> None:
    texts = {folded(text, "ar") for text in ("حسن", "حسين", "محسن", "حسناء", "حسان")}

    assert len(texts) == 5


@pytest.mark.parametrize(
    ("text", "script", "count"),
    [
        ("محمد", "ar", 1),
        ("محمد أمين", "ar", 2),
        ("عبد الله", "ar", 1),
        ("نور الدين", "ar", 1),
        ("فاطمة الزهراء", "ar", 1),
        ("أبو بكر", "ar", 1),
        ("محمد عبد الله", "ar", 2),
        ("Mohamed Amine Rayan", "latin", 3),
        ("Nour Eddine", "latin", 1),
        ("", "ar", 0),
    ],
)
def test_compound_given_names_count_once(text: str, script: str, count: int) -> None:
    assert len(given_names(text, script)) == count


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("محمد", "ar"),
        ("D'Angeli", "latin"),
        ("Núñez", "latin"),
        ("Jean-Luc", "latin"),
        ("ⵎⵓⵃ", "tifinagh"),
        ("ڭنون", "ar"),
    ],
)
def test_what_names_are_made_of_is_plain(text: str, script: str) -> None:
    assert plain(text, script)
    assert not foreign_letters(text, script)
    assert not foreign_signs(text)


@pytest.mark.parametrize(
    ("text", "script"), [("محmد", "ar"), ("Mohaмed", "latin"), ("ali", "tifinagh"), ("محمد2", "ar"), ("Ali?", "latin")]
)
def test_what_names_are_not_made_of_is_not_plain(text: str, script: str) -> None:
    assert not plain(text, script)


def test_letters_of_any_other_script_are_foreign() -> None:
    assert foreign_letters("Moh\u0430med", "latin")
    assert foreign_letters("محmد", "ar")
    assert not foreign_letters("ʿAbd al-Raḥmān", "latin")
