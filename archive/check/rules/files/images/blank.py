"""Is there anything on the page?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Rule, Stage
from archive.check.profile.delivery_profile import FileProfile
from archive.delivery.facts.batch import FileFacts
from archive.model.finding import Severity

RULE = Rule(
    "BLANK_PAGE",
    Stage.FILE,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "A page without ink where an act may stand was scanned from the wrong side, or not at all",
    numbers=(14,),
)
RULES = (RULE,)


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    """Hardly a square of the page is darker than what surrounds it. Not asked of a page that is declared blank."""
    ink = facts.image.ink if facts.image else None
    if ink is not None and not facts.damage and ink < wanted.blank_ink:
        yield Breach(RULE, facts.path)
