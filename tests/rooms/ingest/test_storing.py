"""Several ingests on one archive: what is unique is decided at the ledger's head, and the one that loses leaves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from archive import published
from archive.delivery.folder import FolderSource
from archive.ingest import IngestContext, IngestReport, RegisterTaken, ingest
from archive.ledger.entry import Entry, EntryType
from archive.ledger.log.files import FilesLedger
from archive.ledger.port import Head
from archive.model.digest import Digest
from archive.package.package_reader import PackageReading
from archive.store.folder_store.folder import FolderStore
from khizana.service.intake.delivery_template import write_template
from tests.faults.operations import MOMENT, SIGNER, Remembered, content

SOMEBODY = "ma_01.511.01.03-1_dahir1950_birth_1987_p2_office"


class Overtaking(FilesLedger):
    """A ledger in which somebody else records something just before the first append of packages."""

    rival: Callable[[FilesLedger], object] | None = None

    def append(self, entries: Sequence[Entry], at: int | None = None) -> Head:
        if self.rival and any(entry.type is EntryType.PACKAGE_STORED for entry in entries):
            rival, self.rival = self.rival, None
            rival(self)
        return super().append(entries, at)


def audited(ledger: FilesLedger) -> object:
    return ledger.append([Entry(EntryType.AUDIT, MOMENT, "other", "fixity", "intact")])


def stored(ledger: FilesLedger) -> object:
    """Another delivery brings another part of the births of 1987."""
    digests = {"tagmanifest": Digest.of(b"t"), "manifest": Digest.of(b"m")}
    links = {"register": SOMEBODY, "delivery": "other"}
    entry = Entry(EntryType.PACKAGE_STORED, MOMENT, "other", f"{SOMEBODY}-v1", digests=digests, links=links)
    return ledger.append([entry])


@pytest.fixture(scope="module")
def measured() -> Remembered:
    return Remembered()


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("storing") / "delivery"
    write_template(folder)
    return folder


@pytest.fixture
def context(tmp_path: Path) -> Iterator[IngestContext]:
    store = FolderStore.create(tmp_path / "store")
    FilesLedger.create(tmp_path / "ledger", SIGNER)
    ledger = Overtaking(tmp_path / "ledger", SIGNER.verifier, SIGNER)
    yield IngestContext(
        store,
        ledger,
        PackageReading(store),
        published.schemas(),
        published.countries(),
        lambda: MOMENT,
        "tester",
        ("Khizana", "test"),
    )


def take_in(delivery: Path, context: IngestContext, memory: Remembered) -> IngestReport:
    return ingest(FolderSource(delivery), context, lambda *_: None, memory=memory)


def held(context: IngestContext) -> list[str]:
    return [one.entry.subject for one in context.ledger.since(0) if one.entry.type is EntryType.PACKAGE_STORED]


def test_something_else_recorded_meanwhile_does_no_harm(
    delivery: Path, context: IngestContext, measured: Remembered
) -> None:
    context.ledger.rival = audited  # type: ignore[attr-defined]
    report = take_in(delivery, context, measured)

    assert len(report.stored) == 4
    assert held(context) == list(report.stored)


def test_the_ingest_that_loses_says_so_and_leaves_no_package(
    delivery: Path, context: IngestContext, measured: Remembered
) -> None:
    context.ledger.rival = stored  # type: ignore[attr-defined]

    with pytest.raises(RegisterTaken, match="Run the same command again"):
        take_in(delivery, context, measured)
    assert held(context) == [f"{SOMEBODY}-v1"]
    assert list(context.store.packages()) == []


def test_several_workers_leave_what_one_leaves(
    delivery: Path, context: IngestContext, measured: Remembered, tmp_path: Path
) -> None:
    take_in(delivery, replace(context, workers=4), measured)
    other = tmp_path / "other"
    store = FolderStore.create(other / "store")
    ledger = FilesLedger.create(other / "ledger", SIGNER)
    take_in(delivery, replace(context, store=store, ledger=ledger, reading=PackageReading(store)), measured)

    assert content(other / "store") == content(tmp_path / "store")
    assert content(other / "ledger") == content(tmp_path / "ledger")


def test_a_worker_that_fails_ends_the_ingest_and_leaves_nothing(
    delivery: Path, context: IngestContext, measured: Remembered, tmp_path: Path
) -> None:
    with pytest.raises(ZeroDivisionError):
        take_in(delivery, replace(context, workers=3, reading=Broken(context.store)), measured)
    again = take_in(delivery, context, measured)

    assert len(again.stored) == 4
    assert list((tmp_path / "store/staging").iterdir()) == []


class Broken(PackageReading):
    """Cannot give the facts of a package that was just sealed."""

    def facts(self, package: str):  # type: ignore[no-untyped-def]
        raise ZeroDivisionError
