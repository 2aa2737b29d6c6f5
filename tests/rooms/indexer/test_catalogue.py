"""The catalogue follows the ledger, answers from one consistent state, and can be made again at any time."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from archive.ledger.entry import EntryType
from archive.ledger.port import Recorded
from archive.model.digest import Digest
from archive.model.identifiers import ActId, Series
from indexer.building.build import rebuild_catalogue
from indexer.catalogue import queries
from indexer.catalogue.port import CatalogueBusy, CatalogueUnavailable, NotRecorded
from indexer.catalogue.sqlite import SqlCatalogue
from indexer.catalogue.tables import metadata
from indexer.documents.package_content import Noted, note


@pytest.fixture
def catalogue(tmp_path: Path) -> SqlCatalogue:
    return SqlCatalogue(tmp_path / "catalogue")


@pytest.fixture
def archive(invented: SimpleNamespace):
    """Two deliveries, one refused; three registers of one office, two of them parts of one series; one audit."""
    made = invented.Archive()
    made.receive(registers=3)
    made.judge()
    first, second, court = registers(invented)
    made.keep(first, [invented.act(first, number) for number in (1, 2, 3)])
    made.keep(second, [invented.act(second, number) for number in (4, 6)] + [invented.act(second, 9, suffix="bis")])
    made.keep(court, [invented.act(court, 1)])
    made.receive("lot2-2026-001", "n", 1)
    made.judge("lot2-2026-001", "n", "refused")
    made.record(EntryType.AUDIT, "all", "intact", counts={"files": 12})
    return made


def registers(invented: SimpleNamespace):
    return (
        invented.register_id(part=1),
        invented.register_id(part=2),
        invented.register_id(year=1988, copy="court"),
    )


def take_in(catalogue: SqlCatalogue, archive, first: int = 0, last: int | None = None) -> None:
    entries = [note(recorded, archive.shelf) for recorded in archive.book.since(first)][: last and last - first]
    with catalogue.resume() as writing:
        writing.apply(entries, entries[-1].recorded.position + 1)
        if last is None or last == archive.book.head().size:
            writing.reach(archive.book.head())


def rows(catalogue: SqlCatalogue) -> dict[str, Sequence[tuple[object, ...]]]:
    """Everything in every table."""
    with catalogue.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


def test_counts_what_the_ledger_says(catalogue: SqlCatalogue, archive) -> None:
    take_in(catalogue, archive)
    status = catalogue.status()

    assert (status.position, catalogue.position()) == (8, 8)
    assert (status.deliveries, status.accepted, status.refused) == (2, 1, 1)
    assert (status.offices, status.registers, status.packages, status.unreadable) == (1, 3, 3, 0)
    assert (status.views, status.acts, status.mentions) == (9, 7, 0)
    assert status.last_audit is not None
    assert (status.last_audit.outcome, status.last_audit.counts) == ("intact", {"files": 12})


def test_entries_taken_in_twice_change_nothing(catalogue: SqlCatalogue, archive) -> None:
    take_in(catalogue, archive)
    once = rows(catalogue)
    take_in(catalogue, archive)
    take_in(catalogue, archive, 1, 5)

    assert rows(catalogue) == once


def test_an_older_entry_never_undoes_a_newer(catalogue: SqlCatalogue, archive, invented: SimpleNamespace) -> None:
    first, *_ = registers(invented)
    archive.keep(first, [invented.act(first, 2)], version=2)
    take_in(catalogue, archive)
    once = rows(catalogue)
    take_in(catalogue, archive, 0, 1)
    take_in(catalogue, archive, 2, 3)

    assert rows(catalogue) == once
    with catalogue.reading() as connection:
        assert next(queries.registers(connection)).head == first.package(2)


def test_a_rebuild_gives_the_same_rows(catalogue: SqlCatalogue, archive) -> None:
    for end in range(1, 9):
        take_in(catalogue, archive, end - 1, end)
    followed = rows(catalogue)
    position = rebuild_catalogue(archive.book, archive.shelf, catalogue)

    assert position == 8
    assert rows(catalogue) == followed


def test_a_rebuild_leaves_the_old_one_answering_until_it_is_whole(catalogue: SqlCatalogue, archive) -> None:
    take_in(catalogue, archive, 0, 3)
    with catalogue.begin() as writing:
        writing.apply([note(recorded, archive.shelf) for recorded in archive.book.since(0)], 8)
        during = catalogue.position()
        writing.swap()

    assert (during, catalogue.position()) == (3, 8)


def test_a_reader_keeps_its_state_while_a_writer_writes_and_after_a_swap(catalogue: SqlCatalogue, archive) -> None:
    take_in(catalogue, archive, 0, 3)
    with catalogue.reading() as connection:
        before = queries.status(connection)
        take_in(catalogue, archive, 3)
        during = queries.status(connection)
        rebuild_catalogue(archive.book, archive.shelf, catalogue)
        after = queries.status(connection)

    assert before == during == after
    assert catalogue.status().position == 8


def test_a_reader_sees_what_was_committed_while_a_writer_is_open(catalogue: SqlCatalogue, archive) -> None:
    with catalogue.resume() as writing:
        writing.apply([note(recorded, archive.shelf) for recorded in archive.book.since(0)], 8)

        assert catalogue.status().packages == 3


def test_reading_cannot_change_anything(catalogue: SqlCatalogue, archive) -> None:
    take_in(catalogue, archive)

    with pytest.raises(CatalogueUnavailable, match="readonly"), catalogue.reading() as connection:
        connection.exec_driver_sql("DELETE FROM packages")


def test_a_transaction_that_fails_leaves_nothing(catalogue: SqlCatalogue, archive) -> None:
    take_in(catalogue, archive, 0, 2)
    before = rows(catalogue)
    good = note(next(archive.book.since(2)), archive.shelf)
    broken = Noted(Recorded(3, replace(good.recorded.entry, subject="not-a-package")))
    with pytest.raises(ValueError, match="not-a-package"), catalogue.resume() as writing:
        writing.apply([good, broken], 4)

    assert rows(catalogue) == before


def test_lists_packages_registers_and_offices_in_order(
    catalogue: SqlCatalogue, archive, invented: SimpleNamespace
) -> None:
    take_in(catalogue, archive)
    first, second, court = registers(invented)
    office = first.series.office_id
    with catalogue.reading() as connection:
        packages = list(queries.packages(connection))
        by_year = [row.id for row in queries.registers(connection, office=office, year=1987)]
        everything = [row.id for row in queries.registers(connection)]
        offices = list(queries.offices(connection))

    assert [row.id for row in packages] == [of.package() for of in (first, second, court)]
    assert (packages[1].acts, packages[1].delivery, packages[1].readable) == (3, "lot1-2026-001", True)
    assert by_year == [str(first), str(second)]
    assert everything == [str(first), str(second), str(court)]
    assert [(row.id, row.name["fr"], row.within[0]["level"]) for row in offices] == [
        (office, "Riad El Akhdar", "province")
    ]


def test_gives_the_facts_of_every_head_in_order(catalogue: SqlCatalogue, archive, invented: SimpleNamespace) -> None:
    first, second, court = registers(invented)
    archive.keep(first, [invented.act(first, 2)], version=2)
    take_in(catalogue, archive)
    with catalogue.reading() as connection:
        facts = list(queries.head_facts(connection))

    assert facts == [archive.shelf.facts(package) for package in (first.package(2), second.package(), court.package())]


@pytest.mark.parametrize(
    ("number", "suffix", "parts"), [(2, "", (1,)), (6, "", (2,)), (9, "bis", (2,)), (5, "", ()), (99, "", ())]
)
def test_finds_the_packages_that_may_hold_an_act(
    catalogue: SqlCatalogue, archive, invented: SimpleNamespace, number: int, suffix: str, parts: tuple[int, ...]
) -> None:
    take_in(catalogue, archive)
    act = ActId(invented.register_id().series, number, suffix)

    assert catalogue.packages_of(act) == tuple(invented.register_id(part=part).package() for part in parts)


def test_finds_an_act_in_every_copy_and_version_the_newest_first(
    catalogue: SqlCatalogue, archive, invented: SimpleNamespace
) -> None:
    first, *_ = registers(invented)
    court = invented.register_id(copy="court")
    archive.keep(court, [invented.act(court, 2)])
    archive.keep(first, [invented.act(first, 2)], version=2)
    take_in(catalogue, archive)

    assert catalogue.packages_of(ActId(first.series, 2)) == (first.package(2), court.package(), first.package())


def test_tells_the_numbers_held_of_a_series(catalogue: SqlCatalogue, archive, invented: SimpleNamespace) -> None:
    take_in(catalogue, archive)
    with catalogue.reading() as connection:
        held = queries.held_numbers(connection, invented.register_id().series)
        none = queries.held_numbers(connection, Series("ma", "99", "dahir1950", "birth", 1987))

    assert [(one.copy, one.numbers, one.suffixed) for one in held] == [
        ("office", ((1, 3),), ()),
        ("office", ((4, 4), (6, 6)), ("9-bis",)),
    ]
    assert none == ()


def test_shows_each_delivery_with_its_last_verdict(catalogue: SqlCatalogue, archive) -> None:
    archive.judge("lot2-2026-001", "n", "accepted")
    archive.receive("lot2-2026-001", "another manifest")
    take_in(catalogue, archive)
    with catalogue.reading() as connection:
        deliveries = list(queries.deliveries(connection))

    assert [(one.id, one.outcome, one.findings) for one in deliveries] == [
        ("lot1-2026-001", "accepted", {"blocking": 0}),
        ("lot2-2026-001", "accepted", {"blocking": 0}),
        ("lot2-2026-001", "", {}),
    ]
    assert deliveries[0].contractor == "atlas"
    assert deliveries[0].verdict == str(Digest.of(b"accepted"))


def test_a_verdict_belongs_to_the_last_receipt_of_the_same_manifest(catalogue: SqlCatalogue, archive) -> None:
    archive.receive("lot3-2026-001", "first")
    archive.receive("lot3-2026-001", "second")
    archive.judge("lot3-2026-001", "first", "refused")
    for outcome in ("refused", "accepted"):
        archive.record(EntryType.DELIVERY_RECEIVED, "unnamed")
        archive.record(EntryType.VERDICT, "unnamed", outcome)
    take_in(catalogue, archive)
    with catalogue.reading() as connection:
        outcomes = [(one.id, one.outcome) for one in queries.deliveries(connection)][2:]

    assert outcomes == [
        ("lot3-2026-001", "refused"),
        ("lot3-2026-001", ""),
        ("unnamed", "refused"),
        ("unnamed", "accepted"),
    ]


def test_lists_the_packages_of_one_register_or_delivery(
    catalogue: SqlCatalogue, archive, invented: SimpleNamespace
) -> None:
    first, *_ = registers(invented)
    archive.keep(first, [invented.act(first, 2)], version=2)
    take_in(catalogue, archive)
    with catalogue.reading() as connection:
        of_register = [row.id for row in queries.packages(connection, register=str(first))]
        of_delivery = [len(list(queries.packages(connection, delivery=name))) for name in ("lot1-2026-001", "lot2")]

    assert of_register == [first.package(1), first.package(2)]
    assert of_delivery == [4, 0]


def test_knows_where_a_package_is_recorded(catalogue: SqlCatalogue, archive, invented: SimpleNamespace) -> None:
    take_in(catalogue, archive)
    package = registers(invented)[0].package()

    assert catalogue.recorded(package) == (2, Digest.of(package.encode()))
    with pytest.raises(NotRecorded, match="khizana status"):
        catalogue.recorded("ma_1_x_birth_1900_p1_office-v1")


def test_only_one_writes_at_a_time(catalogue: SqlCatalogue, tmp_path: Path) -> None:
    other = SqlCatalogue(tmp_path / "catalogue")
    with catalogue.resume():
        for ask in (other.resume, other.begin):
            with pytest.raises(CatalogueBusy, match="another process"):
                ask()

    with other.resume() as writing:
        assert writing.position() == 0


def test_is_durable_and_does_not_block_readers(catalogue: SqlCatalogue, archive) -> None:
    from indexer.catalogue.connection import for_writing

    take_in(catalogue, archive)
    file = next(Path(catalogue._generations.folder).glob("g*/catalogue.db"))
    with for_writing(file).begin() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        locked = _is_locked(file)

    assert pragmas == ["wal", 2]
    assert locked


def _is_locked(file: Path) -> bool:
    """Whether a second writer is kept out although nothing was written yet: the transaction is immediate."""
    second = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        second.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    else:
        return False
    finally:
        second.close()


@pytest.mark.parametrize("harm", ["gone", "garbage", "empty"])
def test_a_damaged_catalogue_names_the_remedy(catalogue: SqlCatalogue, archive, tmp_path: Path, harm: str) -> None:
    take_in(catalogue, archive)
    file = next(tmp_path.glob("catalogue/g*/catalogue.db"))
    file.unlink()
    if harm != "gone":
        file.write_bytes(b"" if harm == "empty" else b"not a database, " * 400)

    for ask in (catalogue.status, catalogue.position, catalogue.resume):
        with pytest.raises(CatalogueUnavailable, match="khizana rebuild"):
            ask()
    assert rebuild_catalogue(archive.book, archive.shelf, catalogue) == catalogue.position() == 8


def test_without_a_catalogue_nothing_was_seen(catalogue: SqlCatalogue) -> None:
    assert catalogue.position() == 0
    with pytest.raises(CatalogueUnavailable, match="khizana rebuild"):
        catalogue.status()


def test_its_tables_are_sql_that_postgresql_takes() -> None:
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    written = [str(CreateTable(table).compile(dialect=postgresql.dialect())) for table in metadata.sorted_tables]

    assert all(text.strip().startswith("CREATE TABLE") for text in written)


def test_the_catalogue_of_another_archive_is_named_and_not_asked(tmp_path: Path) -> None:
    with SqlCatalogue(tmp_path / "catalogue", "khizana/north").resume():
        pass

    with pytest.raises(CatalogueUnavailable, match="that of another archive, khizana/north: run `khizana rebuild`"):
        SqlCatalogue(tmp_path / "catalogue", "khizana/south").position()


def test_a_catalogue_that_does_not_say_whose_it_is_goes_on(tmp_path: Path) -> None:
    with SqlCatalogue(tmp_path / "catalogue").resume():
        pass

    assert SqlCatalogue(tmp_path / "catalogue", "khizana/south").position() == 0
