"""Are there enough dots an inch, and not more than a scanner can give?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.check.resolution import stated
from archive.delivery.batch import FileFacts
from archive.model.finding import Finding, Severity


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """LOW_RESOLUTION, a warning from the profile's lower bound on; IMPLAUSIBLE_RESOLUTION beyond its upper one."""
    found = stated(facts)
    if found is None:
        return
    least, most = round(min(found.x, found.y)), round(max(found.x, found.y))
    if least < profile.fewest_dpi:
        params = {"dpi": least, "minimum": profile.fewest_dpi}
        if least >= profile.warned_dpi:
            yield from profile.warned("LOW_RESOLUTION", facts.path, **params)
        else:
            yield from profile.against("LOW_RESOLUTION", facts.path, Severity.BLOCKING, **params)
    if most > profile.most_dpi:
        yield from profile.against("IMPLAUSIBLE_RESOLUTION", facts.path, dpi=most, maximum=profile.most_dpi)
