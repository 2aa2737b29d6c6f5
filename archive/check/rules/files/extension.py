"""Does the name of a file claim what its bytes are?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.delivery.batch import FileFacts
from archive.delivery.kinds import GZIP, PAGES, TAR, UNKNOWN, XLSX, ZIP, named
from archive.model.finding import Finding, blocking

_CERTAIN = (*PAGES, ZIP, TAR, GZIP, XLSX)
"""Kinds that have a signature and a name of their own; of two text formats one may look like the other."""


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """WRONG_EXTENSION; nothing about bytes that are of no known kind, because another rule says so."""
    claimed = named(facts.path)
    if facts.mime in (claimed, UNKNOWN) or not facts.size:
        return
    if facts.mime in _CERTAIN or claimed in PAGES:
        yield blocking("WRONG_EXTENSION", facts.path, found=facts.mime)
