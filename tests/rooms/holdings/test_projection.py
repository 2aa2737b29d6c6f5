"""The projection says what the ledger says, at its signed head; a snapshot that does not is folded anew."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.holdings import lifecycle, queries
from archive.holdings.projection import FOLDED_FOR, Projection
from archive.holdings.seal import put, stands
from archive.ledger.entry import Entry, EntryType
from archive.life.documents import named_in
from archive.model.identifiers import RegisterId
from khizana.wiring.opening import open_archive
from khizana.wiring.session import Session
from tests.rooms.holdings import plain_folds
from tests.support.kept import unpacked

NOW = datetime(2026, 12, 24, tzinfo=UTC)
BIRTHS = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
GONE = "ma_01.511.01.03-1_dahir1950_birth_1951_p1_office"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with versions, a refused delivery, a hold, a repair, a disposal and audits."""
    return unpacked(tmp_path_factory.mktemp("kept")).root


@pytest.fixture
def archive(kept: Path, tmp_path: Path) -> Session:
    return open_archive(shutil.copytree(kept, tmp_path / "archive", symlinks=True))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "holdings.db"


def opened(archive: Session, place: Path | None, now: datetime = NOW) -> Projection:
    return Projection.open(archive.ledger, archive.document, place, now)


def grow(archive: Session, *subjects: str) -> None:
    times = (datetime(2026, 12, 1, tzinfo=UTC) + timedelta(seconds=number) for number in range(len(subjects)))
    holds = [
        Entry(EntryType.HOLD_PLACED, time, "a", one, "litigation") for time, one in zip(times, subjects, strict=True)
    ]
    archive.ledger.append(holds)


def test_packages_documents_and_readings_are_those_of_the_ledger(archive: Session, place: Path) -> None:
    projection = opened(archive, place)
    for store in ("main", "b"):
        folded = plain_folds.holdings(archive.ledger, archive.document, store)
        found = [
            (one.position, one.package, one.tagmanifest, one.files, one.bytes) for one in queries.packages(projection)
        ]

        assert found == list(folded.packages)
        assert queries.documents(projection) == folded.documents
        assert queries.last_audit(projection, store) == folded.last_audit
        assert queries.gone(projection) == frozenset(folded.disposed)
        known = {position: (one.began, one.outcome) for position, one in queries.readings(projection, store).items()}
        assert {at: known[at] for at in folded.looked} == {
            at: (one.time, one.outcome) for at, one in folded.looked.items()
        }


def test_holds_disposals_and_people_are_those_of_the_ledger(archive: Session, place: Path) -> None:
    projection = opened(archive, place)

    assert lifecycle.keeping(projection) == plain_folds.keeping(archive.ledger.since(0))
    assert lifecycle.registrations(projection) == plain_folds.registrations(archive.ledger.since(0), archive.document)
    assert list(lifecycle.open_requests(projection)) == []


def test_of_a_replica_only_what_it_has_come_to_is_held(archive: Session, place: Path) -> None:
    projection = opened(archive, place)
    entries = [one for one in archive.ledger.since(0) if one.position < 12]
    packages, documents = named_in(entries)

    assert {one.package for one in queries.packages(projection, until=12)} == set(packages) - queries.gone(projection)
    assert set(queries.documents(projection, until=12)) == documents


def test_a_chain_is_told_with_its_versions_and_the_runs_of_its_numbers(archive: Session, place: Path) -> None:
    projection = opened(archive, place)
    chain = queries.chain(projection, BIRTHS)

    assert [one.package for one in chain] == [f"{BIRTHS}-v{number}" for number in (1, 2, 3, 4)]
    series = f"{RegisterId.parse(BIRTHS).series}_office"
    assert [one.package for one in queries.of_numbering(projection, series)] == [one.package for one in chain]
    assert [one.gone is not None for one in queries.chain(projection, GONE)] == [True, False]


def test_what_is_recorded_later_is_taken_in_and_gives_the_same_as_a_new_fold(archive: Session, place: Path) -> None:
    projection = opened(archive, place)
    grow(archive, BIRTHS, GONE)
    projection.follow()

    assert projection.head == archive.ledger.head()
    assert projection.digest() == opened(archive, None).digest()


def test_two_processes_take_in_what_the_other_recorded(archive: Session, place: Path) -> None:
    first, second = opened(archive, place), opened(archive, place)
    grow(archive, BIRTHS)
    first.follow()
    grow(archive, GONE)
    second.follow()

    assert second.digest() == opened(archive, None).digest()
    assert [one.subject for one in lifecycle.keeping(first).holds][-2:] == [BIRTHS, GONE]


def spoil_bytes(place: Path) -> None:
    content = bytearray(place.read_bytes())
    content[100:200] = bytes(100)
    place.write_bytes(content)


def empty(place: Path) -> None:
    place.write_bytes(b"")


def no_database(place: Path) -> None:
    place.write_bytes(b"nonsense" * 1000)


def of_another_form(place: Path) -> None:
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE head SET format = 0")


def of_another_archive(place: Path) -> None:
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE head SET root = zeroblob(32)")


def ahead_of_the_ledger(place: Path) -> None:
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE head SET size = 1000")


@pytest.mark.parametrize(
    "spoil", [Path.unlink, spoil_bytes, empty, no_database, of_another_form, of_another_archive, ahead_of_the_ledger]
)
def test_a_snapshot_that_disagrees_is_folded_anew(archive: Session, place: Path, spoil: Callable[[Path], None]) -> None:
    expected = opened(archive, place)
    digest = expected.digest()
    expected.close()
    spoil(place)

    assert opened(archive, place).digest() == digest


def test_an_older_snapshot_is_brought_to_the_head(archive: Session, place: Path) -> None:
    opened(archive, place).close()
    older = place.read_bytes()
    grow(archive, BIRTHS)
    opened(archive, place).close()
    place.write_bytes(older)

    assert opened(archive, place).digest() == opened(archive, None).digest()


def test_what_another_program_changed_is_folded_anew(archive: Session, place: Path) -> None:
    digest = opened(archive, place).digest()
    with sqlite3.connect(place) as connection:
        connection.execute("DELETE FROM person")
        connection.execute("DROP TABLE hold")

    assert opened(archive, place).digest() == digest


def test_a_snapshot_put_back_with_its_seal_is_folded_anew(archive: Session, place: Path) -> None:
    digest = opened(archive, place).digest()
    seal = Path(f"{place}.seal").read_bytes()
    other = sqlite3.connect(place)
    other.execute("DELETE FROM person")
    other.commit()
    other.close()
    Path(f"{place}.seal").write_bytes(seal)

    assert opened(archive, place).digest() == digest


def test_a_seal_is_made_by_whoever_could_sign_and_by_nobody_else(place: Path) -> None:
    place.write_bytes(b"rows")
    put(place, b"")

    assert (stands(place, b""), stands(place, b"key")) == (True, False)
    put(place, b"key")
    assert (stands(place, b""), stands(place, b"key"), stands(place, b"other")) == (True, True, False)


def test_a_row_that_was_taken_out_under_a_seal_is_found_by_the_weekly_fold(archive: Session, place: Path) -> None:
    digest = opened(archive, place).digest()
    with sqlite3.connect(place) as connection:
        connection.execute("DELETE FROM package WHERE id = ?", (f"{BIRTHS}-v4",))

    put(place, b"")

    assert queries.package(opened(archive, place), f"{BIRTHS}-v4") is None
    later = opened(archive, place, NOW + FOLDED_FOR + timedelta(seconds=1))
    assert (later.spoilt, later.digest()) == (True, digest)
    assert opened(archive, place, NOW + FOLDED_FOR + timedelta(seconds=2)).spoilt is False


def test_a_row_that_was_put_in_is_refused_where_something_is_decided_by_it(archive: Session, place: Path) -> None:
    projection = opened(archive, place)
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE package SET tagmanifest = ? WHERE id = ?", (f"sha256:{'0' * 64}", f"{BIRTHS}-v4"))
    forged, right = queries.package(projection, f"{BIRTHS}-v4"), queries.package(projection, f"{BIRTHS}-v3")
    assert forged is not None and right is not None

    assert queries.confirmed(projection, right) == right
    with pytest.raises(queries.SnapshotForged):
        queries.confirmed(projection, forged)


def test_where_nothing_may_be_written_the_answers_are_the_same(
    archive: Session, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(archive, place).close()
    grow(archive, BIRTHS)
    before = place.read_bytes()
    place.chmod(0o444)
    place.parent.chmod(0o555)
    try:
        if os.geteuid() == 0:
            monkeypatch.setattr(os, "access", lambda *_: False)  # whom no mode keeps out
        projection = opened(archive, place)
    finally:
        place.parent.chmod(0o755)

    assert projection.digest() == opened(archive, None).digest()
    assert place.read_bytes() == before


def test_a_page_that_the_disk_lost_under_a_seal_is_noticed_by_whoever_comes_to_it(
    archive: Session, place: Path
) -> None:
    projection = opened(archive, place)
    digest, counts = projection.digest(), queries.counts(projection)
    projection.close()
    content = place.read_bytes()
    root = sqlite3.connect(place).execute("SELECT rootpage FROM sqlite_master WHERE name = 'package'").fetchone()[0]
    page = int.from_bytes(content[16:18], "big")
    place.write_bytes(content[: (root - 1) * page] + bytes(page) + content[root * page :])
    put(place, b"")
    spoilt = opened(archive, place)

    assert queries.counts(spoilt) == counts
    assert spoilt.digest() == digest
    assert opened(archive, place).digest() == digest


TAMPERED = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON hold BEGIN DELETE FROM hold; END",
    "a view in the place of a table": "ALTER TABLE hold RENAME TO aside; CREATE VIEW hold AS SELECT * FROM aside WHERE 0; "
    "CREATE TRIGGER t INSTEAD OF INSERT ON hold BEGIN SELECT 1; END; "
    "CREATE TRIGGER u INSTEAD OF DELETE ON hold BEGIN SELECT 1; END",
    "a table that takes nothing": "DROP TABLE hold; CREATE TABLE hold (position INTEGER, subject TEXT, "
    "reason TEXT UNIQUE ON CONFLICT IGNORE)",
}


@pytest.mark.parametrize("statements", TAMPERED.values(), ids=TAMPERED)
def test_a_form_that_somebody_else_gave_the_file_hides_no_hold(archive: Session, place: Path, statements: str) -> None:
    held = [one.subject for one in lifecycle.keeping(opened(archive, place)).holds]
    with closing(sqlite3.connect(place)) as tampered:
        tampered.executescript(statements)
    again = opened(archive, place)
    grow(archive, "ma_01.511.01.03-1_dahir1950_birth_1990_p1_office")
    again.follow()

    assert held
    assert [one.subject for one in lifecycle.keeping(again).holds][: len(held)] == held
    assert len(lifecycle.keeping(again).holds) == len(held) + 1
