"""Counts of findings for the State: by rule, by register, by hand. What a verdict counts without showing is counted here too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archive.model.finding import Finding, Severity
from khizana.export.finding_location import Concern, Hand

MORE = "MORE_FINDINGS"
"""The finding that counts those of one code that were not shown."""

SEVERITIES = tuple(str(severity) for severity in Severity)


@dataclass(slots=True)
class SeverityCounts:
    """How many findings of each severity."""

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class Tallies:
    """`by_hand` counts only the findings that are shown, because the others name no act."""

    all: SeverityCounts
    by_rule: Mapping[str, SeverityCounts]
    by_register: Mapping[str, SeverityCounts]
    by_hand: Mapping[Hand, SeverityCounts]


def tallies(concerns: Sequence[Concern]) -> Tallies:
    """Count. The most frequent rule stands first, registers stand in order of name, hands by kind and name."""
    everything = SeverityCounts()
    rules: dict[str, SeverityCounts] = {}
    registers: dict[str, SeverityCounts] = {}
    hands: dict[Hand, SeverityCounts] = {}
    for concern in concerns:
        severity, (code, count) = str(concern.finding.severity), weight(concern.finding)
        for tally in (
            everything,
            rules.setdefault(code, SeverityCounts()),
            registers.setdefault(concern.register, SeverityCounts()),
        ):
            tally.counts[severity] += count
        for hand in concern.hands:
            hands.setdefault(hand, SeverityCounts()).counts[severity] += 1
    return Tallies(
        everything,
        dict(sorted(rules.items(), key=lambda one: (-one[1].total, one[0]))),
        dict(sorted(registers.items())),
        dict(sorted(hands.items(), key=lambda one: (one[0].kind, one[0].name))),
    )


def weight(finding: Finding) -> tuple[str, int]:
    """The code that a finding counts for, and how many it stands for."""
    count = finding.params.get("count")
    if finding.code == MORE and isinstance(count, int):
        return str(finding.params.get("code")), count
    return finding.code, 1
