"""Catalogue and index follow the ledger; what fails lags and says so; anything derived can be made again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from archive.ledger.entry import EntryType
from archive.ledger.port import Recorded
from indexer.building.build import Followed, follow, lag, rebuild_catalogue
from indexer.building.reindex import IndexIncomplete, reindex
from indexer.catalogue.sqlite import SqlCatalogue
from indexer.documents.document import Document
from indexer.documents.package_content import StoreAway
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.port import Engine, EngineUnavailable
from indexer.names.analysis.terms import terms
from indexer.names.expansion.expand import Candidate
from indexer.question.match_tree import Has
from indexer.question.query import Filters, Query
from tests.support.documents import on_cards
from tests.support.memory_engine import MemoryEngine

QUESTIONS = ("محمد", "ouazzani", "زينب", "salam", "driss", "بنجلون", "لا-أحد")


class Rooms:
    """An archive with its derived views in a folder."""

    def __init__(self, invented: SimpleNamespace, folder: Path) -> None:
        self.invented = invented
        self.archive = invented.Archive()
        self.folder = folder
        self.catalogue = SqlCatalogue(folder / "catalogue")
        self.engine: Engine = EmbeddedEngine(folder / "index")
        self.steps: list[tuple[str, int, int]] = []

    def fill(self) -> None:
        """One delivery of two registers, one with a transcription."""
        made = self.invented
        self.archive.receive()
        self.archive.judge()
        births, deaths = made.register_id(), made.register_id(2004, "death", "05.231.02.01-2")
        lines = [made.line(births.package(), view, 1, f"ولد زينب {view}") for view in (2, 3)]
        people = zip(made.GIVEN, (*made.SURNAMES, made.SURNAMES[0]), strict=True)
        acts = [made.act(births, number, *names) for number, names in enumerate(people, start=40)]
        self.archive.keep(births, acts, lines)
        self.archive.keep(deaths, [made.act(deaths, 1, made.GIVEN[4], made.SURNAMES[1])])

    def follow(self) -> Followed:
        return follow(self.archive.book, self.archive.shelf, self.catalogue, self.engine, self.progress)

    def progress(self, stage: str, done: int, total: int) -> None:
        self.steps.append((stage, done, total))

    def reindex(self, **more: bool):
        return reindex(self.archive.book, self.archive.shelf, self.engine, self.progress, **more)

    def asked(self, word: str, **where: str):
        candidates = (Candidate(term, 1.0),) if (term := next(iter(terms(word)), "")) else ()
        return self.engine.search(Query(Filters(**where), match=Has(0, candidates), limit=100))

    def answers(self) -> list[object]:
        """What is found, without the name of the generation that answers."""
        found = [self.asked(question) for question in QUESTIONS]
        return [(one.total, one.hits, one.edition.position, one.edition.expansion) for one in found]


@pytest.fixture
def rooms(invented: SimpleNamespace, tmp_path: Path) -> Rooms:
    made = Rooms(invented, tmp_path)
    made.fill()
    return made


def test_a_first_delivery_is_catalogued_and_found(rooms: Rooms) -> None:
    followed = rooms.follow()

    assert followed == Followed(4, 4, 4, None, ())
    assert rooms.catalogue.status().acts == 6
    assert rooms.engine.count() == 8
    assert sorted(hit.document.kind for hit in rooms.asked("زينب").hits) == ["act", "view", "view"]
    assert rooms.steps[-1] == ("indexed", 4, 4)


def test_follows_from_where_it_was(rooms: Rooms) -> None:
    rooms.follow()
    of = rooms.invented.register_id(1990)
    rooms.archive.keep(of, [rooms.invented.act(of, 42)])
    behind = lag(rooms.archive.book, rooms.catalogue, rooms.engine)
    rooms.steps.clear()
    followed = rooms.follow()

    assert (behind.catalogue, behind.index, behind.problem) == (1, 1, None)
    assert (followed.catalogue_position, followed.engine_position, rooms.engine.count()) == (5, 5, 9)
    assert rooms.steps == [("indexed", 5, 5)]


def test_following_twice_changes_nothing(rooms: Rooms) -> None:
    rooms.follow()
    before = rooms.answers()
    followed = rooms.follow()

    assert followed == Followed(4, 4, 4, None, ())
    assert rooms.answers() == before


def test_the_last_version_of_an_act_is_the_one_that_is_found(rooms: Rooms) -> None:
    made = rooms.invented
    of = made.register_id()
    rooms.archive.keep(of, [made.act(of, 40, ("رقية", "Roukaya"), made.SURNAMES[0])], version=2)
    rooms.follow()

    for _ in ("followed", "reindexed"):
        assert rooms.engine.count() == 8
        assert [hit.document.package for hit in rooms.asked("roukaya").hits] == [of.package(2)]
        assert rooms.asked("محمد", number="40").total == 0
        rooms.reindex()


def test_a_lost_index_gives_the_same_answers_when_made_again(rooms: Rooms) -> None:
    rooms.follow()
    before = rooms.answers()
    shutil.rmtree(rooms.folder / "index")
    built = rooms.reindex()

    assert (built.entries, built.packages, built.documents, built.remarks) == (4, 2, 8, ())
    assert rooms.answers() == before


def test_a_lost_catalogue_is_made_again_with_the_same_counts(rooms: Rooms) -> None:
    rooms.follow()
    before = rooms.catalogue.status()
    shutil.rmtree(rooms.folder / "catalogue")
    seen = rebuild_catalogue(rooms.archive.book, rooms.archive.shelf, rooms.catalogue)

    assert seen == 4
    assert rooms.catalogue.status() == before


def test_a_lost_index_lags_and_names_the_remedy_but_the_catalogue_goes_on(rooms: Rooms) -> None:
    rooms.follow()
    shutil.rmtree(rooms.folder / "index")
    of = rooms.invented.register_id(1990)
    rooms.archive.keep(of, [rooms.invented.act(of, 1)])
    followed = rooms.follow()

    assert (followed.catalogue_position, followed.engine_position) == (5, 0)
    assert followed.problem is not None
    assert "khizana reindex" in followed.problem
    assert lag(rooms.archive.book, rooms.catalogue, rooms.engine).index is None


def test_an_index_in_use_lags_until_the_next_time(rooms: Rooms) -> None:
    rooms.follow()
    of = rooms.invented.register_id(1990)
    rooms.archive.keep(of, [rooms.invented.act(of, 1)])
    with EmbeddedEngine(rooms.folder / "index").resume():
        busy = rooms.follow()
    after = rooms.follow()

    assert (busy.catalogue_position, busy.engine_position) == (5, 4)
    assert busy.problem is not None
    assert "another process" in busy.problem
    assert after == Followed(5, 5, 5, None, ())


def test_a_catalogue_in_use_lags_but_the_index_goes_on(rooms: Rooms) -> None:
    rooms.follow()
    of = rooms.invented.register_id(1990)
    rooms.archive.keep(of, [rooms.invented.act(of, 1)])
    with SqlCatalogue(rooms.folder / "catalogue").resume():
        busy = rooms.follow()

    assert (busy.catalogue_position, busy.engine_position) == (4, 5)
    assert busy.problem is not None
    assert "another process" in busy.problem


def test_a_lost_package_is_named_and_stops_nothing(rooms: Rooms) -> None:
    lost = rooms.invented.register_id().package()
    del rooms.archive.shelf.packages[lost]
    followed = rooms.follow()

    assert (followed.catalogue_position, followed.engine_position, followed.problem) == (4, 4, None)
    assert len(followed.remarks) == 1
    assert lost in followed.remarks[0]
    assert rooms.catalogue.status().unreadable == 1
    assert rooms.engine.count() == 1


class AwayAt:
    """A shelf that cannot look for one package, as a network folder that has gone."""

    def __init__(self, shelf, package: str) -> None:
        self._shelf = shelf
        self._package = package

    def __getattr__(self, verb: str):
        def ask(package: str):
            if package == self._package:
                raise OSError("the network folder does not answer")
            return getattr(self._shelf, verb)(package)

        return ask


def test_a_store_that_is_away_stops_both_and_loses_nothing(rooms: Rooms) -> None:
    shelf = rooms.archive.shelf
    deaths = rooms.invented.register_id(2004, "death", "05.231.02.01-2").package()
    rooms.archive.shelf = AwayAt(shelf, deaths)
    stopped = rooms.follow()
    found = rooms.engine.count()
    rooms.archive.shelf = shelf
    after = rooms.follow()

    assert (stopped.catalogue_position, stopped.engine_position, found) == (3, 3, 7)
    assert stopped.problem is not None
    assert "does not answer" in stopped.problem
    assert after == Followed(4, 4, 4, None, ())
    assert rooms.engine.count() == 8


def test_a_rebuild_without_the_store_leaves_what_was_there(rooms: Rooms) -> None:
    rooms.follow()
    before = rooms.answers(), rooms.catalogue.status()
    rooms.archive.shelf = AwayAt(rooms.archive.shelf, rooms.invented.register_id().package())
    with pytest.raises(StoreAway):
        rooms.reindex()
    with pytest.raises(StoreAway):
        rebuild_catalogue(rooms.archive.book, rooms.archive.shelf, rooms.catalogue)

    assert (rooms.answers(), rooms.catalogue.status()) == before


def test_a_reindex_that_lacks_acts_is_not_swapped_in(rooms: Rooms) -> None:
    rooms.follow()
    before = rooms.answers()
    of = rooms.invented.register_id()
    rooms.archive.shelf.packages[of.package()][2].pop()
    with pytest.raises(IndexIncomplete, match=r"holds 4 acts where the ledger says 5"):
        rooms.reindex(partial=True)

    assert rooms.answers() == before


def test_a_reindex_that_finds_two_acts_under_one_identifier_is_not_swapped_in(rooms: Rooms) -> None:
    of = rooms.invented.register_id(1990)
    rooms.archive.keep(of, [rooms.invented.act(of, 1), rooms.invented.act(of, 1, rooms.invented.GIVEN[1])])
    with pytest.raises(IndexIncomplete, match=r"has 2 documents, of which 1 are found"):
        rooms.reindex()

    with pytest.raises(EngineUnavailable):
        rooms.engine.count()


def test_a_reindex_goes_without_an_unreadable_package_only_when_allowed(rooms: Rooms) -> None:
    lost = rooms.invented.register_id().package()
    del rooms.archive.shelf.packages[lost]
    with pytest.raises(IndexIncomplete, match=lost):
        rooms.reindex()
    built = rooms.reindex(partial=True)

    assert (built.packages, built.documents, len(built.remarks)) == (1, 1, 1)
    assert rooms.engine.count() == 1


class GrowingBook:
    """A ledger to which another process appends while it is read."""

    def __init__(self, archive, more) -> None:
        self._book = archive.book
        self._more = iter(more)

    def head(self):
        return self._book.head()

    def since(self, position: int) -> Iterator[Recorded]:
        for recorded in self._book.since(position):
            yield recorded
            for grow in self._more:
                grow()
                break


def test_entries_appended_meanwhile_are_left_for_the_next_time_or_taken_whole(rooms: Rooms) -> None:
    of = rooms.invented.register_id(1990)
    book = GrowingBook(rooms.archive, [lambda: rooms.archive.keep(of, [rooms.invented.act(of, 1)])])
    followed = follow(book, rooms.archive.shelf, rooms.catalogue, rooms.engine, rooms.progress)
    rooms.follow()

    assert followed.problem is None
    assert rooms.engine.position() == rooms.catalogue.position() == 5
    assert rooms.engine.count() == 9


def test_both_engines_follow_alike(rooms: Rooms) -> None:
    rooms.follow()
    rooms.archive.record(EntryType.AUDIT, "all", "intact")
    rooms.follow()
    embedded = rooms.answers()
    rooms.engine = MemoryEngine()
    rooms.reindex()

    assert rooms.answers() == embedded


class Lying(MemoryEngine):
    """An engine that acknowledges everything and keeps something else of one act."""

    def __init__(self, keeps: Callable[[Document], Iterator[Document]]) -> None:
        super().__init__()
        self._keeps = keeps

    def begin(self, again: bool = False):
        writing = super().begin(again)
        honest = writing.add
        writing.add = lambda made: honest(
            on_cards(*(kept for card in made.cards for kept in self._keeps(Document.read(card.body))))
        )
        return writing


def without_the_first(document: Document) -> Iterator[Document]:
    if document.shown.number != "40":
        yield document


def with_another_name(document: Document) -> Iterator[Document]:
    yield replace(document, values=()) if document.shown.number == "40" else document


def with_one_more(document: Document) -> Iterator[Document]:
    yield document
    if document.shown.number == "40":
        yield replace(document, id="foreign", register="ma_01.511.01.03-1_dahir1950_birth_1999_p1_office")


@pytest.mark.parametrize(
    ("keeps", "said"),
    [
        (without_the_first, r"has 7 documents, of which 6 are found"),
        (with_another_name, r"has other documents in the index than in its packages"),
        (with_one_more, r"1999_p1_office is in the index and not in the ledger"),
    ],
)
def test_what_an_engine_did_not_keep_as_it_was_given_is_not_swapped_in(rooms: Rooms, keeps, said: str) -> None:
    rooms.engine = Lying(keeps)
    with pytest.raises(IndexIncomplete, match=said):
        rooms.reindex()

    with pytest.raises(EngineUnavailable):
        rooms.engine.count()
