"""Is the PDF an archival one, and does it keep what it claims?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.delivery.batch import FileFacts
from archive.model.finding import Finding, Severity


def findings(facts: FileFacts, profile: FileProfile) -> Iterator[Finding]:
    """NOT_PDFA without an accepted claim; with FALSE_PDFA_CLAIM when the judge says no; PDFA_NOT_CHECKED without a judge."""
    if facts.pdf is None or facts.damage:
        return
    claim, answer, wanted = facts.pdf.claim, facts.pdf.answer, ", ".join(profile.flavours)
    if claim not in profile.flavours:
        said = f"PDF/A-{claim}" if claim else "no claim"
        yield from profile.against("NOT_PDFA", facts.path, detail=said, wanted=wanted)
    elif answer is None:
        yield from profile.against("PDFA_NOT_CHECKED", facts.path, Severity.WARNING, claim=claim)
    elif not answer.kept:
        clauses = ", ".join(answer.broken) or answer.flavour
        yield from profile.against("NOT_PDFA", facts.path, detail=clauses, wanted=wanted)
        yield from profile.against("FALSE_PDFA_CLAIM", facts.path, claim=claim, clauses=clauses)
