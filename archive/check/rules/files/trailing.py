"""Does anything follow the end of the image or PDF?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.delivery.batch import FileFacts
from archive.model.finding import Finding


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """TRAILING_DATA: bytes that no reader shows (ISO 19005-1, section 6.1.3, for PDF)."""
    found = facts.image or facts.pdf
    if found and not facts.damage and found.trailing > profile.trailing_bytes:
        yield from profile.against("TRAILING_DATA", facts.path, bytes=found.trailing)
