"""The rules over the whole base, asked block by block."""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.act_summary import summary_of
from archive.check.base.blocking import BlockBy, Sorter, blocking_keys
from archive.check.base.held_base import HeldBase
from archive.check.engine.rule import Profile, weighed
from archive.check.engine.rule_runner import asked_codes
from archive.check.rules.base import BASE
from archive.model.finding import Finding
from archive.model.records.act import ActObject


def file_act(act: ActObject, sorter: Sorter) -> None:
    """Lay one kept act (schemas/act.schema.json) where the rules will look for it."""
    condensed = summary_of(act)
    sorter.file(condensed, tuple(blocking_keys(condensed)))


def judged(sorter: Sorter, base: HeldBase, profile: Profile) -> Iterator[Finding]:
    """Every finding of the rules over the whole base, block by block, in order of key: the same base gives the same findings."""
    for by in BlockBy:
        rules = [rule for rule in BASE if rule.BLOCK_BY is by and asked_codes(rule, profile)]
        if rules:
            for block in sorter.blocks(by):
                for rule in rules:
                    yield from weighed(rule.judge(block, base, profile), profile)
