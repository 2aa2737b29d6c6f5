"""The rules over the whole base, asked pile by pile."""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.act_summary import trace
from archive.check.base.blocking import Pile, Sorter, filings
from archive.check.base.held_base import Base
from archive.check.engine.rule import Profile, weighed
from archive.check.engine.rule_runner import asking
from archive.check.rules.base import BASE
from archive.model.act import ActObject
from archive.model.finding import Finding


def file_act(act: ActObject, sorter: Sorter) -> None:
    """Lay one kept act (schemas/act.schema.json) where the rules will look for it."""
    condensed = trace(act)
    sorter.file(condensed, tuple(filings(condensed)))


def judged(sorter: Sorter, base: Base, profile: Profile) -> Iterator[Finding]:
    """Every finding of the rules over the whole base, pile by pile, in order of key: the same base gives the same findings."""
    for pile in Pile:
        rules = [rule for rule in BASE if rule.PILE is pile and asking(rule, profile)]
        if rules:
            for group in sorter.groups(pile):
                for rule in rules:
                    yield from weighed(rule.judge(group, base, profile), profile)
