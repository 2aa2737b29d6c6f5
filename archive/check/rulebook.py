"""Every rule on registers and acts, listed by hand: what is not here is not asked.

A rule is a module with one question. On acts and registers it has `RULE` and `over(register, profile)`, which answers a judge
(or None when it has nothing to ask of this register). On deliveries it has `RULE` and `judge(delivery, profile)`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from archive.check.act_view import ActView
from archive.check.register_view import DeliveryView, RegisterView
from archive.check.rule import Found, Judge, Profile, Rule
from archive.check.rules.acts import (
    after_cancellation,
    declarant_relation,
    division_moved,
    division_valid,
    divorce_alone,
    given_name_unknown,
    given_names_many,
    mention_reference,
    mention_supersedes,
    mention_twice,
    mention_unsigned,
    mentions_unordered,
    name_characters,
    name_empty,
    name_script,
    name_spellings,
    place_listed,
    sex_of_name,
    surname_of_father,
    title_in_name,
    twin_alone,
)
from archive.check.rules.deliveries import office_outside_lot


class RegisterRule(Protocol):
    """A module in rules/acts or rules/registers."""

    RULE: Rule

    def over(self, register: RegisterView, profile: Profile, /) -> Judge[ActView] | None: ...


class DeliveryRule(Protocol):
    """A module in rules/deliveries."""

    RULE: Rule

    def judge(self, delivery: DeliveryView, profile: Profile, /) -> Iterable[Found]: ...


REGISTERS: tuple[RegisterRule, ...] = ()
"""Rules on a volume, its pages and the run of its acts."""

ACTS: tuple[RegisterRule, ...] = (
    name_script,
    name_characters,
    name_spellings,
    surname_of_father,
    sex_of_name,
    given_name_unknown,
    name_empty,
    given_names_many,
    title_in_name,
    divorce_alone,
    twin_alone,
    after_cancellation,
    declarant_relation,
    division_valid,
    place_listed,
    division_moved,
    mention_reference,
    mention_unsigned,
    mention_twice,
    mention_supersedes,
    mentions_unordered,
)
"""Rules on each act: names, people, places, mentions."""

DELIVERIES: tuple[DeliveryRule, ...] = (office_outside_lot,)
"""Rules on registers that came together."""
