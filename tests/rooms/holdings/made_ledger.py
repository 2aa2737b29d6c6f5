"""Entries of a small made-up ledger, and the documents that they name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from archive.ledger.entry import Entry, EntryType
from archive.model.digest import Digest
from archive.model.ranges import Ranges
from archive.model.verdicts import Verdicts
from archive.store.port import NotStored

SERIES = "ma_01.511.01.03-1_dahir1950_birth_1987"
FIRST, SECOND, COURT = f"{SERIES}_p1_office", f"{SERIES}_p2_office", f"{SERIES}_p1_court"
OTHER = "ma_01.511.01.03-1_dahir1950_birth_1988_p1_office"
DAY = datetime(2026, 1, 1, 8, tzinfo=UTC)
COUNTS = {"views": 3, "pages": 5, "acts": 7, "mentions": 2, "payload_files": 11, "payload_bytes": 1300}


def at(number: int) -> datetime:
    """So many days after the first."""
    return DAY + timedelta(days=number)


class Documents(dict[Digest, bytes]):
    """Documents by their digest."""

    def keep(self, content: bytes) -> Digest:
        """Put one in."""
        self[Digest.of(content)] = content
        return Digest.of(content)

    def __missing__(self, digest: Digest) -> bytes:
        raise NotStored(str(digest))


def package(register: str, version: int, delivery: str, day: int) -> Entry:
    """A package is stored."""
    name = f"{register}-v{version}"
    digests = {"tagmanifest": Digest.of(name.encode()), "manifest": Digest.of(delivery.encode())}
    links = {"register": register, "delivery": delivery}
    return Entry(EntryType.PACKAGE_STORED, at(day), "a", name, "", digests, COUNTS, links)


def received(delivery: str, manifest: Digest, day: int, contractor: str = "scanners") -> Entry:
    """A delivery comes."""
    links = {"contractor": contractor} if contractor else {}
    counts = {"registers": 2, "files": 9, "bytes": 99}
    return Entry(EntryType.DELIVERY_RECEIVED, at(day), "a", delivery, "", {"manifest": manifest}, counts, links)


def judged(delivery: str, manifest: Digest, outcome: str, day: int) -> Entry:
    """A verdict falls."""
    digests = {"manifest": manifest, "verdict": Digest.of(f"{delivery} {outcome}".encode())}
    return Entry(EntryType.VERDICT, at(day), "a", delivery, outcome, digests)


def audit(documents: Documents, store: str, began: int, outcomes: Mapping[str, Ranges]) -> Entry:
    """An audit of a store ends, a day after it began."""
    digest = documents.keep(Verdicts(store, at(began), outcomes).encode())
    links = {} if store == "main" else {"store": store}
    return Entry(EntryType.AUDIT, at(began + 1), "a", "fixity", "differences", {"verdicts": digest}, {}, links)


def repair(package: str, outcome: str, day: int, store: str = "main") -> Entry:
    """A package is made whole, or not."""
    links = {} if store == "main" else {"store": store}
    return Entry(EntryType.REPAIR, at(day), "a", package, outcome, links=links)


def disposed(register: str, tombstone: int, day: int) -> Entry:
    """All before a tombstone goes."""
    links = {"tombstone": f"{register}-v{tombstone}", "request": "r"}
    return Entry(EntryType.DISPOSED, at(day), "a", register, "done", links=links)
