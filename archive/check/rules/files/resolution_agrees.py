"""Do JFIF and Exif say the same resolution?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from archive.check.delivery_profile import FileProfile
from archive.delivery.batch import FileFacts
from archive.model.finding import Finding

_DISPLAY = "resd"  # how it is to be shown may well differ from how it was captured


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """RESOLUTION_CONFLICT between two statements about the capture."""
    if facts.image is None or facts.damage:
        return
    found = [one for one in facts.image.resolutions if one.states and one.source != _DISPLAY]
    for one, other in combinations(found, 2):
        if max(abs(one.x - other.x), abs(one.y - other.y)) > profile.conflict:
            first, second = (f"{said.source} {round(said.x)}" for said in (one, other))
            yield from profile.against("RESOLUTION_CONFLICT", facts.path, first=first, second=second)
            return
