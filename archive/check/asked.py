"""The rules at work on one register, each with its severity under the profile; what is not asked costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from archive.check.act_view import ActView
from archive.check.register_view import DeliveryView, RegisterView
from archive.check.rule import AtEnd, Found, Judge, OfMentions, Once, Profile, Rule, weighed
from archive.check.rulebook import ACTS, DELIVERIES, REGISTERS
from archive.model.finding import Finding, Severity


class Asked(NamedTuple):
    """One rule at work: its judge, and its severity under the profile."""

    judge: Judge[ActView]
    rule: Rule
    severity: Severity


Asking = Callable[[ActView], Iterable[Found]]


class Bench:
    """All judges of one register, laid out so that each act is shown to those alone that may have something to say."""

    def __init__(self, judges: Sequence[Asked]) -> None:
        self.judges = judges
        self._of_acts: list[tuple[Asking, Rule, Severity]] = []
        self._of_mentions: list[tuple[Asking, Rule, Severity]] = []
        keeping: dict[Callable[[ActView], object], list[Callable[[list[object]], None]]] = {}
        for judge, rule, severity in judges:
            if isinstance(judge, AtEnd):
                keeping.setdefault(judge.keep, []).append(judge.kept.extend)
            elif isinstance(judge, OfMentions):
                self._of_mentions.append((judge.act, rule, severity))
            elif not isinstance(judge, Once):
                self._of_acts.append((judge.act, rule, severity))
        self._keeping = [(keep, tuple(into)) for keep, into in keeping.items()]

    def acts(self, acts: Sequence[ActView], said: Sequence[list[Finding]]) -> None:
        """Add what the rules say of each act, nothing for most, to the findings of that act."""
        for ask, rule, severity in self._of_acts:
            answers = [*map(ask, acts)]
            if any(answers):
                _gather(answers, said, rule, severity)
        mentioning = [position for position, act in enumerate(acts) if act.mentions]
        if mentioning:
            some, about = [acts[position] for position in mentioning], [said[position] for position in mentioning]
            for ask, rule, severity in self._of_mentions:
                _gather([*map(ask, some)], about, rule, severity)
        for keep, into in self._keeping:
            kept = [one for one in map(keep, acts) if one is not None]
            for add in into:
                add(kept)

    def end(self, whole: bool) -> Iterator[Finding]:
        """What the rules tell when all acts have passed; where some could not be read, only what does not depend on them."""
        for judge, rule, severity in self.judges:
            if whole or isinstance(judge, Once):
                yield from weighed(rule, severity, judge.end())


def _gather(answers: Sequence[Iterable[Found]], said: Sequence[list[Finding]], rule: Rule, severity: Severity) -> None:
    for found, into in zip(answers, said, strict=True):
        if found:
            into.extend(weighed(rule, severity, found))


def asked(register: RegisterView, profile: Profile) -> Bench:
    """Every rule that has something to ask of this register, in the order of the rulebook."""
    found: list[Asked] = []
    for module in (*REGISTERS, *ACTS):
        severity = profile.severity(module.RULE)
        judge = module.over(register, profile) if severity is not None else None
        if severity is not None and judge is not None:
            found.append(Asked(judge, module.RULE, severity))
    return Bench(found)


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
