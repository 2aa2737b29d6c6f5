"""Rules on versions: what is new or changed in a register that is held, beside what is held of it."""

from __future__ import annotations

from archive.check.engine.stages import RegisterRule
from archive.check.rules.versions import (
    acts_for_reason,
    brings,
    description_for_reason,
    mentions_kept,
    named_acts,
    predecessor,
    rescanned,
    same_register,
    transcribed,
)

VERSIONS: tuple[RegisterRule, ...] = (
    predecessor,
    same_register,
    rescanned,
    transcribed,
    brings,
    description_for_reason,
    named_acts,
    mentions_kept,
    acts_for_reason,
)
"""Rules on what is new or changed in a register that is held, beside what is held of it."""
