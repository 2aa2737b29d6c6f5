"""Does the death act that a mention cites cite the birth act?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.blocking import Group, Pile, Way
from archive.check.base.held_base import Base
from archive.check.engine.rule import Found, Profile, Rule, Stage
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
PILE = Pile.ACT


def judge(group: Group, base: Base, profile: Profile) -> Iterator[Found]:
    """DEATH_NOT_ANSWERED for each birth act whose mention cites a held death act that cites another birth act, or none."""
    dead = [filed.trace for filed in group.filed if filed.way is Way.ITSELF]
    answered = {act for trace in dead for act in trace.births}
    for born in group.by(Way.DEATH_MENTION) if dead else ():
        if born.id not in answered:
            yield Found(RULE, born.id, {"act": group.key})
