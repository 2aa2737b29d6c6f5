"""The two answers about one file: is it whole and what it claims (integrity), and is it what the tender asks for (conformity)?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from archive.check.engine.rule import weighed
from archive.check.profile.delivery_profile import DeliveryProfile
from archive.check.rules.files import FILES, PAGES, WRITTEN
from archive.check.rules.files.any.reading import breach_of
from archive.delivery.facts.batch import FileFacts, Problem
from archive.model.finding import Finding, Severity
from archive.model.json import Json


class Answer(StrEnum):
    """`policy` is intact and against the profile; `warn` and `valid` are taken."""

    VALID = "valid"
    WARN = "warn"
    POLICY = "policy"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """What is to be said of one file."""

    path: str
    answer: Answer
    puid: str
    findings: tuple[Finding, ...]

    def to_json(self) -> dict[str, Json]:
        found: list[Json] = [finding.to_json() for finding in self.findings]
        return {"path": self.path, "verdict": str(self.answer), "puid": self.puid, "findings": found}


def file_findings(facts: FileFacts, profile: DeliveryProfile, *, page: bool, may_be_blank: bool) -> Iterator[Finding]:
    """Everything that one file is found to be or not to be; what is asked of pages is not asked of a file that is none."""
    for rule in (*FILES, *(PAGES if page else ()), *(WRITTEN if page and not may_be_blank else ())):
        yield from weighed(rule.judge(facts, profile.files), profile.rules)


def judged(measured: FileFacts | Problem, profile: DeliveryProfile) -> FileVerdict:
    """The verdict on a file that stands alone."""
    if isinstance(measured, Problem):
        return FileVerdict(measured.place, Answer.INVALID, "", tuple(weighed([breach_of(measured)], profile.rules)))
    findings = tuple(file_findings(measured, profile, page=True, may_be_blank=False))
    return verdict_of(measured.path, measured.puid, findings, profile)


def _answer(findings: Iterable[Finding], profile: DeliveryProfile) -> Answer:
    """The gravest thing that is said; a warning of any kind keeps no file out."""
    answer = Answer.VALID
    for finding in findings:
        if finding.severity in (Severity.BLOCKING, Severity.ERROR):
            if finding.code not in profile.files.policy:
                return Answer.INVALID
            answer = Answer.POLICY
        elif finding.severity is Severity.WARNING and answer is Answer.VALID:
            answer = Answer.WARN
    return answer


def verdict_of(path: str, puid: str, findings: Iterable[Finding], profile: DeliveryProfile) -> FileVerdict:
    """The verdict on a file or on what holds other files, once everything in it has been judged."""
    found = tuple(findings)
    return FileVerdict(path, _answer(found, profile), puid, found)
