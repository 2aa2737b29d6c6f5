"""Would anything in the PDF run?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Rule, Stage
from archive.check.profile.delivery_profile import FileProfile
from archive.delivery.facts.batch import FileFacts
from archive.model.finding import Severity

RULE = Rule(
    "ACTIVE_CONTENT",
    Stage.FILE,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "ISO 32000-1, section 12.6.4: a script or a launch action runs when somebody reads the record",
)
RULES = (RULE,)


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    if facts.pdf and facts.pdf.active:
        yield Breach(RULE, facts.path, {"detail": ", ".join(facts.pdf.active)})
