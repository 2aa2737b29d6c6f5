"""What every search engine promises of answers in groups: this person, nearly so, and what only has the words."""

from __future__ import annotations

import random

import pytest

from archive.model.digest import Digest
from archive.model.records.transcription import Line
from archive.model.records.view import Box, Region
from indexer.engine.port import Engine
from indexer.query_parser.expansion import Expander
from indexer.query_parser.grammar import understood
from indexer.query_parser.groups import Group
from indexer.question.query import InvalidQuery, Query, ranked
from indexer.question.results import counted
from tests.support.documents import document, fill, grouped, questions, register, table

ASKED = 25
"""Questions put in every group; each is put to the reference as well."""


def page(name: str, text: str) -> Line:
    return Line("l1", text, Region("p1", name, Digest.of(b"v"), (Box(1, 2, 30, 40),)))


class GroupPromises:
    """Ask them of an engine by giving the fixture `engine`."""

    def test_all_words_are_of_one_person(self, engine: Engine) -> None:
        fill(
            engine,
            document("a", "ايمان التازي", fields={"mother": "خديجة الفاسي"}),
            document("b", "ايمان الفاسي"),
            document("c", "يوسف العلمي", fields={"father": "ايمان الفاسي"}),
            document("d", "زينب", fields={"place": "سيدي بوزيان"}),
        )

        assert grouped(engine, "ايمان الفاسي") == ["b", "c"]
        assert grouped(engine, "ايمان الفاسي", "scattered") == ["a"]
        assert grouped(engine, "Zineb Bouziane") == []

    def test_a_far_name_is_not_this_person_but_perhaps_a_near_one(self, engine: Engine) -> None:
        names = ("Rkia El Fassi", "Rkia Tahiri", "Rkia Benjelloun")
        fill(engine, *(document(f"n{at}", "علي", fields={"mother": name}) for at, name in enumerate(names)))

        assert grouped(engine, "mother:(Rkia Tazi)") == []
        assert grouped(engine, "mother:(Rkia Tazi)", "near")[0] == "n1"

    def test_the_words_of_two_persons_of_one_role_are_not_those_of_one(self, engine: Engine) -> None:
        both = document(
            "a", "يوسف العلمي", fields={"self_2": "زينب الفاسي", "spouse": "x", "spouse_2": "y"}, event="marriage"
        )
        fill(engine, both)

        assert grouped(engine, "يوسف الفاسي") == []
        assert grouped(engine, "زينب الفاسي") == grouped(engine, "child:(زينب الفاسي)") == ["a"]

    def test_child_father_and_mother_in_one_breath_are_a_family(self, engine: Engine) -> None:
        family = {"father": "ادريس العلمي", "mother": "رقية بنجلون"}
        fill(engine, document("a", "زينب العلمي", fields=family), document("b", "زينب الفاسي", fields=family))

        assert grouped(engine, "زينب العلمي ادريس رقية") == ["a"]

    def test_a_word_asked_twice_is_met_twice(self, engine: Engine) -> None:
        fill(
            engine,
            document("a", "فاطمة العلمي", fields={"mother": "فاطمة بنجلون"}),
            document("b", "فاطمة العلمي", fields={"mother": "رقية بنجلون"}),
            document("c", "فاطمة فاطمة"),
        )

        assert grouped(engine, "فاطمة العلمي فاطمة") == ["a"]
        assert set(grouped(engine, "فاطمة فاطمة")) == {"a", "c"}
        assert engine.dictionary().count("فاطمه") == 3
        assert engine.dictionary().count("فاطمه#2") == 0

    def test_one_word_of_a_name_is_not_two_that_were_asked(self, engine: Engine) -> None:
        fill(engine, document("a", "حسن الحسني"), document("b", "أيوب الحسني"), document("c", "محمد"))

        assert grouped(engine, "حسن الحسني") == ["a"]
        assert grouped(engine, "محمد Mohamed") == ["c"]

    def test_a_word_asked_twice_is_not_met_by_a_surname_that_resembles_it(self, engine: Engine) -> None:
        fill(
            engine,
            document("a", "سعاد الودغيري", fields={"mother": "سعاد وهبي"}),
            document("b", "Najia Saadi", fields={"father": "Ayoub Saadi"}),
            document("c", "Souad Alaoui", fields={"mother": "Souad Tazi"}),
        )

        assert grouped(engine, "سعاد سعاد") == ["a", "c"]

    def test_child_father_and_mother_by_one_name_each_are_a_family_behind_who_has_all_of_them(
        self, engine: Engine
    ) -> None:
        family = {"father": "انس العلمي", "mother": "صباح بنجلون"}
        fill(
            engine,
            document("a", "نعيمة العلمي", fields=family),
            document("b", "يوسف", fields={"witness": "نعيمة", "father": "انس", "mother": "صباح"}),
            document("c", "نعيمة انس صباح"),
            document("d", "نعيم العلمي", fields=family),
        )

        assert grouped(engine, "نعيمة أنس صباح") == ["c", "a"]
        assert "b" in grouped(engine, "نعيمة أنس صباح", "scattered")

    def test_nothing_distant_answers_a_question_of_which_no_word_is_known(self, engine: Engine) -> None:
        fill(engine, *register(200, random.Random(5)))

        assert grouped(engine, "qxzvkk wrtplk", "distant") == grouped(engine, "asdfgh", "distant") == []

    @pytest.mark.parametrize(
        "typed",
        [
            *("فاطمة بنت محمد", "فاطمة بن محمد", "فاطمة ابن محمد", "Fatima bent Mohamed", "Fatima ben Mohamed"),
            *("Fatima fille de Mohamed", "Fatima fille d'Mohamed", "Fatima Alaoui bint Mohamed ben Ali"),
            *("Fatima daughter of Mohamed Alaoui", "فاطمة العلوي بنت رقية", "Fatima bent Mohamed mother:Rkia"),
        ],
    )
    def test_a_child_is_found_by_whose_child_it_is(self, engine: Engine, typed: str) -> None:
        parents = {"father": "محمد بن علي العلوي", "mother": "رقية بنجلون"}
        fill(
            engine,
            document("a", "فاطمة العلوي", fields=parents),
            document("b", "محمد العلوي", fields={"father": "علي", "mother": "فاطمة"}),
            document("c", "فاطمة العلوي", fields={"father": "يوسف", "mother": "زينب", "witness": "محمد"}),
            document("d", "زينب العلوي", fields=parents),
        )

        assert grouped(engine, typed) == ["a"]

    def test_what_is_part_of_a_family_name_is_read_as_that_where_somebody_bears_it(self, engine: Engine) -> None:
        son = document("b", "عمر العلمي", fields={"father": "علي"})
        fill(engine, document("a", "عمر بن علي"), son)

        assert [grouped(engine, typed) for typed in ("عمر بن علي", "Omar Ben Ali")] == [["a"], ["a"]]
        assert grouped(engine, "Omar fils de Ali") == ["b"]
        fill(engine, son)

        assert [grouped(engine, typed) for typed in ("عمر بن علي", "Omar Ben Ali")] == [["b"], ["b"]]

    def test_who_is_written_with_a_fathers_name_is_found_as_written(self, engine: Engine) -> None:
        fill(engine, document("a", "فاطمة بنت محمد"), document("b", "فاطمة العلوي", fields={"father": "محمد"}))

        assert grouped(engine, "Fatima bent Mohamed") == ["a"]

    def test_a_page_is_not_of_a_day(self, engine: Engine) -> None:
        fill(
            engine,
            document("a", "يوسف العلمي", year=1950),
            document("v", lines=(page("v1", "ولد يوسف العلمي"),), kind="view", year=1950),
        )

        assert grouped(engine, "يوسف 13/09/1950", "pages") == []
        assert grouped(engine, "يوسف 1950", "pages") == ["v"]
        assert "v" not in grouped(engine, "13/09/1950")
        assert "v" in grouped(engine, "kind:page 13/09/1950")

    def test_principals_come_before_parents_and_parents_before_nobody(self, engine: Engine) -> None:
        fill(
            engine,
            document("a", "علي", fields={"father": "يوسف العلمي"}, number="1"),
            document("b", "يوسف العلمي بنموسى", number="2"),
        )

        assert grouped(engine, "يوسف العلمي") == ["b", "a"]

    def test_officers_mentions_and_pages_answer_apart(self, engine: Engine) -> None:
        said = {"officer": "يوسف العلمي"}
        fill(
            engine,
            document("a", "علي", fields=said),
            document("b", "علي", fields={"mention": "يوسف العلمي"}),
            document("v", lines=(page("v1", "ولد يوسف العلمي"),), kind="view"),
            document("c", "علي", fields={"place": "يوسف", "mother": "رقية العلمي"}),
        )
        groups = {group: grouped(engine, "يوسف العلمي", group) for group in Group}

        assert groups == {
            Group.PERSON: [],
            Group.NEAR: [],
            Group.DISTANT: [],
            Group.OFFICERS: ["a"],
            Group.MENTIONS: ["b"],
            Group.PAGES: ["v"],
            Group.SCATTERED: ["c"],
            Group.SOME: ["c"],
        }
        assert grouped(engine, "officer:(يوسف العلمي)") == ["a"]
        assert grouped(engine, "text:يوسف", "pages") == ["v"]

    def test_quoted_words_follow_one_another(self, engine: Engine) -> None:
        fill(
            engine,
            document("a", "فاطمة الزهراء العلمي"),
            document("b", "الزهراء فاطمة العلمي"),
            document("c", "زينب", fields={"father": "فاطمة", "mother": "الزهراء"}),
            *(document(f"n{at}", "فاطمة الزهراء", number=str(at)) for at in range(30)),
        )
        asked = Expander(engine.dictionary(), table()).group(
            understood('"فاطمة الزهراء"'), Group.PERSON, limit=10, facets=True
        )
        assert asked is not None
        answer = engine.search(asked)

        assert (answer.total, len(answer.hits)) == (31, 10)
        assert sum(count for _, count in answer.facets["event"]) == 31
        assert len(engine.freeze(asked).keys) == 31
        assert grouped(engine, '"فاطمة الزهراء" علمي') == ["a"]

    @pytest.mark.parametrize("typed", ["~فاطمة ~يوسف", "number:1", "place:Fes"])
    def test_what_names_no_person_is_answered_at_once(self, engine: Engine, typed: str) -> None:
        fill(engine, document("a", "فاطمة", number="1", fields={"place": "Fès"}))

        assert grouped(engine, typed) == ["a"]

    def test_every_group_answers_as_the_reference_does(self, engine: Engine) -> None:
        chance = random.Random(11)
        kept = list(register(300, chance))
        fill(engine, *kept)
        expander = Expander(engine.dictionary(), table())
        answered = 0
        for text in (*questions(ASKED, chance), "محمد علي زينب الوزاني", "Amina Amina", 'mother:"Amina" محمد'):
            for group in Group:
                asked = expander.group(understood(text), group, limit=50, facets=True)
                if asked is None:
                    continue
                answer, reference = engine.search(asked), ranked(kept, asked)
                answered += bool(reference)

                assert answer.total == len(reference), (text, group)
                assert [hit.score for hit in answer.hits] == [hit.score for hit in reference[:50]], (text, group)
                assert [hit.document.id for hit in answer.hits] == [hit.document.id for hit in reference[:50]]
                assert answer.facets == counted(one.document for one in reference), (text, group)
        assert answered > ASKED

    def test_the_longest_question_is_answered(self, engine: Engine) -> None:
        fill(engine, *register(200, random.Random(8)))
        expander = Expander(engine.dictionary(), table())
        words = " ".join(one.document.values[0].text for one in ranked(register(32, random.Random(3)), Query()))
        for text in (" ".join(words.split()[:32]), " ".join(f"father:{word}" for word in words.split()[:30])):
            for group in Group:
                try:
                    asked = expander.group(understood(text), group)
                except InvalidQuery:
                    continue
                assert asked is None or engine.search(asked).total >= 0
