"""Does a cited act exist?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.blocking import Group, Pile, Way
from archive.check.base.held_base import Base
from archive.check.engine.rule import Found, Profile, Rule, Stage
from archive.model.finding import Severity

RULE = Rule(
    "LINKED_ACT_MISSING",
    Stage.BASE,
    Severity.ERROR,
    Severity.ERROR,
    "A death act cites the birth act of the deceased: a reference that leads nowhere was misread.",
    numbers=(49,),
)
RULES = (RULE,)
PILE = Pile.ACT


def judge(group: Group, base: Base, profile: Profile) -> Iterator[Found]:
    """LINKED_ACT_MISSING for each act that cites what its series, which is held and keyed, does not have."""
    if not group.by(Way.ITSELF) and base.keyed(group.key):
        for citing in base.citing(group):
            yield Found(RULE, citing.id, {"act": group.key, "event": base.event(group.key)})
