"""Does the birth act that a death act cites mention the death?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.blocking import Block, BlockBy, EntryKind
from archive.check.base.held_base import HeldBase
from archive.check.engine.rule import Breach, Profile, Rule, Stage
from archive.model.finding import Severity

RULE = Rule(
    "DEATH_NOT_MENTIONED",
    Stage.BASE,
    Severity.WARNING,
    Severity.WARNING,
    "A death is mentioned in the margin of the birth act.",
    numbers=(50,),
)
RULES = (RULE,)
BLOCK_BY = BlockBy.ACT


def judge(block: Block, base: HeldBase, profile: Profile) -> Iterator[Breach]:
    """DEATH_NOT_MENTIONED for each death act whose birth act is held without any mention of death in either copy."""
    born = [entry.summary for entry in block.entries if entry.kind is EntryKind.ITSELF]
    if born and not any(summary.dead for summary in born):
        for dead in block.by(EntryKind.BIRTH):
            if dead.event == "death":
                yield Breach(RULE, dead.id, {"act": block.key})
