"""Are there as many dots an inch across as down?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.check.resolution import stated
from archive.delivery.batch import FileFacts
from archive.model.finding import Finding


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """UNEQUAL_RESOLUTION."""
    found = stated(facts)
    if found and abs(found.x - found.y) > profile.unequal * max(found.x, found.y):
        yield from profile.against("UNEQUAL_RESOLUTION", facts.path, across=round(found.x), down=round(found.y))
