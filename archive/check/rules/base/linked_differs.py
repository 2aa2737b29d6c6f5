"""Is the deceased the person of the birth act that is cited?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.act_summary import ActSummary
from archive.check.base.blocking import Block, BlockBy, EntryKind
from archive.check.base.held_base import HeldBase
from archive.check.base.name_similarity import compatible
from archive.check.engine.rule import Breach, Profile, Rule, Stage
from archive.model.finding import Severity

RULE = Rule(
    "LINKED_ACT_DIFFERS",
    Stage.BASE,
    Severity.ERROR,
    Severity.WARNING,
    "The same sex and compatible names; after a mention that changes a name only the sex is compared.",
    numbers=(49,),
)
RULES = (RULE,)
BLOCK_BY = BlockBy.ACT


def judge(block: Block, base: HeldBase, profile: Profile) -> Iterator[Breach]:
    """LINKED_ACT_DIFFERS for each death act, with what differs: sex, given, surname."""
    for born in block.by(EntryKind.ITSELF)[:1]:
        for dead in block.by(EntryKind.BIRTH):
            if dead.event == "death":
                for what in _differences(born, dead):
                    yield Breach(RULE, dead.id, {"act": born.id, "what": what})


def _differences(born: ActSummary, dead: ActSummary) -> Iterator[str]:
    if born.sex and dead.sex and born.sex != dead.sex:
        yield "sex"
    if born.renamed:
        return
    if not compatible(born.given, dead.given):
        yield "given"
    if not compatible(born.surname, dead.surname):
        yield "surname"
