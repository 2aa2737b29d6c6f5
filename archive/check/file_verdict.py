"""The two answers about one file: is it whole and what it claims (integrity), and is it what the tender asks for (conformity)?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from archive.check.delivery_profile import FileProfile
from archive.check.rules.files import (
    blank,
    colour,
    extension,
    one_page,
    pdf_actions,
    pdf_attachments,
    pdfa,
    pixels,
    resolution_agrees,
    resolution_enough,
    resolution_equal,
    resolution_stated,
    structure,
    trailing,
    whole,
)
from archive.delivery.batch import FileFacts, Problem
from archive.model.finding import Finding, Severity, blocking
from archive.model.json import Json

_INTEGRITY = (whole, extension)
_CONFORMITY = (
    pixels,
    resolution_stated,
    resolution_enough,
    resolution_equal,
    resolution_agrees,
    colour,
    one_page,
    trailing,
    structure,
    pdfa,
    pdf_actions,
    pdf_attachments,
)


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


def file_findings(facts: FileFacts, profile: FileProfile, *, page: bool, may_be_blank: bool) -> Iterator[Finding]:
    """Everything that one file is found to be or not to be; what is asked of pages is not asked of a file that is none."""
    for rule in _INTEGRITY:
        yield from rule.findings(facts, profile)
    if page:
        for rule in _CONFORMITY:
            yield from rule.findings(facts, profile)
        if not may_be_blank:
            yield from blank.findings(facts, profile)


def judged(measured: FileFacts | Problem, profile: FileProfile) -> FileVerdict:
    """The verdict on a file that stands alone."""
    if isinstance(measured, Problem):
        found = (blocking(measured.code, measured.place, detail=measured.detail),)
        return FileVerdict(measured.place, Answer.INVALID, "", found)
    findings = tuple(file_findings(measured, profile, page=True, may_be_blank=False))
    return FileVerdict(measured.path, _answer(findings, profile), measured.puid, findings)


def _answer(findings: Iterable[Finding], profile: FileProfile) -> Answer:
    """The gravest thing that is said; a warning of any kind keeps no file out."""
    answer = Answer.VALID
    for finding in findings:
        if finding.severity in (Severity.BLOCKING, Severity.ERROR):
            if finding.code not in profile.policy:
                return Answer.INVALID
            answer = Answer.POLICY
        elif finding.severity is Severity.WARNING and answer is Answer.VALID:
            answer = Answer.WARN
    return answer


def verdict_of(path: str, puid: str, findings: Iterable[Finding], profile: FileProfile) -> FileVerdict:
    """The verdict on what holds other files, once everything inside it has been judged."""
    found = tuple(findings)
    return FileVerdict(path, _answer(found, profile), puid, found)
