"""From a query word to the stored words that it may stand for, with the table that the project ships."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.names.analysis.terms import terms
from indexer.names.expansion.expand import MOST, expand
from indexer.names.expansion.scoring import meets, ranked, score
from indexer.names.expansion.typing_ahead import prefix
from indexer.names.letter_model.letter_table import LetterTable, UnreadableTable
from indexer.names.letter_model.noisy_channel import ARABIC as ARABIC_LETTERS
from indexer.names.register_words.register_dictionary import Dictionary, UnreadableDictionary

TABLE = LetterTable.of((Path(__file__).parents[3] / "schemas" / "names" / "letters.json").read_bytes())
ARABIC = (
    "محمد أحمد الوزاني خديجة فاطمة الزهراء عبد القادر عبد الرحمن نور الدين الشاوي بن جلون آيت لحسن إدريس يوسف حسن حسين "
    "حسنة العمري عماري زينب"
)
LATIN = (
    "Mohamed Ahmed Ouazzani Khadija Fatima Zohra Abdelkader Abderrahmane Noureddine Chaoui Benjelloun Hassan Hussein "
    "Omari Zineb"
)
BOTH = Dictionary.of(dict.fromkeys(terms(f"{ARABIC} {LATIN}"), 3))
IN_ARABIC = Dictionary.of(dict.fromkeys(terms(ARABIC), 3))
IN_LATIN = Dictionary.of(dict.fromkeys(terms(LATIN), 3))

ACROSS = [
    ("Mohamed", "محمد"),
    ("Mohammed", "محمد"),
    ("Mhamed", "محمد"),
    ("El Ouazzani", "الوزاني"),
    ("Louazani", "الوزاني"),
    ("Khadija", "خديجة"),
    ("Abdelkader", "عبد القادر"),
    ("Abderahman", "عبد الرحمن"),
    ("Nouredine", "نور الدين"),
    ("Chaoui", "الشاوي"),
    ("Shawi", "الشاوي"),
    ("Benjeloun", "بن جلون"),
    ("Ait Lahcen", "آيت لحسن"),
    ("Zeineb", "زينب"),
    ("Yousef", "يوسف"),
]
MISTYPED = [("Mohmaed", "محمد"), ("Khadja", "خديجة"), ("Ouazzzni", "الوزاني"), ("الوزتني", "الوزاني"), ("محكد", "محمد")]


def best(asked: str, dictionary: Dictionary) -> str:
    (word,) = terms(asked)
    return expand(word, dictionary, TABLE)[0].word


@pytest.mark.parametrize(("latin", "arabic"), ACROSS)
def test_a_latin_spelling_meets_the_arabic_name_first(latin: str, arabic: str) -> None:
    assert (best(latin, IN_ARABIC),) == terms(arabic)


@pytest.mark.parametrize(
    ("arabic", "latin"), [("محمد", "Mohamed"), ("خديجة", "Khadija"), ("الشاوي", "Chaoui"), ("العمري", "Omari")]
)
def test_an_arabic_name_meets_its_latin_spelling_first(arabic: str, latin: str) -> None:
    assert (best(arabic, IN_LATIN),) == terms(latin)


@pytest.mark.parametrize(("asked", "meant"), MISTYPED)
def test_a_mistyped_name_is_found(asked: str, meant: str) -> None:
    assert (best(asked, IN_ARABIC),) == terms(meant)


def test_two_letters_in_the_wrong_order_are_one_mistake() -> None:
    of = Dictionary.of({"khadija": 1})
    turned, once = (expand(asked, of, TABLE)[0].weight for asked in ("khaidja", "khasija"))

    assert turned > once


def test_what_is_written_as_asked_comes_first() -> None:
    assert best("حسين", BOTH) == "حسين"
    assert best("Hassan", BOTH) == "hassan"


def test_a_name_that_could_be_two_shows_both() -> None:
    found = [one.word for one in expand("omari", IN_ARABIC, TABLE)]

    assert set(found[:2]) == {"عمري", "عماري"}


def test_a_word_that_stands_oftener_weighs_more() -> None:
    rare, often = (expand("omari", Dictionary.of({"عمري": number, "زينب": 1}), TABLE)[0] for number in (1, 1000))

    assert often.weight > rare.weight


def test_weights_are_multiples_of_one_64th_and_in_order() -> None:
    found = expand("mohamed", BOTH, TABLE)

    assert all(one.weight > 0 and (one.weight * 64).is_integer() for one in found)
    assert list(found) == sorted(found, key=lambda one: (-one.weight, one.word))


def test_never_more_candidates_than_asked() -> None:
    many = Dictionary.of({f"م{one}ح{other}د": 1 for one in ARABIC_LETTERS for other in ARABIC_LETTERS})

    assert len(expand("محمد", many, TABLE)) == MOST
    assert len(expand("محمد", many, TABLE, 7)) == 7


def test_letters_that_were_not_read_stand_for_any() -> None:
    assert [one.word for one in expand("خ..جه", IN_ARABIC, TABLE)] == ["خديجه"]
    assert [one.word for one in expand("m?hamed", IN_LATIN, TABLE)] == ["mohamed"]
    assert "khadija" in [one.word for one in expand("خ..جه", IN_LATIN, TABLE)]
    assert expand("..", BOTH, TABLE) == expand("م..", BOTH, TABLE) == ()


def test_a_name_that_was_not_read_whole_in_the_register_is_met() -> None:
    partly = Dictionary.of({"خ..جه": 1, "محمد": 1})

    assert [one.word for one in expand("خديجه", partly, TABLE)] == ["خ..جه"]


def test_numbers_are_met_by_themselves_alone() -> None:
    numbered = Dictionary.of({"12": 1, "120": 1, "محمد": 1})

    assert [one.word for one in expand("12", numbered, TABLE)] == ["12"]
    assert expand("13", numbered, TABLE) == ()


def test_a_word_being_typed_is_completed_in_both_scripts() -> None:
    assert set(prefix("kha", BOTH)) == {"khadija", "خديجه"}
    assert set(prefix("محم", BOTH)) == {"mohamed", "محمد"}
    assert prefix("", BOTH) == prefix("kzt", BOTH) == ()


def test_a_kept_dictionary_is_read_back_whole() -> None:
    again = Dictionary.of_bytes(BOTH.to_bytes())

    assert again.version == BOTH.version
    assert again.counts() == BOTH.counts()
    assert expand("mohamed", again, TABLE) == expand("mohamed", BOTH, TABLE)


def test_a_damaged_dictionary_is_refused() -> None:
    kept = bytearray(BOTH.to_bytes())
    for broken in (kept[:-1], kept + b"x", kept[:40], b"", kept[:-9] + bytes([kept[-9] ^ 255]) + kept[-8:]):
        with pytest.raises(UnreadableDictionary, match="index anew"):
            Dictionary.of_bytes(bytes(broken))


def test_growing_register_by_register_gives_the_dictionary_of_all() -> None:
    grown = Dictionary.of({}).extended(terms(ARABIC)).extended(terms(LATIN)).extended(terms(ARABIC))
    whole = Dictionary.of({}).extended([*terms(ARABIC), *terms(LATIN), *terms(ARABIC)])

    assert grown.version == whole.version
    assert grown.count("محمد") == 2


def test_another_word_makes_another_version() -> None:
    assert IN_ARABIC.extended(["جديد"]).version != IN_ARABIC.version
    assert IN_ARABIC.extended(["محمد"]).version != IN_ARABIC.version


def test_a_table_of_another_form_is_refused() -> None:
    for broken in (b"", b"[]", b"{}", b'{"schema": "letters/2"}', b"\xff"):
        with pytest.raises(UnreadableTable):
            LetterTable.of(broken)
    with pytest.raises(UnreadableTable, match="letters/2 is not known"):
        LetterTable.of(b'{"schema": "letters/2"}')


def test_the_reference_adds_the_best_of_each_word() -> None:
    query = ("mohamed", "omari")
    expanded = {word: expand(word, BOTH, TABLE) for word in query}
    weights = {word: {one.word: one.weight for one in found} for word, found in expanded.items()}
    documents = {"right": ("محمد", "عمري"), "half": ("محمد", "زينب"), "same": ("عمري", "محمد"), "none": ("يوسف",)}
    scores = {name: score(query, document, expanded) for name, document in documents.items()}

    assert scores["right"] == weights["mohamed"]["محمد"] + weights["omari"]["عمري"]
    assert [tie for _, tie in ranked(scores)] == [{"right", "same"}, {"half"}]
    assert [met.stored for met in meets(query, documents["right"], expanded)] == ["محمد", "عمري"]


@given(st.text(max_size=120))
def test_any_text_is_expanded_without_failing(text: str) -> None:
    for term in terms(text):
        assert len(expand(term, BOTH, TABLE)) <= MOST


def test_no_far_name_of_the_other_script_is_offered() -> None:
    assert [one.word for one in expand("khadija", IN_ARABIC, TABLE)] == ["خديجه"]
