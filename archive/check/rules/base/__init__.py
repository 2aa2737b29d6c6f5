"""Rules on all acts that are held: what they say of each other."""

from __future__ import annotations

from archive.check.engine.stages import BaseRule
from archive.check.rules.base import (
    births_close,
    copies_differ,
    death_answered,
    death_mentioned,
    deaths_of_birth,
    key_unique,
    linked_differs,
    linked_missing,
    linked_not_held,
    marriage_answered,
    person_twice,
)

BASE: tuple[BaseRule, ...] = (
    key_unique,
    linked_missing,
    linked_not_held,
    linked_differs,
    death_mentioned,
    death_answered,
    deaths_of_birth,
    marriage_answered,
    births_close,
    person_twice,
    copies_differ,
)
"""Rules on all acts that are held."""
