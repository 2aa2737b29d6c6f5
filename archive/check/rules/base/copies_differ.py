"""Do the paper copies of one act say the same?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from archive.check.base.blocking import Group, Pile, Way
from archive.check.base.copy_differences import differences
from archive.check.base.held_base import Base
from archive.check.engine.rule import Found, Profile
from archive.check.rules.acts.identity.copies_differ import RULE, said
from archive.model.identifiers import RegisterId

RULES = (RULE,)
PILE = Pile.ACT


def judge(group: Group, base: Base, profile: Profile) -> Iterator[Found]:
    """COPIES_DIFFER for each two copies of an act that are held."""
    copies = {filed.trace.register: filed.trace for filed in group.filed if filed.way is Way.ITSELF}
    for one, other in combinations(copies.values(), 2):
        registers = RegisterId.parse(one.register), RegisterId.parse(other.register)
        what = differences(one, other) if registers[0].copy != registers[1].copy else ()
        if what:
            yield said(one.id, one.id, registers, what)
