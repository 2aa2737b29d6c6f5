"""Is anything attached to the PDF?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.delivery.batch import FileFacts
from archive.model.finding import Finding

_SHOWN = 5


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """EMBEDDED_FILE (ISO 32000-1, section 7.11.4)."""
    if facts.pdf and facts.pdf.embedded:
        yield from profile.against("EMBEDDED_FILE", facts.path, detail=", ".join(facts.pdf.embedded[:_SHOWN]))
