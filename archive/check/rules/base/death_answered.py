"""Does the death act that a mention cites cite the birth act?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.blocking import Block, BlockBy, EntryKind
from archive.check.base.held_base import HeldBase
from archive.check.engine.rule import Breach, Profile, Rule, Stage
from archive.model.finding import Severity

RULE = Rule(
    "DEATH_NOT_ANSWERED",
    Stage.BASE,
    Severity.WARNING,
    Severity.WARNING,
    "Mention and death act name each other: where they do not, one of the references was misread.",
    numbers=(50,),
)
RULES = (RULE,)
BLOCK_BY = BlockBy.ACT


def judge(block: Block, base: HeldBase, profile: Profile) -> Iterator[Breach]:
    """DEATH_NOT_ANSWERED for each birth act whose mention cites a held death act that cites another birth act, or none."""
    dead = [entry.summary for entry in block.entries if entry.kind is EntryKind.ITSELF]
    answered = {act for summary in dead for act in summary.births}
    for born in block.by(EntryKind.DEATH_MENTION) if dead else ():
        if born.id not in answered:
            yield Breach(RULE, born.id, {"act": block.key})
