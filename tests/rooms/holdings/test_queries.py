"""Each question gets what the entries say, and nothing of another store, register, delivery or time."""

from __future__ import annotations

from datetime import datetime

import pytest

from archive.holdings import lifecycle, queries
from archive.holdings.manifests import replaced
from archive.holdings.projection import Projection
from archive.holdings.values import HeldPackage, LastReading, ReceivedDelivery, RecordedVerdict
from archive.ledger.entry import Entry, EntryType
from archive.ledger.times import TOLERANCE, Behind
from archive.model.digest import Digest
from tests.rooms.holdings.made_ledger import (
    COUNTS,
    COURT,
    DAY,
    FIRST,
    OTHER,
    SECOND,
    SERIES,
    Documents,
    at,
    audit,
    disposed,
    judged,
    package,
    received,
    repair,
)
from tests.support.memory_ledger import MemoryLedger

MANIFEST = Digest.of(b"first")


@pytest.fixture
def documents() -> Documents:
    return Documents()


@pytest.fixture
def ledger(documents: Documents) -> MemoryLedger:
    """Positions 0 to 5 are packages; of COURT the first version is disposed of."""
    ledger = MemoryLedger()
    ledger.append(
        [
            package(FIRST, 1, "first", 0),
            package(SECOND, 1, "first", 0),
            package(COURT, 1, "first", 0),
            package(OTHER, 1, "second", 1),
            package(FIRST, 2, "second", 1),
            package(COURT, 2, "second", 1),
            received("first", MANIFEST, 2),
            received("second", Digest.of(b"second"), 3, ""),
            judged("first", MANIFEST, "refused", 4),
            judged("first", MANIFEST, "accepted", 5),
            judged("second", Digest.of(b"second"), "accepted", 5),
            audit(documents, "main", 6, {"intact": ((0, 2), (4, 5)), "unreadable": ((3, 3),)}),
            audit(documents, "main", 8, {"altered": ((1, 1),), "missing": ((4, 4),)}),
            audit(documents, "b", 7, {"missing": ((0, 5),)}),
            disposed(COURT, 2, 10),
            repair(f"{SECOND}-v1", "repaired", 11),
            repair(f"{SECOND}-v1", "failed", 12),
            repair(f"{SECOND}-v1", "restored", 13, "b"),
        ]
    )
    return ledger


@pytest.fixture
def projection(ledger: MemoryLedger, documents: Documents) -> Projection:
    return Projection.open(ledger, documents.__getitem__, None, at(20))


def names(found: object) -> list[str]:
    assert not isinstance(found, str)
    return [one.package for one in found]  # type: ignore[attr-defined]


def test_a_package_is_told_with_all_that_its_entry_says(projection: Projection) -> None:
    counts = {name: COUNTS[name] for name in ("views", "pages", "acts", "mentions")}
    tagmanifest = Digest.of(f"{FIRST}-v1".encode())
    expected = HeldPackage(0, f"{FIRST}-v1", FIRST, tagmanifest, str(MANIFEST), "first", DAY, counts, 11, 1300, None)

    assert queries.package(projection, f"{FIRST}-v1") == expected == queries.at(projection, 0)
    assert queries.confirmed(projection, expected) == expected
    assert queries.package(projection, "no such") is None
    assert queries.at(projection, 6) is None


def test_packages_are_told_by_register_series_run_of_numbers_delivery_and_position(projection: Projection) -> None:
    assert names(queries.chain(projection, FIRST)) == [f"{FIRST}-v1", f"{FIRST}-v2"]
    ofs = [f"{FIRST}-v1", f"{SECOND}-v1", f"{COURT}-v1", f"{FIRST}-v2", f"{COURT}-v2"]
    assert names(queries.of_series(projection, SERIES)) == ofs
    assert names(queries.of_numbering(projection, f"{SERIES}_office")) == [f"{FIRST}-v1", f"{SECOND}-v1", f"{FIRST}-v2"]
    assert names(queries.of_manifest(projection, MANIFEST)) == [f"{FIRST}-v1", f"{SECOND}-v1", f"{COURT}-v1"]
    assert names(queries.since(projection, 4)) == names(queries.stored_since(projection, 4)) == ofs[3:]
    assert names(queries.heads(projection)) == [f"{SECOND}-v1", f"{OTHER}-v1", f"{FIRST}-v2", f"{COURT}-v2"]


def test_what_was_disposed_of_is_gone_and_no_longer_held(projection: Projection) -> None:
    assert queries.gone(projection) == frozenset({f"{COURT}-v1"})
    assert [one.gone for one in queries.chain(projection, COURT)] == [14, None]
    assert f"{COURT}-v1" not in names(queries.packages(projection))
    assert len(names(queries.packages(projection))) == queries.held_packages(projection) == 5
    assert names(queries.packages(projection, until=2)) == [f"{FIRST}-v1", f"{SECOND}-v1"]


def test_many_packages_are_told_a_few_at_a_time(documents: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_SOME", 2)
    ledger = MemoryLedger()
    ledger.append([package(FIRST, version, "d", version) for version in range(1, 6)])
    projection = Projection.open(ledger, documents.__getitem__, None, at(20))

    assert names(queries.stored_since(projection, 1)) == [f"{FIRST}-v{version}" for version in range(2, 6)]


def test_deliveries_and_verdicts_are_told_in_their_order(projection: Projection) -> None:
    second = Digest.of(b"second")
    first = ReceivedDelivery(6, "first", str(MANIFEST), "scanners", at(2))
    refused = RecordedVerdict(8, "first", str(MANIFEST), "refused", Digest.of(b"first refused"), at(4))
    accepted = RecordedVerdict(9, "first", str(MANIFEST), "accepted", Digest.of(b"first accepted"), at(5))

    assert queries.deliveries(projection, "first") == (first,)
    assert queries.deliveries(projection) == (first, ReceivedDelivery(7, "second", str(second), "", at(3)))
    assert queries.verdicts(projection, MANIFEST) == queries.verdicts_on(projection, "first") == (refused, accepted)
    assert [one.position for one in queries.every_verdict(projection)] == [8, 9, 10]
    assert queries.received(projection, MANIFEST)
    assert not queries.received(projection, Digest.of(b"never"))


def test_everything_that_came_is_counted_by_its_kind(projection: Projection) -> None:
    assert queries.counts(projection) == {"packages": 6, "registers": 4, "deliveries": 2, "accepted": 2, "refused": 1}


def test_documents_that_entries_name_are_told_by_digest(projection: Projection) -> None:
    assert queries.named(projection, str(MANIFEST))
    assert not queries.named(projection, str(Digest.of(f"{FIRST}-v1".encode())))
    assert queries.documents(projection, until=1) == (MANIFEST,)
    assert set(queries.documents(projection)) > {MANIFEST, Digest.of(b"first refused")}
    assert list(queries.documents(projection)) == sorted(queries.documents(projection))


def test_the_last_reading_of_a_package_is_that_of_its_store(projection: Projection) -> None:
    first, second, third = LastReading(at(6), "intact"), LastReading(at(8), "altered"), LastReading(at(8), "missing")

    assert queries.readings(projection, "main") == {0: first, 1: second, 2: first, 4: third, 5: first}
    assert set(queries.readings(projection, "b").values()) == {LastReading(at(7), "missing")}
    assert queries.reading_of(projection, "main", f"{SECOND}-v1") == second
    assert queries.reading_of(projection, "b", f"{OTHER}-v1") == LastReading(at(7), "missing")
    assert queries.reading_of(projection, "main", f"{OTHER}-v1") is None


def test_readings_of_what_is_held_are_counted_up_to_a_time(projection: Projection) -> None:
    assert queries.readings_by_outcome(projection, "main", at(20)) == {"intact": 2, "altered": 1, "missing": 1}
    assert queries.readings_by_outcome(projection, "main", at(6)) == {"intact": 2}
    assert queries.readings_by_outcome(projection, "b", at(20)) == {"missing": 5}
    assert queries.readings_by_outcome(projection, "c", at(20)) == {}


def test_what_was_not_intact_is_named_in_the_order_of_the_ledger(projection: Projection) -> None:
    assert queries.not_intact(projection, "main") == [
        (f"{SECOND}-v1", LastReading(at(8), "altered")),
        (f"{FIRST}-v2", LastReading(at(8), "missing")),
    ]
    assert queries.not_intact(projection, "c") == []


def test_the_oldest_reading_is_of_what_is_held_and_not_later_than_asked(projection: Projection) -> None:
    assert queries.oldest_reading(projection, "main", at(20)) == (f"{COURT}-v2", at(6))
    assert queries.oldest_reading(projection, "b", at(7)) == (f"{COURT}-v2", at(7))
    assert queries.oldest_reading(projection, "main", at(5)) is None
    assert queries.oldest_reading(projection, "c", at(20)) is None


def test_the_last_audit_is_of_its_store_and_not_later_than_asked(
    projection: Projection, ledger: MemoryLedger, documents: Documents
) -> None:
    def position(store: str, latest: datetime | None = None) -> datetime | None:
        found = queries.last_audit(projection, store, latest)
        return None if found is None else found.time

    assert (position("main"), position("b"), position("c")) == (at(9), at(8), None)
    assert (position("main", at(9)), position("main", at(8)), position("main", at(6))) == (at(9), at(7), None)
    false = Entry(EntryType.TIME_DECLARED, at(14), "two", "12", "false")
    ledger.append([Entry(EntryType.AUDIT, at(13), "a", "completeness", "proved"), false])
    projection.follow()
    assert position("main") == at(7)


def test_a_package_was_mended_when_it_was_last_made_whole_in_its_store(projection: Projection) -> None:
    assert queries.mended_at(projection, "main", f"{SECOND}-v1") == at(11)
    assert queries.mended_at(projection, "b", f"{SECOND}-v1") == at(13)
    assert queries.mended_at(projection, "main", f"{FIRST}-v1") is None


def test_a_clock_is_behind_the_latest_time_that_nobody_declared_false(
    projection: Projection, ledger: MemoryLedger
) -> None:
    late = Behind(at(1), 17, at(13))

    assert lifecycle.behind(projection, at(1)) == late
    assert lifecycle.behind(projection, at(13) - TOLERANCE) is None
    ledger.append([Entry(EntryType.TIME_DECLARED, at(12), "two", "17", "false")])
    projection.follow()
    assert lifecycle.behind(projection, at(1)) == Behind(at(1), 18, at(12))


def test_what_a_manifest_makes_good_is_read_once_and_never_from_one_that_was_altered(
    ledger: MemoryLedger, documents: Documents
) -> None:
    asked: list[Digest] = []
    good = documents.keep(b'{"replaces": "first"}')
    silent = documents.keep(b'{"delivery": "x"}')
    spoilt = documents.keep(b"no JSON")
    altered = Digest.of(b"something else")
    documents[altered] = b'{"replaces": "forged"}'

    def document(digest: Digest) -> bytes:
        asked.append(digest)
        return documents[digest]

    projection = Projection.open(ledger, document, None, at(20))
    asked.clear()
    manifests = [str(one) for one in (good, silent, spoilt, altered, Digest.of(b"lost"))]
    expected = {str(good): "first", str(silent): "", str(spoilt): ""}

    assert replaced(projection, manifests) == expected
    assert len(asked) == 5
    assert replaced(projection, manifests) == expected
    assert asked[5:] == [altered, Digest.of(b"lost")]
