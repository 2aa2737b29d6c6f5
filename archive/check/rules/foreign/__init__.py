"""Rules on bags and METS that others made."""

from __future__ import annotations

from archive.check.engine.stages import ForeignRule
from archive.check.rules.foreign import (
    bag,
    mets,
)

FOREIGN: tuple[ForeignRule, ...] = (bag, mets)
"""Rules on bags and METS that others made."""
