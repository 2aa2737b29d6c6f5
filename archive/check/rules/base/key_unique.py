"""Does each natural key stand for one act in the whole base?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.blocking import Group, Pile
from archive.check.base.held_base import Base
from archive.check.engine.rule import Found, Profile, Rule, Stage
from archive.model.finding import Severity

RULE = Rule(
    "KEY_NOT_UNIQUE",
    Stage.BASE,
    Severity.BLOCKING,
    Severity.ERROR,
    "Office, regime, event, year and number name one act. A number that one volume repeats is said when it is delivered.",
    numbers=(16,),
)
RULES = (RULE,)
PILE = Pile.NUMBER


def judge(group: Group, base: Base, profile: Profile) -> Iterator[Found]:
    """KEY_NOT_UNIQUE where acts of several volumes in the same copy bear one key."""
    registers = sorted({filed.trace.register for filed in group.filed})
    if len(registers) > 1:
        yield Found(RULE, group.key, {"key": group.key, "count": len(group.filed), "registers": registers})
