"""Was this very delivery refused before, byte for byte?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.reference import Holdings
from archive.check.rule import Found, Rule
from archive.delivery.batch import Batch
from archive.delivery.manifest import PATH
from archive.model.finding import Severity

RULE = Rule(
    "DELIVERY_REJECTED_BEFORE",
    72,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "A refused delivery comes back mended, or not at all: what did not change cannot be judged otherwise.",
)


def judge(batch: Batch, existing: Holdings) -> Iterator[Found]:
    """DELIVERY_REJECTED_BEFORE; nothing about files that are not those of the manifest, because then the bytes differ."""
    if batch.manifest is None or batch.problems or set(batch.files) != {*batch.manifest.files, PATH}:
        return
    same = all(batch.files[path].digest == digest for path, (digest, _) in batch.manifest.files.items())
    if same and existing.rejected(batch.manifest.digest):
        yield Found(PATH, {"delivery": batch.manifest.identifier})
