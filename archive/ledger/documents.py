"""Which digests of an entry name documents of the store; the others pin packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Recorded
from archive.model.digest import Digest

OF_PACKAGES = frozenset({"tagmanifest", "predecessor"})
"""What pins a package and lies inside it. Whatever else an entry comes to name is taken for a document, so that it is missed."""


def documents_of(entry: Entry) -> Iterator[Digest]:
    """The documents that an entry names."""
    for name, digest in entry.digests.items():
        if name.partition(".")[0] not in OF_PACKAGES:
            yield digest


def named_in(recorded: Iterable[Recorded]) -> tuple[dict[str, Digest], set[Digest]]:
    """The packages that entries store, in order, each with the digest of its tagmanifest; and the documents that they name."""
    packages: dict[str, Digest] = {}
    documents: set[Digest] = set()
    for one in recorded:
        documents.update(documents_of(one.entry))
        if one.entry.type is EntryType.PACKAGE_STORED:
            packages[one.entry.subject] = one.entry.digests["tagmanifest"]
    return packages, documents
