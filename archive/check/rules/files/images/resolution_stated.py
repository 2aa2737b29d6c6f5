"""Does the image say how many dots an inch it has, with a unit?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Rule, Stage
from archive.check.profile.delivery_profile import FileProfile
from archive.delivery.facts.batch import FileFacts
from archive.model.finding import Severity

RULE = Rule(
    "NO_RESOLUTION",
    Stage.FILE,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "TIFF 6.0, section 8, ResolutionUnit 1; ITU-T T.871, section 10.1: mere proportions state no size",
)
RULES = (RULE,)


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    if facts.image and not facts.damage and not any(one.states for one in facts.image.resolutions):
        yield Breach(RULE, facts.path)
