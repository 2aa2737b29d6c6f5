"""What a rule is: one question about a register or its acts, with a severity for each profile and a source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

from archive.model.finding import Finding, Severity
from archive.model.json import Json

Subject = TypeVar("Subject", contravariant=True)
Asked = TypeVar("Asked")
Kept = TypeVar("Kept")

_WEIGHT = tuple(Severity)
"""From the heaviest to the lightest."""


class ProfileKind(StrEnum):
    """Who is judged: a contractor who can redo the work, or existing holdings that are what they are."""

    CONTRACTOR = "contractor"
    HOLDING = "holding"


class ProfileUnusable(ValueError):
    """A profile sets what cannot be used; names the rule, the setting and the value."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` names the finding, `number` the rule in docs/rules.md, `source` the law or the reason.

    `contractor` and `holding` are the severities under each kind of profile; None does not ask. `settings` are the numbers
    that a profile may tune, with their defaults.
    """

    code: str
    number: int
    contractor: Severity | None
    holding: Severity | None
    source: str
    settings: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of one tender: a kind, and what it changes. A severity of None switches a rule off."""

    name: str
    kind: ProfileKind
    severities: Mapping[str, Severity | None] = field(default_factory=lambda: MappingProxyType({}))
    settings: Mapping[str, Mapping[str, Json]] = field(default_factory=lambda: MappingProxyType({}))

    def severity(self, rule: Rule) -> Severity | None:
        """How much a finding of this rule weighs here."""
        if rule.code in self.severities:
            return self.severities[rule.code]
        return rule.contractor if self.kind is ProfileKind.CONTRACTOR else rule.holding

    def setting(self, rule: Rule, name: str) -> Json:
        """A number that the profile tunes, or the rule's own."""
        return self.settings.get(rule.code, {}).get(name, rule.settings[name])

    def whole(self, rule: Rule, name: str) -> int:
        """A setting that is a whole number; ProfileUnusable names it otherwise."""
        value = self.setting(rule, name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ProfileUnusable(f"{rule.code}.{name} of the profile {self.name} is not a whole number: {value!r}")
        return value

    def listed(self, rule: Rule, name: str) -> tuple[str, ...]:
        """A setting that is a list of texts; ProfileUnusable names it otherwise."""
        value = self.setting(rule, name)
        if not isinstance(value, list | tuple):
            raise ProfileUnusable(f"{rule.code}.{name} of the profile {self.name} is not a list of texts: {value!r}")
        texts = tuple(one for one in value if isinstance(one, str))
        if len(texts) != len(value):
            raise ProfileUnusable(f"{rule.code}.{name} of the profile {self.name} holds what is not text")
        return texts


@dataclass(frozen=True, slots=True)
class Found:
    """That a rule was broken, where, and with what; its severity is the profile's to say.

    `at_most` makes a lesser breach weigh less than the rule itself (two days where three would be an error).
    """

    place: str
    params: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
    at_most: Severity | None = None


class Judge(Protocol[Subject]):
    """One rule at work on one register: it is shown each act in order, then asked what only the end can tell.

    `act` is called for every act of the nation, so it answers an empty tuple at once where there is nothing to say.
    """

    def act(self, act: Subject, /) -> Iterable[Found]: ...

    def end(self) -> Iterable[Found]: ...


def _nothing() -> Iterable[Found]:
    return ()


@dataclass(frozen=True, slots=True)
class Each(Generic[Asked]):
    """The judge that asks one function about each act, and nothing at the end."""

    act: Callable[[Asked], Iterable[Found]]
    end: Callable[[], Iterable[Found]] = _nothing


@dataclass(frozen=True, slots=True)
class OfMentions(Generic[Asked]):
    """The judge that has nothing to ask of an act without marginal mentions, as most are."""

    act: Callable[[Asked], Iterable[Found]]
    end: Callable[[], Iterable[Found]] = _nothing


class AtEnd(Generic[Asked, Kept]):
    """The judge that keeps one small thing of each act, and asks about all of them at the end."""

    __slots__ = ("_ask", "keep", "kept")

    def __init__(self, keep: Callable[[Asked], Kept | None], ask: Callable[[Sequence[Kept]], Iterable[Found]]) -> None:
        self.keep = keep
        self.kept: list[Kept] = []
        self._ask = ask

    def act(self, act: Asked, /) -> Iterable[Found]:
        kept = self.keep(act)
        if kept is not None:
            self.kept.append(kept)
        return ()

    def end(self) -> Iterable[Found]:
        return self._ask(self.kept)


@dataclass(frozen=True, slots=True)
class Once:
    """The judge of what a description says by itself: no act is looked at."""

    end: Callable[[], Iterable[Found]]

    def act(self, act: object, /) -> Iterable[Found]:
        return ()


CONTRACTOR = Profile("contractor", ProfileKind.CONTRACTOR)
HOLDING = Profile("holding", ProfileKind.HOLDING)


def lighter(one: Severity, other: Severity | None) -> Severity:
    """The lighter of two severities; the first where there is no second."""
    return one if other is None else max(one, other, key=_WEIGHT.index)


def weighed(rule: Rule, severity: Severity | None, found: Iterable[Found]) -> Iterable[Finding]:
    """The findings of a rule at the severity that a profile gives it; none where it does not ask."""
    if severity is None:
        return ()
    return (Finding(rule.code, lighter(severity, one.at_most), one.place, one.params) for one in found)
