"""What an audit is to read, and in which order: never-read packages first, then those that were read longest ago."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from hashlib import sha256
from typing import assert_never

from archive.audit.inventory import Looked
from archive.audit.outcome import Word
from archive.holdings.values import HeldPackage


class ScopeKind(StrEnum):
    """What was asked for."""

    ALL = "all"
    DUE = "due"
    SAMPLE = "sample"
    PACKAGE = "package"


@dataclass(frozen=True, slots=True)
class Scope:
    """What an audit is to cover. `days` belongs to due; `percent`, `seed` and `size` to a sample; `package` to one package.

    A sample is drawn from the packages among the first `size` entries of the ledger, so that anyone can draw it again.
    """

    kind: ScopeKind
    days: int = 0
    percent: Decimal = Decimal(0)
    seed: str = ""
    size: int = 0
    package: str = ""

    @property
    def name(self) -> str:
        """In one word, for file names and ledger entries; a sample's without its seed."""
        match self.kind:
            case ScopeKind.ALL:
                return "all"
            case ScopeKind.DUE:
                return f"due-{self.days}d"
            case ScopeKind.SAMPLE:
                return f"sample-{self.percent.normalize():f}pc"
            case ScopeKind.PACKAGE:
                return f"package-{self.package}"
            case _:
                assert_never(self.kind)

    @property
    def documents(self) -> bool:
        """Whether the documents that the ledger names are read too: they are few, and no sample is drawn from them."""
        return self.kind in (ScopeKind.ALL, ScopeKind.DUE)


def selected(
    scope: Scope, packages: Sequence[HeldPackage], looked: Mapping[int, Looked], now: datetime
) -> tuple[HeldPackage, ...]:
    """The packages that a scope covers, in the order in which they are read."""
    match scope.kind:
        case ScopeKind.ALL:
            chosen: Iterable[HeldPackage] = packages
        case ScopeKind.DUE:
            last = now - timedelta(days=scope.days)
            chosen = (one for one in packages if one.position not in looked or looked[one.position].time <= last)
        case ScopeKind.SAMPLE:
            chosen = drawn([one for one in packages if one.position < scope.size], scope.percent, scope.seed)
        case ScopeKind.PACKAGE:
            chosen = (one for one in packages if one.package == scope.package)
        case _:
            assert_never(scope.kind)
    return tuple(sorted(chosen, key=lambda one: _turn(one, looked)))


def _turn(one: HeldPackage, looked: Mapping[int, Looked]) -> tuple[bool, str, int]:
    last = looked.get(one.position)
    return last is not None, "" if last is None else last.time.isoformat(), one.position


def drawn(packages: Sequence[HeldPackage], percent: Decimal, seed: str) -> Sequence[HeldPackage]:
    """So many in a hundred, rounded up: those whose SHA-256 of seed, line feed and identifier comes first."""
    wanted = int((len(packages) * percent / 100).to_integral_value(ROUND_CEILING))
    return sorted(packages, key=lambda one: sha256(f"{seed}\n{one.package}".encode()).digest())[:wanted]


BINS = (7, 30, 90, 365)
"""Ages in days by which packages are counted; the last count is of those that are older."""


@dataclass(frozen=True, slots=True)
class Unread:
    """What an audit did not read, and since when: counts by age in days (`BINS`, then older), and the oldest.

    `differing` counts those whose last verdict was not intact.
    """

    packages: int
    never: int
    ages: tuple[int, ...]
    differing: int
    oldest: tuple[str, datetime] | None


def unread(packages: Iterable[HeldPackage], looked: Mapping[int, Looked], now: datetime) -> Unread:
    """How long ago these packages were read for the last time."""
    ages = [0] * (len(BINS) + 1)
    never = count = differing = 0
    oldest: tuple[datetime, str] | None = None
    for one in packages:
        count += 1
        last = looked.get(one.position)
        if last is None:
            never += 1
            continue
        differing += last.outcome is not Word.INTACT
        days = (now - last.time) / timedelta(days=1)
        ages[next((place for place, bound in enumerate(BINS) if days <= bound), len(BINS))] += 1
        oldest = min(oldest or (last.time, one.package), (last.time, one.package))
    return Unread(count, never, tuple(ages), differing, None if oldest is None else (oldest[1], oldest[0]))
