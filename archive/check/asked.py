"""The rules at work on one register, each with its severity under the profile; what is not asked costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from archive.check.act_view import ActView
from archive.check.register_view import DeliveryView, RegisterView
from archive.check.rule import Found, Judge, Once, Profile, Rule, weighed
from archive.check.rulebook import ACTS, DELIVERIES, REGISTERS
from archive.model.finding import Finding, Severity


class Asked(NamedTuple):
    """One rule at work: what it asks of each act, and what it asks at the end."""

    act: Callable[[ActView], Iterable[Found]]
    end: Callable[[], Iterable[Found]]
    rule: Rule
    severity: Severity
    needs_acts: bool
    """Whether what it tells at the end depends on the acts."""
    judge: Judge[ActView]


def asked(register: RegisterView, profile: Profile) -> list[Asked]:
    """Every rule that has something to ask of this register, in the order of the rulebook."""
    found: list[Asked] = []
    for module in (*REGISTERS, *ACTS):
        severity = profile.severity(module.RULE)
        judge = module.over(register, profile) if severity is not None else None
        if severity is not None and judge is not None:
            found.append(Asked(judge.act, judge.end, module.RULE, severity, not isinstance(judge, Once), judge))
    return found


def at_end(judges: Iterable[Asked], whole: bool) -> Iterator[Finding]:
    """What the rules on a register tell at the end; where acts could not be read, only what does not depend on them."""
    for judge in judges:
        if whole or not judge.needs_acts:
            yield from weighed(judge.rule, judge.severity, judge.end())


def of_delivery(delivery: DeliveryView, profile: Profile, codes: set[str]) -> Iterator[Finding]:
    """What the rules on registers that came together tell; `codes` gathers those that asked anything."""
    for module in DELIVERIES:
        severity = profile.severity(module.RULE)
        found = module.judge(delivery, profile) if severity is not None else None
        if found is not None:
            codes.add(module.RULE.code)
            yield from weighed(module.RULE, severity, found)


def not_asked(codes: Collection[str]) -> tuple[str, ...]:
    """The rules that asked nothing: switched off, about other events, or for want of a list of names, divisions or lots."""
    every = {one.RULE.code for one in (*REGISTERS, *ACTS)} | {one.RULE.code for one in DELIVERIES}
    return tuple(sorted(every.difference(codes)))
