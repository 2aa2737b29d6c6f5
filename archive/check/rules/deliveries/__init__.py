"""Rules on what came together: files, documents and registers."""

from __future__ import annotations

from archive.check.engine.stages import DeliveryRule
from archive.check.rules.deliveries import (
    checksum,
    counts,
    documents,
    duplicate_image,
    fewer,
    identity,
    known,
    office_outside_lot,
    presence,
    register_twice,
    resubmitted,
    unparsed,
    unused,
    year_hole,
)

DELIVERIES: tuple[DeliveryRule, ...] = (
    resubmitted,
    identity,
    fewer,
    unparsed,
    presence,
    unused,
    checksum,
    duplicate_image,
    documents,
    known,
    register_twice,
)
"""Rules on files and registers that came together; the cheap ones, before any act is read."""

TOTALS: tuple[DeliveryRule, ...] = (year_hole, office_outside_lot, counts)
"""Rules on registers that came together, once all acts have passed."""
