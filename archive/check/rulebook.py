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

ACTS: tuple[RegisterRule, ...] = ()
"""Rules on each act."""

DELIVERIES: tuple[DeliveryRule, ...] = ()
"""Rules on registers that came together."""
