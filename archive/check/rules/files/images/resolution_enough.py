"""Are there enough dots an inch, and not more than a scanner can give?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Rule, Stage
from archive.check.profile.delivery_profile import FileProfile
from archive.check.views.resolution import stated
from archive.delivery.facts.batch import FileFacts
from archive.model.finding import Severity

LOW = Rule(
    "LOW_RESOLUTION", Stage.FILE, Severity.BLOCKING, Severity.BLOCKING, "Fewer dots an inch lose what is written small"
)
IMPLAUSIBLE = Rule(
    "IMPLAUSIBLE_RESOLUTION",
    Stage.FILE,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "More dots than a scanner of pages gives were written into the file, not scanned",
)
RULES = (LOW, IMPLAUSIBLE)


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    """LOW_RESOLUTION, at most a warning from the profile's lower bound on; IMPLAUSIBLE_RESOLUTION beyond its upper one."""
    found = stated(facts)
    if found is None:
        return
    least, most = round(min(found.x, found.y)), round(max(found.x, found.y))
    if least < wanted.fewest_dpi:
        tolerated = Severity.WARNING if least >= wanted.warned_dpi else None
        yield Breach(LOW, facts.path, {"dpi": least, "minimum": wanted.fewest_dpi}, tolerated)
    if most > wanted.most_dpi:
        yield Breach(IMPLAUSIBLE, facts.path, {"dpi": most, "maximum": wanted.most_dpi})
