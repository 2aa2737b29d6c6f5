"""Do JFIF and Exif say the same resolution?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from archive.check.engine.rule import Breach, Rule, Stage
from archive.check.profile.delivery_profile import FileProfile
from archive.delivery.facts.batch import FileFacts
from archive.model.finding import Severity

_DISPLAY = "resd"

RULE = Rule(
    "RESOLUTION_CONFLICT",
    Stage.FILE,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "Two statements about one capture cannot both be right, and nobody can say how large the page was",
)
RULES = (RULE,)


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    """Between two statements about the capture; how it is to be shown may well differ from them."""
    if facts.image is None or facts.damage:
        return
    found = [one for one in facts.image.resolutions if one.states and one.source != _DISPLAY]
    for one, other in combinations(found, 2):
        if max(abs(one.x - other.x), abs(one.y - other.y)) > wanted.conflict:
            first, second = (f"{said.source} {round(said.x)}" for said in (one, other))
            yield Breach(RULE, facts.path, {"first": first, "second": second})
            return
