"""Has every file the digest and size that the manifest gives it?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.delivery.batch import Batch
from archive.model.finding import Finding, blocking


def findings(batch: Batch) -> Iterator[Finding]:
    """CHECKSUM_MISMATCH when the bytes differ, SIZE_MISMATCH when only the declared size is wrong."""
    if batch.manifest is None:
        return
    for path, (digest, size) in batch.manifest.files.items():
        facts = batch.files.get(path)
        if facts is None:
            continue
        if facts.digest != digest:
            sizes = {"declared_size": size, "found_size": facts.size}
            yield blocking("CHECKSUM_MISMATCH", path, declared=digest.hex, found=facts.digest.hex, **sizes)
        elif facts.size != size:
            yield blocking("SIZE_MISMATCH", path, declared=size, found=facts.size)
