"""Is the register of a cited act held?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.blocking import Block, BlockBy, EntryKind
from archive.check.base.held_base import HeldBase
from archive.check.engine.rule import Breach, Profile, Rule, Stage
from archive.model.finding import Severity

RULE = Rule(
    "LINKED_REGISTER_NOT_HELD",
    Stage.BASE,
    Severity.INFORMATION,
    Severity.INFORMATION,
    "What is not delivered yet cannot be compared: unknown is not missing.",
    numbers=(49,),
)
RULES = (RULE,)
BLOCK_BY = BlockBy.ACT


def judge(block: Block, base: HeldBase, profile: Profile) -> Iterator[Breach]:
    """LINKED_REGISTER_NOT_HELD for each act that cites one of a series that is not held, or of which no act was keyed."""
    if not block.by(EntryKind.ITSELF) and not base.keyed(block.key):
        for citing in base.citing(block):
            yield Breach(RULE, citing.id, {"act": block.key, "event": base.event(block.key)})
