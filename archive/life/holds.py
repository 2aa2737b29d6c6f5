"""Holds and disposals: which stand by the ledger's entries, and which may be placed or released."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Recorded
from archive.life.refusal import NotAllowed
from archive.model.identifiers import InvalidIdentifier, RegisterId, parse_package
from archive.model.message import tell

TOMBSTONE, REQUEST = "tombstone", "request"
"""Names of links in an entry of a disposal: the package that says what was there, and the request that two people signed."""
_REASON = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")
DECIDED, DONE = "decided", "done"
"""Its outcomes: from `decided` on the packages are gone for good, `done` says that their bytes are."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A reason, as a code, why a register or one of its packages must stay; `position` is that of its entry."""

    subject: str
    reason: str
    position: int


@dataclass(frozen=True, slots=True)
class Disposal:
    """What was disposed of: a register, the packages whose content is gone, and the tombstone at the head of its chain."""

    register: str
    packages: tuple[str, ...]
    tombstone: str
    request: str
    done: bool


@dataclass(frozen=True, slots=True)
class Keeping:
    """Holds in the order in which they were placed; disposals by register."""

    holds: tuple[Hold, ...]
    disposals: Mapping[str, Disposal]

    @property
    def gone(self) -> frozenset[str]:
        """The packages of which a tombstone alone is left."""
        return frozenset(package for one in self.disposals.values() for package in one.packages)

    def holding(self, register: str) -> tuple[Hold, ...]:
        """The holds that keep a register: its own, and those on any of its packages."""
        return tuple(hold for hold in self.holds if register_of_subject(hold.subject) == register)


def gone_in(recorded: Iterable[Recorded]) -> frozenset[str]:
    """The packages that entries dispose of."""
    return frozenset(package for one in recorded for package in disposed_by(one.entry))


def disposed_by(entry: Entry) -> tuple[str, ...]:
    """The packages of the chain before the tombstone that an entry names; none for another entry."""
    if entry.type is not EntryType.DISPOSED:
        return ()
    register, version = parse_package(entry.links[TOMBSTONE])
    return tuple(register.package(number) for number in range(1, version))


def register_of_subject(subject: str) -> str:
    """The register that a register's or a package's identifier belongs to; InvalidIdentifier for anything else."""
    try:
        return str(parse_package(subject)[0])
    except InvalidIdentifier:
        return str(RegisterId.parse(subject))


def is_reason(code: str) -> bool:
    """Whether a hold may be placed for it: a code, so that no sentence and no name enters the ledger."""
    return _REASON.fullmatch(code) is not None


def must_be_holdable(subject: str, held: bool, known: Keeping) -> None:
    """NotAllowed for what is not held, or was disposed of; InvalidIdentifier."""
    register = register_of_subject(subject)
    if not held:
        raise NotAllowed(tell("the ledger names neither a register nor a package {subject}", subject=subject))
    if register in known.disposals:
        raise NotAllowed(
            tell("{subject} was disposed of: there is nothing left that a hold could keep", subject=subject)
        )


def must_be_on_hold(subject: str, reason: str, known: Keeping) -> None:
    """NotAllowed where no hold stands for that reason."""
    if not is_on_hold(subject, reason, known):
        raise NotAllowed(
            tell(
                "no hold on {subject} stands for {reason}: `khizana holds` lists those that do",
                subject=subject,
                reason=reason,
            )
        )


def is_on_hold(subject: str, reason: str, known: Keeping) -> bool:
    """Whether this very hold stands."""
    return any((one.subject, one.reason) == (subject, reason) for one in known.holds)
