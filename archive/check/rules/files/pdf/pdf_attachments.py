"""Is anything attached to the PDF?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Rule, Stage
from archive.check.profile.delivery_profile import FileProfile
from archive.delivery.facts.batch import FileFacts
from archive.model.finding import Severity

_SHOWN = 5

RULE = Rule(
    "EMBEDDED_FILE",
    Stage.FILE,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "ISO 32000-1, section 7.11.4: a file inside a page is a record that nobody listed",
)
RULES = (RULE,)


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    if facts.pdf and facts.pdf.embedded:
        yield Breach(RULE, facts.path, {"detail": ", ".join(facts.pdf.embedded[:_SHOWN])})
