"""What every search engine promises; a module that has an `engine` fixture runs all of it."""

from __future__ import annotations

import random
import time

import pytest

from archive.model.dates.interval import Interval, gregorian
from archive.model.digest import Digest
from archive.model.records.transcription import Line
from archive.model.records.view import Box, Region
from indexer.engine.port import Engine, ExpandedElsewhere, MovedOn, NeverIndexed
from indexer.names.expansion.expand import Candidate
from indexer.question.match_tree import All, Has, Perhaps
from indexer.question.query import DEEPEST, Expansion, Filters, InvalidQuery, Query, Terms, ranked
from indexer.question.results import counted
from tests.contracts.engine_groups import GroupPromises
from tests.contracts.engine_writing import WritingPromises
from tests.support.documents import (
    OFFICES,
    ask,
    document,
    fill,
    found,
    on_cards,
    persons,
    query,
    questions,
    register,
    table,
)
from tests.support.hostile import HOSTILE

FILTERS = [
    (Filters(event="death"), ["b"]),
    (Filters(office="05.231.02.01-2"), ["c"]),
    (Filters(office=OFFICES[1]), ["c"]),
    (Filters(office="05.231"), ["c"]),
    (Filters(office="05"), ["c"]),
    (Filters(days=gregorian(1950)), ["a", "b"]),
    (Filters(days=Interval(gregorian(1951).first, gregorian(1960).last)), ["b", "c"]),
    (Filters(days=gregorian(1949)), []),
    (Filters(regime="dahir1915"), ["c"]),
    (Filters(number="7"), ["a", "b"]),
    (Filters(number="7 bis"), ["b"]),
    (Filters(status="cancelled"), ["c"]),
    (Filters(mention="death"), ["a"]),
    (Filters(image=False), ["b"]),
    (Filters(delivery="d2"), ["c"]),
    (Filters(contractor="rif"), ["b"]),
    (Filters(lot="lot-5"), ["a", "c"]),
    (Filters(lot="lot-6"), []),
    (Filters(register="r2"), ["c"]),
    (Filters(volume=1952), ["c"]),
    (Filters(offices=("05.231", "05.999")), ["c"]),
    (Filters(offices=()), []),
    (Filters(kind="view"), []),
    (Filters(event="birth", image=True, days=gregorian(1950)), ["a"]),
]
BOUND = 5.0
"""Seconds for the worst question, on a machine that does other things."""
QUESTIONS = 60
"""The short form: benchmarks/agreement.py asks a thousand."""


class EnginePromises(WritingPromises, GroupPromises):
    """Ask them of an engine by giving the fixture `engine`."""

    def test_finds_a_word_in_either_script_however_it_is_spelled(self, engine: Engine) -> None:
        fill(engine, document("a", "إدريس الوزّاني", "Driss El-Ouazzani"), document("b", "زينب"))

        for text in ("ouazzani EL", "ادريس", "Idriss Wazani", "الوزانى"):
            assert found(engine, text) == ["a"]
        assert found(engine, "Zaineb")[0] == "b"

    def test_every_word_must_be_met_but_those_that_may_be_missing(self, engine: Engine) -> None:
        fill(engine, document("a", "محمد الوزاني"), document("b", "محمد بنجلون"))

        assert found(engine, '"الوزاني" "محمد"') == ["a"]
        assert found(engine, '"الوزاني" "بنجلون"') == []
        assert found(engine, '"محمد" ~بنجلون')[0] == "b"
        assert set(found(engine, "~الوزاني ~بنجلون")) == {"a", "b"}

    def test_whose_whole_name_was_asked_comes_before_whom_it_is_a_part_of(self, engine: Engine) -> None:
        fill(
            engine,
            document("a", "فاطمة الزهراء بنت أحمد العلوي", number="1"),
            document("b", "فاطمة الزهراء العلوي", number="2"),
            document("c", "فاطمة العلوي", number="3"),
            document("d", "فاطمة", number="4", fields={"father": "العلوي"}),
        )

        assert found(engine, "فاطمة العلوي") == ["c", "b", "a"]
        assert found(engine, "father:العلوي فاطمة") == ["d"]
        assert found(engine, "~فاطمة ~العلوي") == ["c", "d", "b", "a"]

    def test_the_length_of_a_name_alone_finds_nobody(self, engine: Engine) -> None:
        fill(engine, document("a", "زينب العلوي"))

        assert found(engine, "خديجة الوزاني") == []
        assert found(engine, "~خديجة ~الوزاني") == []

    def test_a_role_looks_in_its_part_alone(self, engine: Engine) -> None:
        names = {"father": "علي الوزاني", "mother": "رقية بنجلون"}
        fill(engine, document("a", "محمد", fields=names), document("b", "رقية الوزاني", fields={"father": "علي"}))

        assert found(engine, 'father:"علي"') == ["a", "b"]
        assert found(engine, 'mother:"رقية"') == ["a"]
        assert found(engine, 'child:"رقية"') == ["b"]
        assert found(engine, 'parents:"وزاني"') == ["a"]
        assert set(found(engine, '"رقية"')) == {"a", "b"}

    def test_the_heaviest_candidate_of_a_word_counts_and_words_add_up(self, engine: Engine) -> None:
        fill(engine, document("a", "ali omar said"), document("b", "omar said"), document("c", "omar"))
        first = Has(0, (Candidate("ali", 3.5), Candidate("omar", 1.25)))
        second = Perhaps(Has(1, (Candidate("said", 0.015625),)))
        answer = engine.search(Query(match=All((first, second))))

        assert [(hit.document.id, hit.score) for hit in answer.hits] == [("a", 3.515625), ("b", 1.265625), ("c", 1.25)]

    def test_sums_of_many_weights_are_exact(self, engine: Engine) -> None:
        fill(engine, *(document(f"n{at}", " ".join(f"w{word}" for word in range(32))) for at in range(3)))
        words = tuple(Has(at, (Candidate(f"w{at}", 63 + at / 64), Candidate(f"w{at + 1}", 1 / 64))) for at in range(32))

        assert {hit.score for hit in engine.search(Query(match=All(words))).hits} == {32 * 63 + sum(range(32)) / 64}

    def test_equal_scores_stand_by_year_then_by_number(self, engine: Engine) -> None:
        years = {"d": 1950, "c": 1951, "a": 1952}
        fill(
            engine,
            *(document(name, "محمد", year=year) for name, year in years.items()),
            *(document(f"n{at}", "محمد", year=1960, number=str(at)) for at in (11, 9, 10)),
        )

        for sort in ("score", "year"):
            assert found(engine, '"محمد"', sort=sort) == ["d", "c", "a", "n9", "n10", "n11"]

    def test_pages_lack_nothing_and_repeat_nothing(self, engine: Engine) -> None:
        fill(engine, *register(300, random.Random(4)))
        for sort in ("score", "year"):
            whole = found(engine, "محمد", sort=sort, limit=1000)
            pages = [found(engine, "محمد", sort=sort, limit=7, offset=start) for start in range(0, len(whole) + 7, 7)]

            assert [name for page in pages for name in page] == whole
            assert len(set(whole)) == len(whole) == ask(engine, "محمد", limit=1).total > 50

    def test_a_page_of_an_older_list_is_refused(self, engine: Engine) -> None:
        fill(engine, document("a", "زينب"), document("b", "زينب"))
        first = ask(engine, '"زينب"', limit=1)
        asked = query(engine, '"زينب"')
        second = Query(match=asked.match, limit=1, offset=1, generation=first.edition.generation)
        before = engine.search(second)
        with engine.resume() as writing:
            writing.add(on_cards(document("c", "زينب")))
            writing.commit(2)

        assert [hit.document.id for hit in before.hits] == ["b"]
        with pytest.raises(MovedOn, match="first page"):
            engine.search(second)

    def test_a_frozen_list_stays_what_it_is_while_the_index_changes(self, engine: Engine) -> None:
        fill(engine, *(document(name, "زينب") for name in "abcd"))
        frozen = engine.freeze(query(engine, '"زينب"'))
        with engine.resume() as writing:
            writing.add(on_cards(document("0", "زينب"), document("b", "زينب الوزاني")))
            writing.forget(["c"])
            writing.commit(2)
        page = engine.page(frozen.keys)

        assert frozen.total == 4
        assert [one and one.id for one in page] == [*"ab", None, "d"]

    def test_keeps_the_order_across_commits(self, engine: Engine) -> None:
        fill(engine, *(document(f"n{number:03d}", "محمد", number=str(number)) for number in range(0, 60, 2)))
        for start in (5, 1, 3):
            with engine.resume() as writing:
                writing.add(on_cards(*(document(f"n{at:03d}", "محمد", number=str(at)) for at in range(start, 60, 6))))
                writing.commit(2)

        assert found(engine, '"محمد"', limit=100) == [f"n{number:03d}" for number in range(60)]

    @pytest.mark.parametrize(("where", "names"), FILTERS)
    def test_filters(self, engine: Engine, where: Filters, names: list[str]) -> None:
        fill(
            engine,
            document("a", "زينب", year=1950, number="7", mentions=("marriage", "death"), lot="lot-5"),
            document(
                "b",
                "زينب",
                event="death",
                days=Interval(gregorian(1950).first, gregorian(1951).last),
                number="7 bis",
                image=False,
                contractor="rif",
            ),
            document(
                "c",
                "زينب",
                office=OFFICES[1],
                year=1952,
                regime="dahir1915",
                status="cancelled",
                delivery="d2",
                lot="lot-5",
                register="r2",
            ),
        )

        assert sorted(found(engine, "زينب", filters=where)) == names
        answer = engine.search(Query(filters=where))
        assert sorted(hit.document.id for hit in answer.hits) == names
        assert answer.total == len(names)

    def test_counts_all_that_answer_by_facet(self, engine: Engine) -> None:
        kept = list(register(200, random.Random(9)))
        fill(engine, *kept)
        answer = ask(engine, "event:birth 1940..1980", facets=True, limit=1)
        wanted = Filters(event="birth", days=Interval(gregorian(1940).first, gregorian(1980).last))

        assert answer.facets == counted(one for one in kept if wanted.accept(one))
        assert sum(number for _, number in answer.facets["year"]) == answer.total

    def test_a_document_added_again_replaces_the_first(self, engine: Engine) -> None:
        fill(engine, document("a", "محمد"), document("a", "يوسف"))
        with engine.resume() as writing:
            writing.add(on_cards(document("a", "زينب"), document("b", "زينب")))
            writing.commit(2)

        assert engine.count() == 2
        assert found(engine, '"محمد"') == found(engine, '"يوسف"') == []
        assert found(engine, "زينب") == ["a", "b"]

    def test_forgets_a_package(self, engine: Engine) -> None:
        fill(engine, document("a", "زينب"), document("b", "زينب", package="p2"))
        with engine.resume() as writing:
            writing.delete_package("p1")
            writing.commit(2)

        assert found(engine, "زينب") == ["b"]
        assert (engine.count(), engine.count("p1"), engine.count("p2")) == (1, 0, 1)

    def test_its_dictionary_has_the_words_of_the_documents_that_stand_and_no_others(self, engine: Engine) -> None:
        fill(
            engine,
            document("a", "محمد الوزاني"),
            document("b", "محمد"),
            document("b", "يوسف"),
            document("c", "Ali", package="p2"),
        )
        with engine.resume() as writing:
            writing.add(
                on_cards(
                    document("a", "محمد زينب"),
                    document("d", "سعيد", package="p2"),
                    document("e", "Omar"),
                    document("e", "Ali"),
                )
            )
            writing.forget(["b", "nobody"])
            writing.delete_package("p2")
            writing.commit(2)
        with engine.resume() as writing:
            writing.add(on_cards(document("f", "محمد")))
            writing.commit(3)

        assert engine.dictionary().counts() == {"محمد": 2, "زينب": 1, "ali": 1}

    def test_words_expanded_with_another_dictionary_are_refused(self, engine: Engine) -> None:
        fill(engine, document("a", "زينب"))
        asked = query(engine, "زينب")
        with engine.resume() as writing:
            writing.add(on_cards(document("b", "محمد")))
            writing.commit(2)

        with pytest.raises(ExpandedElsewhere, match="another dictionary"):
            engine.search(asked)
        with pytest.raises(ExpandedElsewhere, match="another letter table"):
            engine.search(Query(expansion=Expansion(engine.dictionary().version, "another")))

    def test_says_what_answered(self, engine: Engine) -> None:
        fill(engine, document("a", "زينب"), position=41)
        edition = ask(engine, "زينب").edition

        assert edition == engine.edition()
        assert edition.position == engine.position() == 41
        assert edition.expansion == Expansion(engine.dictionary().version, table().digest)

    def test_names_the_remedy_when_there_is_no_index(self, engine: Engine) -> None:
        for verb in (engine.position, engine.count, engine.resume, engine.dictionary, lambda: engine.search(Query())):
            with pytest.raises(NeverIndexed, match="khizana reindex"):
                verb()

    def test_gives_back_the_document_as_it_was_added(self, engine: Engine) -> None:
        line = Line("l3", "ولد محمد الوزاني", Region("p1", "v0004", Digest.of(b"v"), (Box(1, 2, 30, 40),)))
        kept = document("a", "Mohamed", lines=(line,), mentions=("death",), image=False)
        fill(engine, kept)

        assert [hit.document for hit in ask(engine, "text:الوزاني").hits] == [kept]

    def test_a_filter_with_hostile_text_finds_nothing(self, engine: Engine) -> None:
        fill(engine, document("a", "زينب"))

        for hostile in ('x" OR office:*\x00', "*", "\u202e", "x" * 100_000, ""):
            assert found(engine, "زينب", filters=Filters(office=hostile, number=hostile)) == []

    def test_reads_to_the_deepest_result(self, engine: Engine) -> None:
        fill(engine, document("a", "زينب"))

        assert found(engine, "زينب", limit=10, offset=DEEPEST - 10) == []

    def test_answers_as_the_reference_scoring_does(self, engine: Engine) -> None:
        chance = random.Random(6)
        kept = list(register(500, chance))
        fill(engine, *kept[::2])
        with engine.resume() as writing:
            writing.add(on_cards(*kept[1::2]))
            writing.commit(2)
        terms = {one.id: Terms.of(one) for one in kept}
        answered = 0
        for text in questions(QUESTIONS, chance):
            asked = persons(engine, text, limit=100, facets=True)
            if asked is None:
                continue
            answer, reference = engine.search(asked), ranked(kept, asked, terms)
            answered += bool(answer.total)

            assert answer.total == len(reference), text
            assert [hit.score for hit in answer.hits] == [hit.score for hit in reference[:100]], text
            assert [hit.document.id for hit in answer.hits] == [hit.document.id for hit in reference[:100]], text
            assert answer.facets == counted(one.document for one in reference), text
        assert answered > QUESTIONS / 2

    def test_hostile_questions_are_answered_or_refused_in_bounded_time(self, engine: Engine) -> None:
        fill(engine, *register(200, random.Random(8)), document("a", "محمد"), document("b", "ا" * 100_000))
        for text in HOSTILE:
            started = time.monotonic()
            try:
                answer = ask(engine, text, facets=True)
            except InvalidQuery as refused:
                assert 10 < len(str(refused)) < 400
            else:
                assert len(answer.hits) == min(20, answer.total)

            assert time.monotonic() - started < BOUND, text[:80]
