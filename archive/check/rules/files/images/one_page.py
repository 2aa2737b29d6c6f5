"""Is there one page in the image file? A thumbnail is not a page."""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Rule, Stage
from archive.check.profile.delivery_profile import FileProfile
from archive.delivery.facts.batch import FileFacts
from archive.model.finding import Severity

RULE = Rule(
    "MULTIPAGE",
    Stage.FILE,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "One page is one file, so that one digest vouches for one page",
)
RULES = (RULE,)


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    if facts.image and facts.image.pages > 1:
        yield Breach(RULE, facts.path, {"pages": facts.image.pages})
