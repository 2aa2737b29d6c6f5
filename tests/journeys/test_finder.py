"""A question put while the index is written to is answered with the words that the index has by then."""

from __future__ import annotations

import pytest

from indexer.engine.port import ExpandedElsewhere
from indexer.finder import PATIENCE, Finder, Page
from indexer.names.register_words.register_dictionary import Dictionary
from indexer.query_parser.grammar import understood
from indexer.query_parser.groups import Group
from tests.support.documents import document, fill, on_cards, table
from tests.support.memory_engine import MemoryEngine


class Growing(MemoryEngine):
    """An index to which another process commits each time that its dictionary was read, so many times."""

    def __init__(self, times: int) -> None:
        super().__init__(table().digest)
        self.times = times

    def dictionary(self) -> Dictionary:
        read = super().dictionary()
        if self.times:
            self.times -= 1
            with self.resume() as writing:
                writing.add(on_cards(document(f"n{self.times}", f"زينب {'ابتث'[self.times]}لوزان")))
                writing.commit(2)
        return read


def test_words_are_expanded_again_when_the_index_has_moved_on() -> None:
    engine = Growing(0)
    fill(engine, document("a", "زينب"))
    finder = Finder(engine, table())
    engine.times = PATIENCE - 1
    found = finder.find(understood("Zineb"), Page())

    assert found.page.total == PATIENCE
    assert found.edition == engine.edition()


def test_an_index_that_never_stands_still_is_said() -> None:
    engine = Growing(0)
    fill(engine, document("a", "زينب"))
    engine.times = PATIENCE

    with pytest.raises(ExpandedElsewhere, match="ask again"):
        Finder(engine, table()).find(understood("Zineb"), Page())


def test_the_dictionary_is_read_once_as_long_as_it_stays() -> None:
    engine = Growing(0)
    fill(engine, document("a", "زينب"))
    finder = Finder(engine, table())
    finder.find(understood("Zineb"), Page())
    engine.times = 1
    finder.find(understood("Zaynab"), Page())

    assert engine.times == 1


@pytest.mark.parametrize(
    ("typed", "acts"), [("عمر بن علي", ["a"]), ("Zineb bent Ali", ["b"]), ("Omar fils de Ali", [])]
)
def test_a_name_is_read_as_a_childs_and_a_parents_where_that_answers(typed: str, acts: list[str]) -> None:
    engine = MemoryEngine(table().digest)
    fill(engine, document("a", "عمر بن علي"), document("b", "زينب العلمي", fields={"father": "علي"}))
    found = Finder(engine, table()).find(understood(typed), Page(facets=True))

    assert [hit.document.id for hit in found.page.hits] == acts
    assert (
        [word.fields for word in found.asked.words] == [()] * 2 if acts == ["a"] else [("self",), ("father", "mother")]
    )
    assert found.page.facets if acts else not any(found.page.facets.values())


def test_a_group_of_its_own_is_read_as_the_persons_are() -> None:
    engine = MemoryEngine(table().digest)
    fill(engine, document("b", "زينب العلمي", fields={"father": "علي", "officer": "Zineb Ali"}))
    found = Finder(engine, table()).find(understood("Zineb bent Ali"), Page(group=Group.NEAR))

    assert set(found.groups) == {Group.NEAR}
    assert len(found.asked.words) == 2


def test_who_is_near_is_looked_for_only_where_this_person_does_not_fill_the_page() -> None:
    engine = MemoryEngine(table().digest)
    fill(engine, *(document(f"a{at}", "رقية الفاسي") for at in range(3)), document("b", "رقية الطاهري"))
    finder = Finder(engine, table())
    full, open_ended = (finder.find(understood("Rkia Fassi"), Page(limit=limit)) for limit in (3, 4))

    assert (full.near_unasked, Group.NEAR in full.groups) == (True, False)
    assert (open_ended.near_unasked, Group.NEAR in open_ended.groups) == (False, True)
    assert not finder.find(understood("Rkia"), Page(limit=1)).near_unasked
