"""Does anything follow the end of the image or PDF?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Rule, Stage
from archive.check.profile.delivery_profile import FileProfile
from archive.delivery.facts.batch import FileFacts
from archive.model.finding import Severity

RULE = Rule(
    "TRAILING_DATA",
    Stage.FILE,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "Bytes that no reader shows (ISO 19005-1, section 6.1.3, for PDF)",
)
RULES = (RULE,)


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    found = facts.image or facts.pdf
    if found and not facts.damage and found.trailing > wanted.trailing_bytes:
        yield Breach(RULE, facts.path, {"bytes": found.trailing})
