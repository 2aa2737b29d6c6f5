"""Do the paper copies of one act say the same?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from archive.check.base.blocking import Block, BlockBy, EntryKind
from archive.check.base.copy_differences import differences
from archive.check.base.held_base import HeldBase
from archive.check.engine.rule import Breach, Profile
from archive.check.rules.acts.identity.copies_differ import RULE, said
from archive.model.identifiers import RegisterId

RULES = (RULE,)
BLOCK_BY = BlockBy.ACT


def judge(block: Block, base: HeldBase, profile: Profile) -> Iterator[Breach]:
    """COPIES_DIFFER for each two copies of an act that are held."""
    copies = {entry.summary.register: entry.summary for entry in block.entries if entry.kind is EntryKind.ITSELF}
    for one, other in combinations(copies.values(), 2):
        registers = RegisterId.parse(one.register), RegisterId.parse(other.register)
        what = differences(one, other) if registers[0].copy != registers[1].copy else ()
        if what:
            yield said(one.id, one.id, registers, what)
