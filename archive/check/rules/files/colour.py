"""Is the image in a colour space that the profile takes?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.delivery.batch import FileFacts
from archive.model.finding import Finding


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """COLOUR_SPACE."""
    if facts.image and not facts.damage and facts.image.colour not in profile.colours:
        wanted = ", ".join(profile.colours)
        yield from profile.against("COLOUR_SPACE", facts.path, found=facts.image.colour, wanted=wanted)
