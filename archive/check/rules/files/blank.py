"""Is there anything on the page?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.delivery.batch import FileFacts
from archive.model.finding import Finding


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """BLANK_PAGE: hardly a square of the page is darker than what surrounds it. Not asked of a page that is declared blank."""
    ink = facts.image.ink if facts.image else None
    if ink is not None and not facts.damage and ink < profile.blank_ink:
        yield from profile.against("BLANK_PAGE", facts.path)
