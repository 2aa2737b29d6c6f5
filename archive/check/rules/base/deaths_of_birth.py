"""Do two death acts cite one birth act?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.blocking import Group, Pile, Way
from archive.check.base.held_base import Base
from archive.check.engine.rule import Found, Profile, Rule, Stage
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
PILE = Pile.ACT


def judge(group: Group, base: Base, profile: Profile) -> Iterator[Found]:
    """DEATHS_OF_ONE_BIRTH at the birth act, with how many death acts cite it; one act in two copies is one act."""
    deaths = [trace for trace in group.by(Way.BIRTH) if trace.event == "death"]
    if len(deaths) > 1:
        yield Found(RULE, group.key, {"act": group.key, "count": len(deaths), "deaths": [trace.id for trace in deaths]})
