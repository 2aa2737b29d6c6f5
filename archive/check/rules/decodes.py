"""Can every image, PDF and transcription be read to its end?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.delivery.batch import Batch
from archive.model.finding import Finding, blocking


def findings(batch: Batch) -> Iterator[Finding]:
    """The damage of each file, under the code that measuring gave it."""
    for facts in batch.files.values():
        if facts.damage:
            yield blocking(facts.damage.code, facts.path, detail=facts.damage.detail)
