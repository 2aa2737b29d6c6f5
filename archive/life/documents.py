"""Which digests of an entry name documents of the store; the others pin packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Recorded
from archive.life.holds import disposed_by
from archive.model.digest import Digest

OF_PACKAGES = frozenset({"tagmanifest", "predecessor"})
"""What pins a package and lies inside it. Whatever else an entry comes to name is taken for a document, so that it is missed."""


def documents_of(entry: Entry) -> Iterator[Digest]:
    """The documents that an entry names."""
    for name, digest in entry.digests.items():
        if name.partition(".")[0] not in OF_PACKAGES:
            yield digest


def named_in(recorded: Iterable[Recorded]) -> tuple[dict[str, Digest], set[Digest]]:
    """The packages that entries store and do not dispose of, in order, each with the digest of its tagmanifest; and documents."""
    packages: dict[str, Digest] = {}
    documents: set[Digest] = set()
    for one in recorded:
        documents.update(documents_of(one.entry))
        if one.entry.type is EntryType.PACKAGE_STORED:
            packages[one.entry.subject] = one.entry.digests["tagmanifest"]
        for package in disposed_by(one.entry):
            packages.pop(package, None)
    return packages, documents
