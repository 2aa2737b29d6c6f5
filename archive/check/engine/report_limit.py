"""Keeps a report readable: a fault repeated in every line of a file is shown a few times, and the rest is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from archive.check.engine.rule import Fixed, Stage, blocks
from archive.model.finding import Finding, Severity

SHOWN = 20
MORE_FINDINGS = blocks(
    "MORE_FINDINGS", Stage.DELIVERY, Fixed.SAID, "It weighs what those weigh that it counts: a count is never left out"
)


def capped(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first SHOWN findings of each code, severity and file, then one finding that counts those not shown."""
    seen: Counter[tuple[str, Severity, str]] = Counter()
    for finding in findings:
        kind = (finding.code, finding.severity, finding.place.partition("#")[0])
        seen[kind] += 1
        if seen[kind] <= SHOWN:
            yield finding
    for (code, severity, file), count in seen.items():
        if count > SHOWN:
            yield Finding(MORE_FINDINGS.code, severity, file, {"code": code, "count": count - SHOWN})
