"""Does each natural key stand for one act in the whole base?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.blocking import Block, BlockBy
from archive.check.base.held_base import HeldBase
from archive.check.engine.rule import Breach, Profile, Rule, Stage
from archive.model.finding import Severity

RULE = Rule(
    "KEY_NOT_UNIQUE",
    Stage.BASE,
    Severity.BLOCKING,
    Severity.ERROR,
    "Office, regime, event, year and number name one act. A number that one volume repeats is said when it is delivered.",
    numbers=(16,),
)
RULES = (RULE,)
BLOCK_BY = BlockBy.NUMBER


def judge(block: Block, base: HeldBase, profile: Profile) -> Iterator[Breach]:
    """KEY_NOT_UNIQUE where acts of several volumes in the same copy bear one key."""
    registers = sorted({entry.summary.register for entry in block.entries})
    if len(registers) > 1:
        yield Breach(RULE, block.key, {"key": block.key, "count": len(block.entries), "registers": registers})
