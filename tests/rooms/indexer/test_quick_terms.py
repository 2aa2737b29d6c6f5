"""What is remembered of words is what the tokeniser says of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.names.analysis.quick_terms import QuickTerms
from indexer.names.analysis.terms import terms

WORDS = (
    *(
        "محمد",
        "الوزاني",
        "عبد",
        "عبدالله",
        "الله",
        "الدين",
        "نور",
        "ال",
        "بن",
        "ابن",
        "بو",
        "آيت",
        "خ..جة",
        "?",
        "..",
        "12",
    ),
    *(
        "Mohamed",
        "el",
        "El-Ouazzani",
        "ed",
        "Ed",
        "dine",
        "din",
        "Abd",
        "abdel",
        "ben",
        "Ech",
        "chaoui",
        "Md",
        "My",
        "eddine",
    ),
    *("Salah-Eddine", "l'", "a´b", "ﷺ", "ibn", "allah", "ullah", "id", "Ait", "bis", "\u202eعلي\u202c", "", "__"),
)


@pytest.mark.parametrize(
    "text", ["Nour ed dine Alami", "Salah el Din", "نور الدين علي", "Abd Allah", "Ali ben el Hadj", "El", "Ech"]
)
def test_words_that_join_are_joined(text: str) -> None:
    assert QuickTerms()(text) == terms(text)


@given(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))
def test_gives_the_terms_of_the_tokeniser(text: str) -> None:
    assert QuickTerms()(text) == terms(text)


def test_words_that_were_pushed_out_are_read_again() -> None:
    quick = QuickTerms(kept=1)

    for text in ("محمد الوزاني", "Ben Ali", "محمد الوزاني", "Ben Ali"):
        assert quick(text) == terms(text)
