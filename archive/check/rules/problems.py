"""Could everything be looked at and parsed?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.delivery.batch import Batch, Problem
from archive.model.finding import Finding, blocking


def findings(batch: Batch) -> Iterator[Finding]:
    """What receiving could not read, as it said it."""
    return (finding(problem) for problem in batch.problems)


def finding(problem: Problem) -> Finding:
    """One problem as a finding: what could not be read cannot be accepted."""
    return blocking(problem.code, problem.place, detail=problem.detail)
