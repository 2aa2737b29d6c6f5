"""Was this very delivery refused before, byte for byte?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Profile, Rule, Stage
from archive.check.views.delivery_view import DeliveryView
from archive.delivery.manifest import PATH
from archive.model.finding import Severity

RULE = Rule(
    "DELIVERY_REJECTED_BEFORE",
    Stage.DELIVERY,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "A refused delivery comes back mended, or not at all: what did not change cannot be judged otherwise.",
    numbers=(72,),
)
RULES = (RULE,)


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Breach]:
    """Nothing about files that are not those of the manifest, because then the bytes differ."""
    batch = delivery.batch
    if batch.manifest is None or batch.problems or set(batch.files) != {*batch.manifest.files, PATH}:
        return
    same = all(batch.files[path].digest == digest for path, (digest, _) in batch.manifest.files.items())
    if same and delivery.existing.rejected(batch.manifest.digest):
        yield Breach(RULE, PATH, {"delivery": batch.manifest.identifier})
