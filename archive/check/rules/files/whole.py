"""Can the file be read to its end, and everything in it?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.check.rules.text import SEVERITIES
from archive.delivery.batch import FileFacts
from archive.model.finding import Finding, Severity, blocking


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """The damage of a file and the problems inside it, under the codes that measuring gave them."""
    if facts.damage:
        yield blocking(facts.damage.code, facts.path, detail=facts.damage.detail)
    for problem in facts.problems:
        severity = SEVERITIES.get(problem.code, Severity.BLOCKING)
        yield Finding(problem.code, severity, problem.place, {"detail": problem.detail})
