"""Does the name of an image or PDF claim what its bytes are?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.delivery.batch import Batch
from archive.delivery.kinds import PAGES, named
from archive.model.finding import Finding, blocking


def findings(batch: Batch) -> Iterator[Finding]:
    """WRONG_EXTENSION."""
    for facts in batch.files.values():
        if facts.mime in PAGES and named(facts.path) != facts.mime:
            yield blocking("WRONG_EXTENSION", facts.path, found=facts.mime)
