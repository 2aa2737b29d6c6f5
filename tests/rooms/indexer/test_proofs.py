"""When each package was last read stands in the catalogue, and can be made again from ledger and documents."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from archive.ledger.entry import EntryType
from archive.model.digest import Digest
from archive.model.verdicts import Verdicts
from indexer.building.build import rebuild_catalogue
from indexer.catalogue.sqlite import SqlCatalogue
from indexer.documents.package_content import note

BEGAN = datetime(2026, 3, 1, 2, tzinfo=UTC)


@pytest.fixture
def catalogue(tmp_path: Path) -> SqlCatalogue:
    return SqlCatalogue(tmp_path / "catalogue")


@pytest.fixture
def archive(invented: SimpleNamespace) -> Any:
    """Packages at 0, 1 and 2."""
    made = invented.Archive()
    for year in (1987, 1988, 1989):
        of = invented.register_id(year=year)
        made.keep(of, [invented.act(of, 1)])
    return made


def audit(archive: Any, day: int, store: str = "main", lost: bool = False, **outcomes: Any) -> None:
    found = Verdicts(store, BEGAN + timedelta(days=day), outcomes)
    digest = Digest.of(found.encode())
    if not lost:
        archive.shelf.documents[digest] = found
    archive.record(EntryType.AUDIT, "fixity", "intact", digests={"verdicts": digest}, links={"store": store})


def take_in(catalogue: SqlCatalogue, archive: Any, positions: list[int] | None = None) -> None:
    entries = [note(one, archive.shelf) for one in archive.book.since(0)]
    chosen = entries if positions is None else [entries[position] for position in positions]
    with catalogue.resume() as writing:
        writing.apply(chosen, len(entries))


def read(catalogue: SqlCatalogue, archive: Any) -> list[list[tuple[str, str, str]]]:
    packages = [one.entry.subject for one in archive.book.since(0) if one.entry.type is EntryType.PACKAGE_STORED]
    return [[(one.store, one.read[8:10], one.outcome) for one in catalogue.proofs_of(package)] for package in packages]


def test_the_newest_look_stands_for_each_store(catalogue: SqlCatalogue, archive: Any) -> None:
    audit(archive, 0, intact=((0, 2),))
    audit(archive, 1, altered=((1, 1),))
    audit(archive, 2, store="north", intact=((0, 0),))
    take_in(catalogue, archive)

    assert read(catalogue, archive) == [
        [("main", "01", "intact"), ("north", "03", "intact")],
        [("main", "02", "altered")],
        [("main", "01", "intact")],
    ]


def test_an_older_audit_that_is_taken_in_again_undoes_nothing(catalogue: SqlCatalogue, archive: Any) -> None:
    audit(archive, 0, intact=((0, 2),))
    audit(archive, 1, altered=((1, 1),))
    take_in(catalogue, archive)
    before = read(catalogue, archive)
    take_in(catalogue, archive, [3])

    assert read(catalogue, archive) == before


def test_never_read_differing_and_oldest_are_counted(catalogue: SqlCatalogue, archive: Any) -> None:
    audit(archive, 3, intact=((0, 0),))
    audit(archive, 1, missing=((2, 2),))
    take_in(catalogue, archive)
    found = catalogue.proved("main")

    assert (found.never, found.differing) == (1, 1)
    assert found.oldest is not None and found.oldest.read == "2026-03-02T02:00:00Z"
    assert catalogue.proved("north").never == 3


def test_what_could_not_be_read_is_no_proof(catalogue: SqlCatalogue, archive: Any) -> None:
    audit(archive, 0, unreadable=((0, 2),))
    take_in(catalogue, archive)

    assert catalogue.proved("main").never == 3


def test_a_lost_document_is_no_proof_and_stops_nothing(catalogue: SqlCatalogue, archive: Any) -> None:
    audit(archive, 0, lost=True, intact=((0, 2),))
    take_in(catalogue, archive)

    assert catalogue.proved("main").never == 3
    assert catalogue.status().audits == 1


def test_a_rebuilt_catalogue_knows_the_same(catalogue: SqlCatalogue, archive: Any) -> None:
    audit(archive, 0, intact=((0, 2),))
    audit(archive, 1, altered=((1, 1),))
    take_in(catalogue, archive)
    before = read(catalogue, archive)
    rebuild_catalogue(archive.book, archive.shelf, catalogue)

    assert read(catalogue, archive) == before
