"""Does every file belong to something? What no register uses would be in no package."""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.uses import uses
from archive.delivery.batch import Batch
from archive.delivery.kinds import PAGES
from archive.delivery.manifest import PATH
from archive.model.finding import Finding, Severity


def findings(batch: Batch) -> Iterator[Finding]:
    """FILE_UNUSED: blocking for an image or PDF, which may be a page that a description forgot; else a warning.

    Nothing while a description could not be read: it may use any of them.
    """
    if batch.manifest is None or any(register.path not in batch.documents for register in batch.registers):
        return
    used = uses(batch)
    for path in batch.manifest.files:
        facts = batch.files.get(path)
        if facts and path not in used and path != PATH:
            severity = Severity.BLOCKING if facts.mime in PAGES else Severity.WARNING
            yield Finding("FILE_UNUSED", severity, path)
