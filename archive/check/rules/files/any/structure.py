"""Is the file built as its format asks, where that costs nothing of what it shows?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Rule, Stage
from archive.check.profile.delivery_profile import FileProfile
from archive.delivery.facts.batch import FileFacts
from archive.model.finding import Severity

_ENOUGH = 3

RULE = Rule(
    "STRUCTURE_REMARK",
    Stage.FILE,
    Severity.WARNING,
    Severity.WARNING,
    "A slip that readers pass over, named in the reader's own words; never damage",
)
RULES = (RULE,)


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    found = facts.image or facts.pdf
    if found and found.remarks and not facts.damage:
        yield Breach(RULE, facts.path, {"detail": "; ".join(found.remarks[:_ENOUGH])})
