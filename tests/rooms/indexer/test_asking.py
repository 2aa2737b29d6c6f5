"""A question is understood, or refused with the place of the fault; never answered by guess."""

from __future__ import annotations

from datetime import date

import pytest

from archive.model.dates.interval import Interval
from indexer.names.register_words.register_dictionary import Dictionary
from indexer.query_parser.expansion import Expander, whole_names
from indexer.query_parser.explain import Why, meetings
from indexer.query_parser.grammar import Manner, ParsedQuery, understood
from indexer.query_parser.groups import Group
from indexer.query_parser.highlight import spans
from indexer.query_parser.lexer import LONGEST
from indexer.question.query import DEEPEST, MOST_CLAUSES, MOST_RESULTS, Filters, InvalidQuery, scored
from tests.support.documents import document, table

WORDS = [
    ("محمد الوزاني", [("محمد", ()), ("وزاني", ())]),
    ("Mohamed el Ouazzani", [("mohamed", ()), ("ouazzani", ())]),
    ("father:علي mother:(رقية بنجلون)", [("علي", ("father",)), ("رقيه", ("mother",)), ("بنجلون", ("mother",))]),
    ("père:Ali mère:Amina", [("ali", ("father",)), ("amina", ("mother",))]),
    ("الأب:علي أم:آمنة", [("علي", ("father",)), ("امنه", ("mother",))]),
    ("father:عبد القادر السلامي", [("عبدقادر", ("father",)), ("سلامي", ())]),
    ("parents:Ali", [("ali", ("father", "mother"))]),
    ("Ali Ali ALI", [("ali", ()), ("ali", ())]),
    ('"Ali Omar" Ali', [("ali", ()), ("ali", ())]),
    ("\u202eمحمد\u202c a\x00b", [("محمد", ()), ("a", ()), ("b", ())]),
    ("AND OR NOT", [("and", ()), ("or", ()), ("not", ())]),
]


@pytest.mark.parametrize(("typed", "words"), WORDS)
def test_reads_words_and_the_part_in_which_they_are_looked_for(typed: str, words: list[object]) -> None:
    assert [(word.term, word.fields) for word in understood(typed).words] == words


MANNERS = [
    ('"El Ouazzani"', "ouazzani", Manner.EXACT, True),
    ("«محمد»", "محمد", Manner.EXACT, True),
    ('"Ali Omar"', "ali", Manner.EXACT, True),
    ("moh*", "moh", Manner.BEGINS, True),
    ("خ..جة", "خ..جه", Manner.PARTIAL, True),
    ("m*d", "m..d", Manner.PARTIAL, True),
    ("محم؟", "محم?", Manner.PARTIAL, True),
    ("~Fès", "fes", Manner.SPELLED, False),
]


@pytest.mark.parametrize(("typed", "term", "manner", "required"), MANNERS)
def test_reads_how_a_word_is_meant(typed: str, term: str, manner: Manner, required: bool) -> None:
    (word,) = understood(typed).words

    assert (word.term, word.manner, word.required) == (term, manner, required)


FILTERS = [
    ("x event:birth", Filters(event="birth")),
    ("x événement:décès", Filters(event="death")),
    ("x واقعة:ولادة", Filters(event="birth")),
    ("x office:01.511", Filters(office="01.511")),
    ("x bureau:01.511.01.03-1 number:42", Filters(office="01.511.01.03-1", number="42")),
    ('x number:"42 bis"', Filters(number="42 bis")),
    ("x رقم:٤٢", Filters(number="42")),
    ("x status:annulé has:image", Filters(status="cancelled", image=True)),
    ("x بدون:صورة has:death", Filters(image=False, mention="death")),
    ("x regime:dahir1950 delivery:d1 contractor:atlas", Filters(regime="dahir1950", delivery="d1", contractor="atlas")),
    ("x lot:lot-5", Filters(lot="lot-5")),
    ("x حصة:lot-5", Filters(lot="lot-5")),
    ("x الحصة:lot-5", Filters(lot="lot-5")),
    ("x 1953", Filters(days=Interval(date(1953, 1, 1), date(1953, 12, 31)))),
    ("x 1950..1955", Filters(days=Interval(date(1950, 1, 1), date(1955, 12, 31)))),
    ("x 21 غشت 1953", Filters(days=Interval(date(1953, 8, 21), date(1953, 8, 21)))),
    ("août 1953 x", Filters(days=Interval(date(1953, 8, 1), date(1953, 8, 31)))),
    ("x 1372 هـ", Filters(days=Interval(date(1952, 9, 20), date(1953, 9, 10)))),
    ("x 13 Sept 1982", Filters(days=Interval(date(1982, 9, 13), date(1982, 9, 13)))),
    ("x 13 sept. 1982", Filters(days=Interval(date(1982, 9, 13), date(1982, 9, 13)))),
    ("x 3 fév. 1951", Filters(days=Interval(date(1951, 2, 3), date(1951, 2, 3)))),
    ("x May 1960", Filters(days=Interval(date(1960, 5, 1), date(1960, 5, 31)))),
    ("x 32/1982", Filters(number="32", volume=1982)),
    ("x 12/1982", Filters(days=Interval(date(1982, 12, 1), date(1982, 12, 31)))),
    ("x رسم 32 سنة 1982", Filters(number="32", volume=1982)),
    ("رسم رقم ٣٢ لسنة ١٩٨٢ x", Filters(number="32", volume=1982)),
    ("x acte n° 12 de 1982", Filters(number="12", volume=1982)),
    ("x n°12/1982", Filters(number="12", volume=1982)),
    ("x acte 12 bis année 1982", Filters(number="12 bis", volume=1982)),
    ("x act 12", Filters(number="12")),
    ("x date:21/08/1953", Filters(days=Interval(date(1953, 8, 21), date(1953, 8, 21)))),
]


@pytest.mark.parametrize(("typed", "filters"), FILTERS)
def test_reads_where_to_look(typed: str, filters: Filters) -> None:
    asked = understood(typed)

    assert asked.filters == filters
    assert [word.term for word in asked.words] == ["x"]


def test_a_number_and_a_year_alone_are_an_act() -> None:
    assert understood("12/1982").filters == Filters(number="12", volume=1982)
    assert understood("رسم 32 سنة 1982").words == ()


def test_filters_alone_are_a_question() -> None:
    assert understood("number:42 office:01.511").words == ()
    assert understood("", Filters(event="birth")).filters == Filters(event="birth")


FAULTS = [
    ("", "nothing", None),
    ("\u202e \x00 … '", "nothing", None),
    ("Ouazzani foo:Benjelloun", "unknown_key", "foo:"),
    ("Ouazzani father:", "no_value", "father:"),
    ("father: Ouazzani", "no_value", "father:"),
    ('Ouazzani "Benjelloun', "not_closed", '"Benjelloun'),
    ("(Ouazzani", "not_closed", "(Ouazzani"),
    ("Ouazzani event:Benjelloun", "event", "Benjelloun"),
    ("date:Benjelloun", "date", "Benjelloun"),
    ("status:Benjelloun", "status", "Benjelloun"),
    ("has:Benjelloun", "has", "Benjelloun"),
    ("without:Benjelloun", "without", "Benjelloun"),
    ("Ouazzani 1950 1951", "twice", "1951"),
    ("event:birth event:death", "twice", "death"),
    ("Ouazzani b*", "too_little", "b*"),
    ("* Ouazzani", "too_little", "*"),
    ("?? Ouazzani", None, None),
    ("ا" * (LONGEST + 1), "too_long", "ا"),
    (" ".join(f"w{number}" for number in range(MOST_CLAUSES + 1)), "too_many", None),
]


@pytest.mark.parametrize(("typed", "code", "fault"), FAULTS)
def test_refuses_with_the_place_of_the_fault_and_never_repeats_what_was_asked(
    typed: str, code: str | None, fault: str | None
) -> None:
    if code is None:
        assert understood(typed).words
        return
    with pytest.raises(InvalidQuery) as refused:
        understood(typed)

    assert refused.value.code == code
    assert refused.value.at is not None
    assert fault is None or typed[slice(*refused.value.at)] == fault
    assert "Ouazzani" not in str(refused.value)
    assert "Benjelloun" not in str(refused.value)


DICTIONARY = Dictionary.of({"محمد": 900, "mohamed": 40, "mohammed": 9, "زينب": 30, "zineb": 3, "خديجه": 12, "م..د": 1})


def expander() -> Expander:
    return Expander(DICTIONARY, table())


def candidates(typed: str) -> list[str]:
    (one,) = expander().spelled(understood(typed).words)
    return [candidate.word for candidate in (*one.strong, *one.doubtful)]


def test_gives_each_word_the_words_of_the_register_in_both_scripts() -> None:
    assert candidates("Mohamed")[0] == "mohamed"
    assert {"محمد", "mohammed"} <= set(candidates("Mohamed"))
    assert candidates('"Mohamed"') == ["mohamed"]
    assert {"mohamed", "mohammed"} <= set(candidates("moh*"))
    assert "خديجه" in candidates("خ..جة")


def test_an_exact_word_that_no_register_has_stands_for_nothing() -> None:
    assert candidates('"Ouazzani"') == []


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": MOST_RESULTS + 1}, "limit"),
        ({"offset": -1}, "deepest"),
        ({"offset": DEEPEST - 9, "limit": 10}, "deepest"),
    ],
)
def test_refuses_a_page_that_no_list_has(page: dict[str, int], code: str) -> None:
    with pytest.raises(InvalidQuery) as refused:
        expander().group(understood("x"), Group.PERSON, **page)

    assert refused.value.code == code


def test_says_which_spelling_met_which_and_where() -> None:
    found = document("a", "زينب محمد", fields={"father": "El Mohammed", "mother": "Khadija"})
    words = understood('"محمد" Zaineb father:mohamd ~Fatima').words
    asked = expander().group(understood('"محمد" Zaineb father:mohamd ~Fatima'), Group.PERSON)
    assert asked is not None
    answer = scored(found, asked)
    assert answer is not None
    said = meetings(answer, words)

    assert [(one.met, one.why) for one in said] == [
        ("محمد", Why.SAME),
        ("زينب", Why.SCRIPT),
        ("mohammed", Why.SPELLING),
        ("", Why.NONE),
    ]
    assert [[place.where.text[slice(*span)] for place in one.places for span in place.spans] for one in said] == [
        ["محمد"],
        ["زينب"],
        ["El Mohammed"],
        [],
    ]
    assert answer.whole + sum(one.weight for one in said) + sum(one.gain for one in answer.met) == answer.score


HIGHLIGHTS = [
    ("محمَّد بن عبد القادر", "بنعبدقادر", ["بن عبد القادر"]),
    ("Driss El-Ouazzani", "ouazzani", ["El-Ouazzani"]),
    ("Ali, Omar; Ali.", "ali", ["Ali", "Ali"]),
    ("Omar", "ali", []),
    ("« محمد » (?علي)", "محمد", ["محمد"]),
    ("ﷺ محمد", "محمد", ["محمد"]),
]


@pytest.mark.parametrize(("text", "term", "marked"), HIGHLIGHTS)
def test_marks_the_words_as_they_are_written(text: str, term: str, marked: list[str]) -> None:
    assert [text[slice(*span)] for span in spans(text, (term,))] == marked


def test_what_has_some_of_the_words_is_asked_for_when_nothing_has_all() -> None:
    query = expander().group(understood("Mohamed Zineb"), Group.SOME)

    assert query is not None
    assert scored(document("a", "Mohamed"), query) is not None
    assert scored(document("b", "Fatima"), query) is None


def test_a_name_gains_the_less_the_more_of_its_words_were_not_asked_for() -> None:
    gains = {one.word: one.weight for one in whole_names(understood("زينب محمد father:علي 1950"))}

    assert gains == {"1": 9.0, "2": 9.0, "3": 6.0, "4": 3.0}
    assert whole_names(understood("father:علي mother:آمنة")) == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("رسم الولادة رقم 5 لسنة 2017", Filters(event="birth", number="5", volume=2017)),
        ("رسم وفاة 5 سنة 2004", Filters(event="death", number="5", volume=2004)),
        ("acte de naissance n° 5 de 2017", Filters(event="birth", number="5", volume=2017)),
        ("5 لسنة 2017", Filters(number="5", volume=2017)),
        ("عقد 5 سنة 2017", Filters(number="5", volume=2017)),
        ("رسم الولادة عدد 1", Filters(event="birth", number="1")),
        ("1", Filters(number="1")),
    ],
)
def test_an_act_is_asked_for_by_its_number_as_people_say_it(typed: str, expected: Filters) -> None:
    assert understood(typed) == ParsedQuery((), expected)


@pytest.mark.parametrize("typed", ["1987", "naissance 1987", "5 mai 1987", "Mariam 1987"])
def test_a_year_is_no_act_number(typed: str) -> None:
    assert understood(typed).filters.number is None
