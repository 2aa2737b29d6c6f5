"""The whole archive, looked at once: counted, listed, and said in the same bytes each time."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from archive.audit.fixity_run import audit_all
from archive.audit.outcome import Conclusion, Difference, End, FixityReport, Missing, PackageAudit, Unreadable, Word
from archive.audit.report import AuditOrigin, Run, fixity_report
from archive.audit.schedule import BINS, Scope, ScopeKind, Unread, unread
from archive.ledger.port import Head
from archive.model.digest import Digest
from archive.model.json import write_pretty
from archive.store.deposit import deposit
from archive.store.folder_store.folder import FolderStore
from archive.store.port import Store, StoreUnreadable
from tests.rooms.store.made_package import OFFICE, from_memory, made_plan
from tests.support.memory_store import MemoryStore

SCHEMA = json.loads((Path(__file__).parents[3] / "schemas/fixity-report.schema.json").read_text("utf-8"))
HEAD = Head(7, b"\xab" * 32)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def package(year: int) -> str:
    return f"{OFFICE}_dahir1950_birth_{year}_p1_office-v1"


def fill(store: Store, *years: int) -> list[tuple[str, Digest]]:
    """What the ledger would name."""
    receipts = [deposit(made_plan(package=package(year)), from_memory(), store) for year in years]
    return [(receipt.package, receipt.tagmanifest) for receipt in receipts]


def silent(_: PackageAudit) -> None:
    """Nobody watches."""


def told(report: FixityReport) -> dict[str, Any]:
    """The report as a reader gets it, judged by its schema."""
    runs = (Run(NOW, NOW, report.end, report.packages_seen),)
    made = AuditOrigin("main", Scope(ScopeKind.ALL), runs, 9, 9, 9, unread((), {}, NOW))
    found: dict[str, Any] = json.loads(write_pretty(fixity_report(report, HEAD, made)))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


@pytest.fixture(params=["memory", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemoryStore() if request.param == "memory" else FolderStore.create(tmp_path / "store")


def test_counts_what_is_intact(store: Store) -> None:
    expected = fill(store, 1987, 1988, 1989)
    document = store.put_document(b"verdict")
    report = audit_all(expected, [document], store, silent)

    assert report.conclusion is Conclusion.INTACT
    assert (report.packages_seen, report.packages_intact) == (3, 3)
    assert report.files_intact == sum(1 for name, _ in expected for _ in store.listing(name))
    assert report.bytes_intact == sum(one.size for name, _ in expected for one in store.listing(name))
    assert told(report)["counts"]["differences"] == 0


def test_names_packages_and_documents_that_are_missing(store: Store) -> None:
    expected = fill(store, 1987)
    lost = Digest.of(b"never put")
    report = audit_all([*expected, (package(1900), lost)], [lost], store, silent)

    assert report.packages == (PackageAudit(package(1900), stored=False),)
    assert report.documents == (Difference(str(lost), Missing()),)
    assert report.conclusion is Conclusion.DIFFERENCES
    assert report.differences == 2


def test_what_no_entry_names_is_information_and_no_difference(store: Store) -> None:
    expected = fill(store, 1987, 1988)
    stray, named = store.put_document(b"stray"), store.put_document(b"verdict")
    report = audit_all(expected[:1], [named], store, silent)

    assert report.unheld == (package(1988),)
    assert report.unheld_documents == (stray,)
    assert report.conclusion is Conclusion.INTACT


def test_a_forged_package_differs_from_the_ledger(store: Store) -> None:
    expected = fill(store, 1987)
    report = audit_all([(expected[0][0], Digest.of(b"what the ledger says"))], [], store, silent)

    assert [audit.word for audit in report.packages] == [Word.ALTERED]


def test_tells_each_package_once_as_it_is_done(store: Store) -> None:
    years = range(1970, 2000)
    expected = fill(store, *years)[::-1]
    seen: list[str] = []
    audit_all(expected, [], store, lambda audit: seen.append(audit.package))

    assert sorted(seen) == sorted(name for name, _ in expected)


def test_an_altered_document_is_altered(tmp_path: Path) -> None:
    store = FolderStore.create(tmp_path / "store")
    document = store.put_document(b"verdict")
    kept = tmp_path / "store/documents/sha256" / document.hex[:2] / document.hex
    kept.chmod(0o644)
    kept.write_bytes(b"Verdict")
    found = told(audit_all([], [document], store, silent))

    assert found["documents"] == [
        {
            "document": str(document),
            "outcome": "altered",
            "expected": str(document),
            "found": str(Digest.of(b"Verdict")),
        }
    ]


class Unmounted(MemoryStore):
    """A store whose lists cannot be read."""

    def packages(self) -> Iterator[str]:
        raise StoreUnreadable(errno.EIO, "Input/output error", "packages")

    def document(self, digest: Digest) -> bytes:
        raise StoreUnreadable(errno.EIO, "Input/output error", str(digest))


def test_what_could_not_be_looked_at_is_never_intact() -> None:
    document = Digest.of(b"verdict")
    report = audit_all([], [document], Unmounted(), silent)

    assert report.conclusion is Conclusion.COULD_NOT_LOOK
    assert report.documents == (Difference(str(document), Unreadable("EIO")),)
    assert report.unlisted == (Difference("packages", Unreadable("EIO")),)
    assert told(report)["counts"]["differences"] == 2


def test_the_same_state_gives_the_same_bytes(tmp_path: Path) -> None:
    store = FolderStore.create(tmp_path / "store")
    expected = fill(store, 1987, 1988, 1989)
    for year in (1987, 1989):
        folder = tmp_path / "store/packages" / OFFICE / package(year)
        folder.chmod(0o755)
        (folder / b"caf\xe9.txt".decode("utf-8", "surrogateescape")).write_bytes(b"not UTF-8")
    documents = [Digest.of(b"a"), Digest.of(b"b")]
    one = told(audit_all(expected, documents, store, silent, threads=1))
    other = told(audit_all(expected[::-1], documents[::-1] * 2, store, silent, threads=4))

    assert one == other
    assert one["packages"][0]["differences"] == [{"path": "caf\\udce9.txt", "outcome": "unexpected", "kind": "file"}]
    assert [found["package"] for found in one["packages"]] == [package(1987), package(1989)]


def test_the_report_says_how_it_came_about_and_what_was_not_read() -> None:
    later = NOW + timedelta(hours=3)
    left = Unread(packages=4, never=1, ages=(2, 1, 0, 0, 0), differing=1, oldest=("p-v1", NOW - timedelta(days=40)))
    runs = (Run(NOW, None, End.INTERRUPTED, 2), Run(NOW, later, End.FINISHED, 5))
    scope = Scope(ScopeKind.SAMPLE, percent=Decimal("2.50"), seed="ab", size=7)
    made = AuditOrigin("b", scope, runs, 9, 7, 8, left, 3)
    found = json.loads(write_pretty(fixity_report(FixityReport(7, 6, 70, 700, 2, 1, (), ()), HEAD, made)))

    assert found["scope"] == {"kind": "sample", "percent": "2.5", "seed": "ab", "size": 7}
    assert found["runs"] == [
        {"began": "2026-03-01T00:00:00Z", "ended": None, "end": "interrupted", "packages": 2},
        {"began": "2026-03-01T00:00:00Z", "ended": "2026-03-01T03:00:00Z", "end": "finished", "packages": 5},
    ]
    assert found["not_read"] == {
        "packages": 4,
        "never": 1,
        "differing": 1,
        "ages": [{"days": days, "packages": count} for days, count in zip((*BINS, None), left.ages, strict=True)],
        "oldest": {"package": "p-v1", "read": "2026-01-20T00:00:00Z"},
    }
    assert found["store"] == "b"
    assert found["counts"] == {
        "packages_named": 9,
        "packages_disposed": 3,
        "packages_chosen": 7,
        "packages": 7,
        "packages_intact": 6,
        "files_intact": 70,
        "bytes_intact": 700,
        "documents_named": 8,
        "documents": 2,
        "documents_intact": 1,
        "differences": 0,
        "warnings": 0,
    }
