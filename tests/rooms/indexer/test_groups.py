"""Which spellings are taken for a word, and how large a question becomes."""

from __future__ import annotations

import pytest

from indexer.names.expansion.expand import expand
from indexer.names.letter_model.closeness import Closeness
from indexer.names.register_words.register_dictionary import Dictionary
from indexer.query_parser.expansion import Expander
from indexer.query_parser.grammar import understood
from indexer.query_parser.groups import MOST_TERMS, Group
from indexer.query_parser.word_candidates import unknown
from indexer.question.match_tree import size
from tests.support.documents import table

NAMES = ("محمد", "mohamed", "mohammed", "فاسي", "fassi", "تازي", "tazi", "رقيه", "rkia", "زينب", "bouziane", "خ..جه")
DICTIONARY = Dictionary.of(dict.fromkeys(NAMES, 20))


def close(word: str) -> dict[str, Closeness]:
    return {one.word: one.close for one in expand(word, DICTIONARY, table())}


@pytest.mark.parametrize(
    ("asked", "stored"),
    [
        *(("mohammad", one) for one in ("محمد", "mohamed", "mohammed")),
        *(("فاسي", one) for one in ("فاسي", "fassi")),
        ("zaynab", "زينب"),
        ("tazi", "تازي"),
    ],
)
def test_other_spellings_of_a_word_are_taken_for_it(asked: str, stored: str) -> None:
    assert close(asked)[stored] is Closeness.STRONG


@pytest.mark.parametrize(
    ("asked", "stored"), [("tazi", "fassi"), ("tazi", "فاسي"), ("qxzvk", "تازي"), ("rkia", "bouziane")]
)
def test_another_name_is_not_taken_for_it(asked: str, stored: str) -> None:
    assert close(asked).get(stored, Closeness.FAR) is not Closeness.STRONG


def test_a_name_of_which_letters_are_unread_is_never_sure() -> None:
    assert close("خديجه")["خ..جه"] is Closeness.DOUBTFUL


def test_a_word_that_no_register_has_in_any_spelling_is_unknown() -> None:
    expander = Expander(DICTIONARY, table())
    words = expander.spelled(understood('Mohamed qxzvkk "Zzz" "Mohamed Zzz" ~wwwwww').words)

    assert [term for _, term in unknown(words)] == ["qxzvkk", "zzz", "zzz"]


def test_a_word_of_a_phrase_that_stands_elsewhere_is_not_unknown() -> None:
    words = Expander(DICTIONARY, table()).spelled(understood('"محمد آيت" "Zineb Mohamed"').words)

    assert unknown(words) == ()


def test_no_question_is_larger_than_a_server_takes() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    many = Dictionary.of({f"mohamed{one}{other}": 1 for one in letters for other in letters})
    expander = Expander(many, table())
    for typed in (
        " ".join(f"mohamed{one}" for one in letters),
        "mohamed mohamedi",
        " ".join(f"mother:mohamed{one}" for one in letters),
    ):
        for group in Group:
            asked = expander.group(understood(typed), group)

            assert asked is None or size(asked.tree) <= MOST_TERMS, (typed, group)


@pytest.mark.parametrize("asked", ["asdfgh", "xyz", "bcdfg", "mnbvc", "qwrt", "لللل", "كككك", "ضصثق"])
def test_what_is_written_like_no_name_is_taken_for_none(asked: str) -> None:
    names = ("صادق", "sadik", "ايزه", "izza", "بدر", "badr", "مبروك", "قدور", "ليلي", "بلال", "لحلو", "ملك", "شفيق")
    stored = Dictionary.of(dict.fromkeys(names, 20))

    assert not [one.word for one in expand(asked, stored, table()) if one.close is Closeness.STRONG]
