"""Is the PDF an archival one, and does it keep what it claims?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.delivery.batch import FileFacts
from archive.delivery.page_facts import PdfaAnswer
from archive.model.finding import Finding, Severity


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """NOT_PDFA without a claim that is taken and kept; FALSE_PDFA_CLAIM for any claim that the judge denies, taken or not.

    The two weigh apart: a tender may take PDFs that are no PDF/A, and none that says so falsely. PDFA_NOT_CHECKED: no judge.
    """
    if facts.pdf is None or facts.damage:
        return
    claim, answer, wanted = facts.pdf.claim, facts.pdf.answer, ", ".join(profile.flavours)
    if claim not in profile.flavours:
        said = f"PDF/A-{claim}" if claim else "no claim"
        yield from profile.against("NOT_PDFA", facts.path, detail=said, wanted=wanted)
    elif answer is None:
        yield from profile.against("PDFA_NOT_CHECKED", facts.path, Severity.WARNING, claim=claim)
    elif not answer.kept:
        yield from profile.against("NOT_PDFA", facts.path, detail=_clauses(answer), wanted=wanted)
    if claim and answer and not answer.kept:
        yield from profile.against("FALSE_PDFA_CLAIM", facts.path, claim=claim, clauses=_clauses(answer))


def _clauses(answer: PdfaAnswer) -> str:
    return ", ".join(answer.broken) or answer.flavour
