"""What another process makes of a package, for tests: imported by its own name there, where `tests` may be somebody else's."""

from __future__ import annotations

import os
import signal

from archive.model.digest import Digest
from indexer.documents.document_builder import BuiltDocuments
from indexer.documents.expected_documents import Sum
from indexer.documents.package_content import StoreAway


def named(package: str) -> BuiltDocuments:
    """Says who made it."""
    return BuiltDocuments(replaced=(package, str(os.getpid())), sum=Sum(1, int(Digest.of(package.encode()).hex, 16)))


def away_at_seven(package: str) -> BuiltDocuments:
    if package == "7":
        raise StoreAway("the store could not look for package 7")
    return named(package)


def killed_at_seven(package: str) -> BuiltDocuments:
    if package == "7":
        os.kill(os.getpid(), signal.SIGKILL)
    return named(package)
