"""Is the file built as its format asks, where that costs nothing of what it shows?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.delivery.batch import FileFacts
from archive.model.finding import Finding, Severity

_ENOUGH = 3


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """STRUCTURE_REMARK, a warning: a slip that readers pass over, named in the reader's own words; never damage."""
    found = facts.image or facts.pdf
    if found and found.remarks and not facts.damage:
        detail = "; ".join(found.remarks[:_ENOUGH])
        yield from profile.against("STRUCTURE_REMARK", facts.path, Severity.WARNING, detail=detail)
