"""Which digests of an entry name documents of the store; the others pin packages."""

from __future__ import annotations

from collections.abc import Iterator

from archive.ledger.entry import Entry
from archive.model.digest import Digest

OF_PACKAGES = frozenset({"tagmanifest", "predecessor"})
"""What pins a package and lies inside it. Whatever else an entry comes to name is taken for a document, so that it is missed."""


def documents_of(entry: Entry) -> Iterator[Digest]:
    """The documents that an entry names."""
    for name, digest in entry.digests.items():
        if name.partition(".")[0] not in OF_PACKAGES:
            yield digest
