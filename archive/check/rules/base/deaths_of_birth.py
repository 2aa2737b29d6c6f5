"""Do two death acts cite one birth act?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.blocking import Block, BlockBy, EntryKind
from archive.check.base.held_base import HeldBase
from archive.check.engine.rule import Breach, Profile, Rule, Stage
from archive.model.finding import Severity

RULE = Rule(
    "DEATHS_OF_ONE_BIRTH",
    Stage.BASE,
    Severity.ERROR,
    Severity.ERROR,
    "Nobody dies twice.",
    numbers=(51,),
)
RULES = (RULE,)
BLOCK_BY = BlockBy.ACT


def judge(block: Block, base: HeldBase, profile: Profile) -> Iterator[Breach]:
    """DEATHS_OF_ONE_BIRTH at the birth act, with how many death acts cite it; one act in two copies is one act."""
    deaths = [summary for summary in block.by(EntryKind.BIRTH) if summary.event == "death"]
    if len(deaths) > 1:
        yield Breach(
            RULE, block.key, {"act": block.key, "count": len(deaths), "deaths": [summary.id for summary in deaths]}
        )
