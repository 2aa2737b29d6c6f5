"""Has the image as many pixels as a page needs, and not more than anybody can open?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Rule, Stage
from archive.check.profile.delivery_profile import FileProfile
from archive.check.rules.files.any.reading import TOO_MANY_PIXELS
from archive.delivery.facts.batch import FileFacts
from archive.model.finding import Severity

TOO_FEW = Rule(
    "TOO_FEW_PIXELS", Stage.FILE, Severity.BLOCKING, Severity.BLOCKING, "So few pixels show no page that can be read"
)
RULES = (TOO_FEW, TOO_MANY_PIXELS)


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    """TOO_FEW_PIXELS and TOO_MANY_PIXELS; what the decoder refused for its size is damage, and said by another rule."""
    if facts.image is None or facts.damage or not facts.leaves:
        return
    size = facts.leaves[0]
    pixels, detail = size.width * size.height, f"{size.width} x {size.height}"
    if pixels < wanted.fewest_pixels:
        yield Breach(TOO_FEW, facts.path, {"detail": detail, "minimum": wanted.fewest_pixels})
    if pixels > wanted.most_pixels:
        yield Breach(TOO_MANY_PIXELS, facts.path, {"detail": detail})
