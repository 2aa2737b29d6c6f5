"""Every rule over the whole base, listed by hand, and how they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from archive.check.piles import Group, Pile, Sorter, filings
from archive.check.rule import Found, Profile, Rule, weighed
from archive.check.rules.base import (
    births_close,
    death_answered,
    death_mentioned,
    deaths_of_birth,
    key_unique,
    linked_differs,
    linked_missing,
    linked_not_held,
    marriage_answered,
    person_twice,
)
from archive.check.trace import trace
from archive.check.whole_base import Base
from archive.model.act import ActObject
from archive.model.finding import Finding


class BaseRule(Protocol):
    """A module in rules/base: one question about the acts that lie together in one pile."""

    RULE: Rule
    PILE: Pile

    def judge(self, group: Group, base: Base, profile: Profile, /) -> Iterable[Found]: ...


BASE: tuple[BaseRule, ...] = (
    key_unique,
    linked_missing,
    linked_not_held,
    linked_differs,
    death_mentioned,
    death_answered,
    deaths_of_birth,
    marriage_answered,
    births_close,
    person_twice,
)


def file_act(act: ActObject, sorter: Sorter) -> None:
    """Lay one kept act (schemas/act.schema.json) where the rules will look for it."""
    condensed = trace(act)
    sorter.file(condensed, tuple(filings(condensed)))


def judged(sorter: Sorter, base: Base, profile: Profile) -> Iterator[Finding]:
    """Every finding of the rules over the whole base, pile by pile, in order of key: the same base gives the same findings."""
    for pile in Pile:
        rules = [rule for rule in BASE if rule.PILE is pile and profile.severity(rule.RULE) is not None]
        if rules:
            for group in sorter.groups(pile):
                for rule in rules:
                    severity = profile.severity(rule.RULE)
                    yield from weighed(rule.RULE, severity, rule.judge(group, base, profile))
