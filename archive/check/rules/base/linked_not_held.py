"""Is the register of a cited act held?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.blocking import Group, Pile, Way
from archive.check.base.held_base import Base
from archive.check.engine.rule import Found, Profile, Rule, Stage
from archive.model.finding import Severity

RULE = Rule(
    "LINKED_REGISTER_NOT_HELD",
    Stage.BASE,
    Severity.INFORMATION,
    Severity.INFORMATION,
    "What is not delivered yet cannot be compared: unknown is not missing.",
    numbers=(49,),
)
RULES = (RULE,)
PILE = Pile.ACT


def judge(group: Group, base: Base, profile: Profile) -> Iterator[Found]:
    """LINKED_REGISTER_NOT_HELD for each act that cites one of a series that is not held, or of which no act was keyed."""
    if not group.by(Way.ITSELF) and not base.keyed(group.key):
        for citing in base.citing(group):
            yield Found(RULE, citing.id, {"act": group.key, "event": base.event(group.key)})
