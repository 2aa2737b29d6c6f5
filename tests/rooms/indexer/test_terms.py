"""What one clerk writes in two words and another in one is one term, in both scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.names.analysis.terms import parsed, terms
from indexer.names.analysis.words import words

ONE_NAME = [
    ("عبد القادر", "عبدالقادر"),
    ("عبد الله", "عبدالله"),
    ("بن علي", "ابن علي"),
    ("بن علي", "بنعلي"),
    ("أبو بكر", "بوبكر"),
    ("آيت لحسن", "ايت لحسن"),
    ("نور الدين", "نورالدين"),
    ("نصر الله", "نصرالله"),
    ("الوزاني", "وزاني"),
    ("بن عبد الجليل", "بنعبدالجليل"),
    ("إد بلعيد", "ادبلعيد"),
    ("Abd el Kader", "Abdelkader"),
    ("Abdel Kader", "Abdelkader"),
    ("Abderrahmane", "Abd er Rahmane"),
    ("Abdessalam", "Abd Es-Salam"),
    ("Abd Allah", "Abdellah"),
    ("Nour Eddine", "Noureddine"),
    ("Nour ed-Dine", "Nourdine"),
    ("Nouredine", "Nour el Din"),
    ("El Ouazzani", "Elouazzani"),
    ("El-Ouazzani", "Ouazzani"),
    ("L'Hassan", "Hassan"),
    ("Ech-Chaoui", "Chaoui"),
    ("Echchaoui", "Chaoui"),
    ("Er Rachidi", "Errachidi"),
    ("Ben Ali", "Benali"),
    ("Ibn Ali", "Benali"),
    ("Bou Chaïb", "Bouchaib"),
    ("Aït Lahcen", "Aitlahcen"),
    ("Ben Abd el Jalil", "Benabdeljalil"),
    ("ال وزاني", "الوزاني"),
    ("Md", "Mohamed"),
    ("Med", "Mohamed"),
    ("My Driss", "Moulay Driss"),
]

KEPT = [
    ("محمد الوزاني", ("محمد", "وزاني")),
    ("El Ouazzani Mohamed", ("ouazzani", "mohamed")),
    ("Elias", ("elias",)),
    ("إلهام", ("الهام",)),
    ("Alaoui", ("alaoui",)),
    ("عبد", ("عبد",)),
    ("Salah ed-Dine محمد", ("salahdine", "محمد")),
    ("محمد Eddine", ("محمد", "dine")),
    ("12 bis", ("12", "bis")),
    ("1950..1955", ("1950", "1955")),
    ("خ..جة", ("خ..جه",)),
    ("m?hamed", ("m?hamed",)),
    ("Nom.........Ali", ("nom", "ali")),
    ("؟", ()),
    ("..", ()),
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_two_ways_to_write_a_name_give_the_same_terms(one: str, other: str) -> None:
    assert terms(one) == terms(other) != ()


@pytest.mark.parametrize(("text", "expected"), KEPT)
def test_what_is_no_part_of_another_word_stays_as_it_is(text: str, expected: tuple[str, ...]) -> None:
    assert terms(text) == expected


def test_a_term_knows_the_words_it_was_made_of() -> None:
    made = parsed("Mohamed Ben Abd el Kader")

    assert [term.words for term in made] == [("mohamed",), ("ben", "abd", "el", "kader")]


@given(st.text(alphabet=st.sampled_from("عبدلقرنمي ابوةأ abdelinour-'12")))
def test_every_word_of_a_text_is_in_one_term(text: str) -> None:
    made = [word for term in parsed(text) for word in term.words]

    assert made == list(words(text))
