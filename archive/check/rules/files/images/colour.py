"""Is the image in a colour space that the profile takes?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Rule, Stage
from archive.check.profile.delivery_profile import FileProfile
from archive.delivery.facts.batch import FileFacts
from archive.model.finding import Severity

RULE = Rule(
    "COLOUR_SPACE",
    Stage.FILE,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "Colours that depend on a press or a device are not those of the paper",
)
RULES = (RULE,)


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    if facts.image and not facts.damage and facts.image.colour not in wanted.colours:
        yield Breach(RULE, facts.path, {"found": facts.image.colour, "wanted": ", ".join(wanted.colours)})
