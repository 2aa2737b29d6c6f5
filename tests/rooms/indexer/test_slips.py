"""Typing errors in the letter model: another letter, one more, one less, two in the wrong order."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.names.letter_model.noisy_channel import Floats
from indexer.names.letter_model.typo_model import WAYS, slipped

LETTERS = 3
RATE = 0.04


def blocks(**written: float) -> tuple[Floats, ...]:
    """One letter that writes these strings of a, b and c."""
    found = tuple(np.zeros((1, (LETTERS + 1) ** length)) for length in range(4))
    for text, probability in written.items():
        found[len(text)][0, number(text)] = probability
    return found


def number(text: str) -> int:
    return sum(("abc".index(letter) + 1) * (LETTERS + 1) ** at for at, letter in enumerate(reversed(text)))


def probability(found: tuple[Floats, ...], text: str) -> float:
    return float(found[len(text)][0, number(text)])


@pytest.mark.parametrize(
    ("typed", "each"),
    [("cb", 1 / 3), ("ac", 1 / 3), ("a", 1.0), ("b", 1.0), ("ba", 1.0), ("acb", 1 / 3), ("abc", 1 / 3)],
)
def test_what_goes_wrong_is_as_probable_as_its_way(typed: str, each: float) -> None:
    assert probability(slipped(blocks(ab=1.0), LETTERS, RATE), typed) == pytest.approx(RATE / WAYS * each)


def test_what_goes_right_stays() -> None:
    assert probability(slipped(blocks(ab=0.5), LETTERS, RATE), "ab") > 0.5 * (1 - RATE) ** 2
    assert slipped(blocks(ab=0.5, c=0.25), LETTERS, 0.0)[2].sum() == 0.5


def test_no_probability_is_made() -> None:
    found = slipped(blocks(a=0.4, bc=0.6), LETTERS, RATE)

    assert 0.99 < sum(float(block.sum()) for block in found) <= 1.0


def test_no_string_has_the_letter_that_stands_for_none() -> None:
    found = slipped(blocks(ab=1.0), LETTERS, RATE)

    assert found[1][0, 0] == found[2][0, number("a")] == found[3][0, number("ab")] == 0.0
