"""Does the birth act that a death act cites mention the death?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.blocking import Group, Pile, Way
from archive.check.base.held_base import Base
from archive.check.engine.rule import Found, Profile, Rule, Stage
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
PILE = Pile.ACT


def judge(group: Group, base: Base, profile: Profile) -> Iterator[Found]:
    """DEATH_NOT_MENTIONED for each death act whose birth act is held without any mention of death in either copy."""
    born = [filed.trace for filed in group.filed if filed.way is Way.ITSELF]
    if born and not any(trace.dead for trace in born):
        for dead in group.by(Way.BIRTH):
            if dead.event == "death":
                yield Found(RULE, dead.id, {"act": group.key})
