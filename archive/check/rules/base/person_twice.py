"""Is one person registered twice?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.act_summary import ActSummary
from archive.check.base.blocking import NEAR, Block, BlockBy
from archive.check.base.held_base import HeldBase
from archive.check.base.name_similarity import compatible, same
from archive.check.engine.rule import Breach, Profile, Rule, Stage
from archive.model.finding import Severity

RULE = Rule(
    "PERSON_TWICE",
    Stage.BASE,
    Severity.ERROR,
    Severity.WARNING,
    "Registered twice, or delivered twice: a person decides, acts are never merged.",
    numbers=(58,),
)
RULES = (RULE,)
BLOCK_BY = BlockBy.PERSON


def judge(block: Block, base: HeldBase, profile: Profile) -> Iterator[Breach]:
    """PERSON_TWICE for each act with an earlier one of the same names, sex, parents and days, that is no twin's."""
    seen = sorted(
        {entry.summary.id: entry.summary for entry in block.entries}.values(),
        key=lambda summary: (summary.day, summary.id),
    )
    for position, later in enumerate(seen):
        for earlier in reversed(seen[:position]):
            if later.day - earlier.last > NEAR:
                break
            if _one_person(earlier, later) and block.key.endswith(base.year(later)):
                yield Breach(RULE, later.id, {"act": earlier.id})
                break


def _one_person(one: ActSummary, other: ActSummary) -> bool:
    alike = compatible(one.father, other.father) and compatible(one.mother_surname, other.mother_surname)
    return alike and not _twins(one, other)


def _twins(one: ActSummary, other: ActSummary) -> bool:
    """Ranks that differ; or neighbours in one series whose names only sound alike, such as Hassan and Houcine."""
    if one.rank and other.rank and one.rank != other.rank:
        return True
    first, second = one.identifier, other.identifier
    neighbours = first.series == second.series and abs(first.number - second.number) == 1
    return neighbours and not same(one.given, other.given)
