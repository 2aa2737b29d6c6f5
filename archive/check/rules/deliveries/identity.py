"""Is a delivery who it says it is, and does it make good what it says?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Fixed, Profile, Stage, blocks
from archive.check.previous_deliveries import REFUSED, owner
from archive.check.views.delivery_view import DeliveryView
from archive.delivery.manifest import PATH

TAKEN = blocks(
    "DELIVERY_TAKEN",
    Stage.DELIVERY,
    Fixed.IDENTITY,
    "Ledger, packages and reports name a delivery by its identifier alone, so it means one manifest for ever",
    72,
)
NOT_REFUSED = blocks(
    "REPLACES_NOT_REFUSED",
    Stage.DELIVERY,
    Fixed.IDENTITY,
    "Only what was refused can be made good, and only by whoever sent it",
    72,
)
RULES = (TAKEN, NOT_REFUSED)


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Breach]:
    """DELIVERY_TAKEN, whoever sends another manifest and whatever became of the first; REPLACES_NOT_REFUSED."""
    manifest, existing = delivery.batch.manifest, delivery.existing
    if manifest is None or not existing.at_hand:
        return
    identifier, digest = manifest.identifier, str(manifest.digest)
    first = owner(existing.sent(identifier)) if identifier else None
    if first is not None and first.manifest != digest:
        yield Breach(TAKEN, PATH, {"delivery": identifier})
    replaced = manifest.content.get("replaces")
    if not isinstance(replaced, str):
        return
    sender = manifest.content.get("contractor")
    before = owner(existing.sent(replaced))
    if before is None or (before.outcome, before.contractor) != (REFUSED, sender) or before.manifest == digest:
        yield Breach(NOT_REFUSED, PATH, {"delivery": replaced, "contractor": str(sender)})
