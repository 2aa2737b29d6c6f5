"""Entries as the archive writes them, made up and numbered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from archive.ledger.entry import Entry, EntryType
from archive.model.digest import Digest


def made(number: int) -> Entry:
    """One entry about a stored package; another number gives another entry."""
    register = f"ma_01.511.01.03-1_dahir1950_birth_1987_p{number + 1}_office"
    return Entry(
        EntryType.PACKAGE_STORED,
        datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
        "archivist-3",
        f"{register}-v1",
        digests={"tagmanifest": Digest.of(b"%d" % number)},
        counts={"views": 100, "acts": 99},
        links={"register": register},
    )


def several(count: int, first: int = 0) -> list[Entry]:
    """Entries with consecutive numbers."""
    return [made(number) for number in range(first, first + count)]


def batch(size: int) -> int:
    """How many entries follow when there are `size`: from 1 to 400, so that tiles fill at many places."""
    return 1 + size * 7919 % 400
