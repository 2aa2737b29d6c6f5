"""What an archive holds, asked of its truth alone: ledger and store, never catalogue or index."""

from __future__ import annotations

from pathlib import Path

from archive.audit.fixity import verify_package
from archive.audit.outcome import Word
from archive.ledger.entry import EntryType
from khizana.wiring.opening import open_archive


def recorded(root: Path) -> list[str]:
    """The packages that the ledger names, in its order."""
    entries = (one.entry for one in open_archive(root).ledger.since(0))
    return [entry.subject for entry in entries if entry.type is EntryType.PACKAGE_STORED]


def damaged(root: Path) -> list[str]:
    """The packages named by the ledger that are not intact against the digest it names."""
    archive = open_archive(root)
    archive.ledger.verify()
    entries = [one.entry for one in archive.ledger.since(0) if one.entry.type is EntryType.PACKAGE_STORED]
    audits = (
        verify_package(entry.subject, entry.digests["tagmanifest"], archive.store.files(entry.subject))
        for entry in entries
    )
    return [audit.package for audit in audits if audit.word is not Word.INTACT]
