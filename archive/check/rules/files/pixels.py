"""Has the image as many pixels as a page needs, and not more than anybody can open?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.delivery.batch import FileFacts
from archive.model.finding import Finding


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """TOO_FEW_PIXELS and TOO_MANY_PIXELS; what the decoder refused for its size is damage, and said by another rule."""
    if facts.image is None or facts.damage or not facts.leaves:
        return
    size = facts.leaves[0]
    pixels, detail = size.width * size.height, f"{size.width} x {size.height}"
    if pixels < profile.fewest_pixels:
        yield from profile.against("TOO_FEW_PIXELS", facts.path, detail=detail, minimum=profile.fewest_pixels)
    if pixels > profile.most_pixels:
        yield from profile.against("TOO_MANY_PIXELS", facts.path, detail=detail)
