"""Is there one page in the image file? A thumbnail is not a page."""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.delivery.batch import FileFacts
from archive.model.finding import Finding


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """MULTIPAGE."""
    if facts.image and facts.image.pages > 1:
        yield from profile.against("MULTIPAGE", facts.path, pages=facts.image.pages)
