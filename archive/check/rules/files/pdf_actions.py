"""Would anything in the PDF run?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.delivery.batch import FileFacts
from archive.model.finding import Finding


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """ACTIVE_CONTENT: a script or a launch action (ISO 32000-1, section 12.6.4)."""
    if facts.pdf and facts.pdf.active:
        yield from profile.against("ACTIVE_CONTENT", facts.path, detail=", ".join(facts.pdf.active))
