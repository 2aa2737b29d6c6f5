"""Does a cited act exist?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.blocking import Block, BlockBy, EntryKind
from archive.check.base.held_base import HeldBase
from archive.check.engine.rule import Breach, Profile, Rule, Stage
from archive.model.finding import Severity

RULE = Rule(
    "LINKED_ACT_MISSING",
    Stage.BASE,
    Severity.ERROR,
    Severity.ERROR,
    "A death act cites the birth act of the deceased: a reference that leads nowhere was misread.",
    numbers=(49,),
)
RULES = (RULE,)
BLOCK_BY = BlockBy.ACT


def judge(block: Block, base: HeldBase, profile: Profile) -> Iterator[Breach]:
    """LINKED_ACT_MISSING for each act that cites what its series, which is held and keyed, does not have."""
    if not block.by(EntryKind.ITSELF) and base.keyed(block.key):
        for citing in base.citing(block):
            yield Breach(RULE, citing.id, {"act": block.key, "event": base.event(block.key)})
