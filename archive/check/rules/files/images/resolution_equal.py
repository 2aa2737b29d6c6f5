"""Are there as many dots an inch across as down?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Rule, Stage
from archive.check.profile.delivery_profile import FileProfile
from archive.check.views.resolution import stated
from archive.delivery.facts.batch import FileFacts
from archive.model.finding import Severity

RULE = Rule(
    "UNEQUAL_RESOLUTION",
    Stage.FILE,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "A page scanned at two resolutions is drawn out in one direction",
)
RULES = (RULE,)


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    found = stated(facts)
    if found and abs(found.x - found.y) > wanted.unequal * max(found.x, found.y):
        yield Breach(RULE, facts.path, {"across": round(found.x), "down": round(found.y)})
