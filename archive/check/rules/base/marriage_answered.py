"""Does the birth act of a spouse, which a mention cites, mention a marriage?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.blocking import Group, Pile, Way
from archive.check.base.held_base import Base
from archive.check.engine.rule import Found, Profile, Rule, Stage
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
PILE = Pile.ACT


def judge(group: Group, base: Base, profile: Profile) -> Iterator[Found]:
    """MARRIAGE_NOT_ANSWERED for each mention of marriage that cites a held birth act without one in either copy."""
    spouse = [filed.trace for filed in group.filed if filed.way is Way.ITSELF and filed.trace.event == "birth"]
    if spouse and not any(trace.married for trace in spouse):
        for citing in group.by(Way.MARRIAGE_MENTION):
            if citing.id != group.key:
                yield Found(RULE, citing.id, {"act": group.key})
