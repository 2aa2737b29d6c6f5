"""Repeatable chance: the same seed gives the same registers. Not for secrets."""

from __future__ import annotations

from random import Random


class Chance(Random):
    """Random numbers that follow from what they are about alone, so that one act can be made again without the others."""

    @classmethod
    def of(cls, seed: int, *about: object) -> Chance:
        """The chance of one thing: a register, one act of it, one page."""
        return cls("/".join(map(str, (seed, *about))))
