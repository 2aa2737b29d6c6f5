"""Does the image say how many dots an inch it has, with a unit?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.delivery.batch import FileFacts
from archive.model.finding import Finding


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """NO_RESOLUTION: nothing stated, or mere proportions (TIFF 6.0, section 8, ResolutionUnit 1; ITU-T T.871, section 10.1)."""
    if facts.image and not facts.damage and not any(one.states for one in facts.image.resolutions):
        yield from profile.against("NO_RESOLUTION", facts.path)
