"""What a rule is: a finding that one question may raise, with a severity for each profile, a stage and a source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

from archive.errors import ArchiveError
from archive.model.finding import Finding, Severity
from archive.model.json import Json
from archive.model.message import tell

Subject = TypeVar("Subject", contravariant=True)
Asked = TypeVar("Asked")
Kept = TypeVar("Kept")

_WEIGHT = tuple(Severity)
"""From the heaviest to the lightest."""


class Stage(StrEnum):
    """When a rule is asked, and so what it is shown; the rulebook has one signature for each."""

    FILE = "file"
    DELIVERY = "delivery"
    REGISTER = "register"
    ACT = "act"
    VERSION = "version"
    BASE = "base"
    FOREIGN = "foreign"
    PACKAGE = "package"


class Fixed(StrEnum):
    """Why no profile may tune a rule (docs/adr/0033): the archive promises this, whatever a tender asks."""

    INTEGRITY = "integrity"
    SAFETY = "safety"
    READING = "reading"
    IDENTITY = "identity"
    LOSS = "loss"
    VERSION = "version"
    SAID = "said"
    KEPT = "kept"


class ProfileKind(StrEnum):
    """Who is judged: a contractor who can redo the work, or existing holdings that are what they are."""

    CONTRACTOR = "contractor"
    HOLDING = "holding"


class ProfileUnusable(ArchiveError, ValueError):
    """A profile sets what cannot be used; names the rule, the setting and the value."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` names the finding, `source` the law or the reason, `numbers` the rules of the programme that it answers.

    `contractor` and `holding` are the severities under each kind of profile; None does not ask. `settings` are the numbers
    that a profile may tune, with their defaults. `fixed` says why its severity may not be tuned; None where it may.
    """

    code: str
    stage: Stage
    contractor: Severity | None
    holding: Severity | None
    source: str
    settings: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
    fixed: Fixed | None = None
    numbers: tuple[int, ...] = ()


def blocks(code: str, stage: Stage, fixed: Fixed, source: str, *numbers: int) -> Rule:
    """A rule that refuses whatever the profile says."""
    return Rule(code, stage, Severity.BLOCKING, Severity.BLOCKING, source, fixed=fixed, numbers=numbers)


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of one tender: a kind, and what it changes. A severity of None switches a rule off."""

    name: str
    kind: ProfileKind
    severities: Mapping[str, Severity | None] = field(default_factory=lambda: MappingProxyType({}))
    settings: Mapping[str, Mapping[str, Json]] = field(default_factory=lambda: MappingProxyType({}))

    def severity(self, rule: Rule) -> Severity | None:
        """How much a finding of this rule weighs here; a rule that may not be tuned weighs what it always does."""
        if rule.fixed is None and rule.code in self.severities:
            return self.severities[rule.code]
        return rule.contractor if self.kind is ProfileKind.CONTRACTOR else rule.holding

    def setting(self, rule: Rule, name: str) -> Json:
        """A number that the profile tunes, or the rule's own."""
        return self.settings.get(rule.code, {}).get(name, rule.settings[name])

    def whole(self, rule: Rule, name: str) -> int:
        """A setting that is a whole number; ProfileUnusable names it otherwise."""
        value = self.setting(rule, name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ProfileUnusable(
                tell(
                    "{code}.{name} of the profile {name2} is not a whole number: {value!r}",
                    code=rule.code,
                    name=name,
                    name2=self.name,
                    value=value,
                )
            )
        return value

    def listed(self, rule: Rule, name: str) -> tuple[str, ...]:
        """A setting that is a list of texts; ProfileUnusable names it otherwise."""
        value = self.setting(rule, name)
        if not isinstance(value, list | tuple):
            raise ProfileUnusable(
                tell(
                    "{code}.{name} of the profile {name2} is not a list of texts: {value!r}",
                    code=rule.code,
                    name=name,
                    name2=self.name,
                    value=value,
                )
            )
        texts = tuple(one for one in value if isinstance(one, str))
        if len(texts) != len(value):
            raise ProfileUnusable(
                tell(
                    "{code}.{name} of the profile {name2} holds what is not text",
                    code=rule.code,
                    name=name,
                    name2=self.name,
                )
            )
        return texts


@dataclass(frozen=True, slots=True)
class Breach:
    """That a rule was broken, where, and with what; its severity is the profile's to say.

    `at_most` makes a lesser breach weigh less than the rule itself (two days where three would be an error).
    """

    rule: Rule
    place: str
    params: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
    at_most: Severity | None = None


class Judge(Protocol[Subject]):
    """One rule at work on one register: it is shown each act in order, then asked what only the end can tell.

    `act` is called for every act of the nation, so it answers an empty tuple at once where there is nothing to say.
    """

    def act(self, act: Subject, /) -> Iterable[Breach]: ...

    def end(self) -> Iterable[Breach]: ...


def _nothing() -> Iterable[Breach]:
    return ()


@dataclass(frozen=True, slots=True)
class Each(Generic[Asked]):
    """The judge that asks one function about each act, and nothing at the end.

    What it finds `spoils` what all acts together would say, if they are looked up by what it found at fault.
    """

    act: Callable[[Asked], Iterable[Breach]]
    end: Callable[[], Iterable[Breach]] = _nothing
    spoils: bool = False


@dataclass(frozen=True, slots=True)
class OfMentions(Generic[Asked]):
    """The judge that has nothing to ask of an act without marginal mentions, as most are."""

    act: Callable[[Asked], Iterable[Breach]]
    end: Callable[[], Iterable[Breach]] = _nothing


class AtEnd(Generic[Asked, Kept]):
    """The judge that keeps one small thing of each act, and asks about all of them at the end."""

    __slots__ = ("_ask", "keep", "kept")

    def __init__(self, keep: Callable[[Asked], Kept | None], ask: Callable[[Sequence[Kept]], Iterable[Breach]]) -> None:
        self.keep = keep
        self.kept: list[Kept] = []
        self._ask = ask

    def act(self, act: Asked, /) -> Iterable[Breach]:
        kept = self.keep(act)
        if kept is not None:
            self.kept.append(kept)
        return ()

    def end(self) -> Iterable[Breach]:
        return self._ask(self.kept)


@dataclass(frozen=True, slots=True)
class Once:
    """The judge of what a description says by itself: no act is looked at."""

    end: Callable[[], Iterable[Breach]]

    def act(self, act: object, /) -> Iterable[Breach]:
        return ()


CONTRACTOR = Profile("contractor", ProfileKind.CONTRACTOR)
HOLDING = Profile("holding", ProfileKind.HOLDING)


def weighed(found: Iterable[Breach], profile: Profile) -> Iterator[Finding]:
    """What was found, each at the severity that the profile gives its rule; nothing of a rule that it does not ask."""
    for one in found:
        severity = profile.severity(one.rule)
        if severity is not None:
            yield Finding(one.rule.code, _lighter(severity, one.at_most), one.place, one.params)


def _lighter(one: Severity, other: Severity | None) -> Severity:
    return one if other is None else max(one, other, key=_WEIGHT.index)
