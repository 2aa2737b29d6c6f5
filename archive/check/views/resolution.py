"""Which of an image's statements of resolution counts."""

from __future__ import annotations

from archive.delivery.facts.batch import FileFacts
from archive.delivery.facts.page_facts import Resolution

_FIRST = ("tiff", "resc", "exif", "jfif", "resd")
"""How it was captured comes before how it is to be shown (ISO/IEC 15444-1, section I.5.3.7)."""


def stated(facts: FileFacts) -> Resolution | None:
    """The statement by which an intact image is judged; None where it makes none."""
    if facts.image is None or facts.damage:
        return None
    found = {one.source: one for one in facts.image.resolutions if one.states}
    return next((found[source] for source in _FIRST if source in found), None)
