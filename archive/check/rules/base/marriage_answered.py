"""Does the birth act of a spouse, which a mention cites, mention a marriage?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.blocking import Block, BlockBy, EntryKind
from archive.check.base.held_base import HeldBase
from archive.check.engine.rule import Breach, Profile, Rule, Stage
from archive.model.finding import Severity

RULE = Rule(
    "MARRIAGE_NOT_ANSWERED",
    Stage.BASE,
    Severity.WARNING,
    Severity.WARNING,
    "A marriage is mentioned on the birth acts of both.",
    numbers=(52,),
)
RULES = (RULE,)
BLOCK_BY = BlockBy.ACT


def judge(block: Block, base: HeldBase, profile: Profile) -> Iterator[Breach]:
    """MARRIAGE_NOT_ANSWERED for each mention of marriage that cites a held birth act without one in either copy."""
    spouse = [
        entry.summary for entry in block.entries if entry.kind is EntryKind.ITSELF and entry.summary.event == "birth"
    ]
    if spouse and not any(summary.married for summary in spouse):
        for citing in block.by(EntryKind.MARRIAGE_MENTION):
            if citing.id != block.key:
                yield Breach(RULE, citing.id, {"act": block.key})
