"""When a package was last read is folded from the ledger and the documents of audits; what is lost proves nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from archive.audit.inventory import holdings, within
from archive.holdings.projection import Projection
from archive.ledger.entry import Entry, EntryType
from archive.model.digest import Digest
from archive.model.verdicts import Verdicts, together
from tests.support.memory_ledger import MemoryLedger
from tests.support.memory_store import MemoryStore

BEGAN = datetime(2026, 3, 1, 2, tzinfo=UTC)


class Book:
    """A ledger of packages and audits, and the store with their documents."""

    def __init__(self) -> None:
        self.ledger = MemoryLedger()
        self.store = MemoryStore()

    def package(self, name: str) -> None:
        counts = {"payload_files": 3, "payload_bytes": 100}
        digests = {"tagmanifest": Digest.of(name.encode())}
        self.ledger.append([Entry(EntryType.PACKAGE_STORED, BEGAN, "op", name, "", digests, counts)])

    def projection(self) -> Projection:
        return Projection.open(self.ledger, self.store.document, None, BEGAN)

    def delivery(self) -> None:
        digests = {"manifest": self.store.put_document(b"manifest")}
        self.ledger.append([Entry(EntryType.DELIVERY_RECEIVED, BEGAN, "op", "d", "", digests)])

    def audit(self, day: int, store: str = "main", lost: bool = False, **outcomes: list[tuple[int, int]]) -> None:
        began = BEGAN + timedelta(days=day)
        content = Verdicts(store, began, {word: tuple(ranges) for word, ranges in outcomes.items()}).encode()
        digests = {"verdicts": Digest.of(content) if lost else self.store.put_document(content)}
        links = {"store": store}
        self.ledger.append([Entry(EntryType.AUDIT, began, "op", "fixity", "intact", digests, {}, links)])


@pytest.fixture
def book() -> Book:
    """Packages at 1, 2 and 4."""
    made = Book()
    made.delivery()
    for name in ("a", "b"):
        made.package(name)
    made.delivery()
    made.package("c")
    return made


def looked(book: Book, store: str = "main") -> dict[int, tuple[int, str]]:
    found = holdings(book.projection(), store).looked
    return {position: ((one.time - BEGAN).days, str(one.outcome)) for position, one in found.items()}


def test_packages_and_documents_are_those_that_the_ledger_names(book: Book) -> None:
    held = holdings(book.projection())

    assert [(one.position, one.package, one.files, one.bytes) for one in held.packages] == [
        (1, "a", 3, 100),
        (2, "b", 3, 100),
        (4, "c", 3, 100),
    ]
    assert held.documents == (Digest.of(b"manifest"),)
    assert held.looked == {}


def test_the_newest_look_at_a_package_counts(book: Book) -> None:
    book.audit(1, intact=[(1, 4)])
    book.audit(2, altered=[(2, 2)], intact=[(4, 4)])

    assert looked(book) == {1: (1, "intact"), 2: (2, "altered"), 4: (2, "intact")}


def test_what_could_not_be_read_was_not_read(book: Book) -> None:
    book.audit(1, intact=[(1, 2)])
    book.audit(2, unreadable=[(1, 4)])

    assert looked(book) == {1: (1, "intact"), 2: (1, "intact")}


def test_every_store_is_looked_at_by_itself(book: Book) -> None:
    book.audit(1, intact=[(1, 1)])
    book.audit(2, store="north", intact=[(1, 4)])

    assert looked(book) == {1: (1, "intact")}
    assert looked(book, "north") == {1: (2, "intact"), 2: (2, "intact"), 4: (2, "intact")}


def test_a_lost_document_proves_nothing(book: Book) -> None:
    book.audit(1, intact=[(1, 4)])
    book.audit(2, lost=True, intact=[(1, 4)])

    assert looked(book) == {1: (1, "intact"), 2: (1, "intact"), 4: (1, "intact")}


def test_a_document_that_was_altered_proves_nothing(book: Book) -> None:
    book.audit(1, intact=[(1, 1)])
    forged = Verdicts("main", BEGAN + timedelta(days=9), {"intact": ((1, 4),)}).encode()

    assert holdings(Projection.open(book.ledger, lambda _: forged, None, BEGAN)).looked == {}


def test_a_replica_that_is_behind_holds_what_was_named_until_then(book: Book) -> None:
    held = holdings(book.projection(), "north", until=2)

    assert [one.package for one in held.packages] == ["a"]
    assert held.head.size == 5


def test_a_hundred_thousand_intact_packages_take_a_line() -> None:
    positions = [position for position in range(150_000) if position % 3]
    document = Verdicts("main", BEGAN, {"intact": together(positions, positions)}).encode()

    assert len(document) < 300
    assert Verdicts.decode(document).outcomes == {"intact": ((1, 149_999),)}


@pytest.mark.parametrize(
    ("read", "ranges"),
    [([], ()), ([1, 2, 4], ((1, 4),)), ([1, 4], ((1, 1), (4, 4))), ([4], ((4, 4),)), ([2, 4], ((2, 4),))],
)
def test_ranges_mean_exactly_the_packages_that_were_read(read: list[int], ranges: object) -> None:
    stored = [1, 2, 4]
    found = together(read, stored)

    assert found == ranges
    assert within(found, stored) == read
