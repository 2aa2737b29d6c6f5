"""Did one mother bear twice within five months?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.act_summary import ActSummary
from archive.check.base.blocking import Block, BlockBy
from archive.check.base.held_base import HeldBase
from archive.check.base.name_similarity import same
from archive.check.engine.rule import Breach, Profile, Rule, Stage
from archive.model.finding import Severity

RULE = Rule(
    "BIRTHS_TOO_CLOSE",
    Stage.BASE,
    Severity.ERROR,
    Severity.WARNING,
    "Two births of one mother less than five months apart are twins, or a date or a name was misread.",
    {"days": 150, "twins": 3},
    numbers=(54,),
)
RULES = (RULE,)
BLOCK_BY = BlockBy.MOTHER


def judge(block: Block, base: HeldBase, profile: Profile) -> Iterator[Breach]:
    """BIRTHS_TOO_CLOSE for each birth that follows another too soon: same office, same names of mother and father."""
    least, twins = profile.whole(RULE, "days"), profile.whole(RULE, "twins")
    born = sorted(
        {entry.summary.id: entry.summary for entry in block.entries}.values(),
        key=lambda summary: (summary.day, summary.id),
    )
    for position, later in enumerate(born):
        for earlier in reversed(born[:position]):
            days = later.last - earlier.day
            if later.day - earlier.last >= least:
                break
            if days < least and later.day - earlier.last > twins and _one_mother(earlier, later):
                yield Breach(RULE, later.id, {"act": earlier.id, "days": days})
                break


def _one_mother(one: ActSummary, other: ActSummary) -> bool:
    ages = True
    if one.mother_born and other.mother_born:
        (first, last), (begin, end) = one.mother_born, other.mother_born
        ages = max(begin - last, first - end) <= 1
    names = ((one.mother, other.mother), (one.mother_surname, other.mother_surname), (one.father, other.father))
    return ages and all(same(*pair) for pair in names)
