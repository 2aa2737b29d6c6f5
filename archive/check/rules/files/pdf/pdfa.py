"""Is the PDF an archival one, and does it keep what it claims?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Rule, Stage
from archive.check.profile.delivery_profile import FileProfile
from archive.delivery.facts.batch import FileFacts
from archive.delivery.facts.page_facts import PdfaAnswer
from archive.model.finding import Severity

NONE = Rule(
    "NOT_PDFA",
    Stage.FILE,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "ISO 19005: what is not PDF/A may not show alike later",
)
FALSE = Rule(
    "FALSE_PDFA_CLAIM",
    Stage.FILE,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "A tender may take PDFs that are no PDF/A, and none that says so falsely",
)
UNCHECKED = Rule(
    "PDFA_NOT_CHECKED", Stage.FILE, Severity.WARNING, Severity.WARNING, "Without a judge a claim is only a claim"
)
RULES = (NONE, FALSE, UNCHECKED)


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    """NOT_PDFA without a claim that is taken and kept; FALSE_PDFA_CLAIM for any claim that the judge denies, taken or not."""
    if facts.pdf is None or facts.damage:
        return
    claim, answer, flavours = facts.pdf.claim, facts.pdf.answer, ", ".join(wanted.flavours)
    if claim not in wanted.flavours:
        yield Breach(NONE, facts.path, {"detail": f"PDF/A-{claim}" if claim else "no claim", "wanted": flavours})
    elif answer is None:
        yield Breach(UNCHECKED, facts.path, {"claim": claim})
    elif not answer.kept:
        yield Breach(NONE, facts.path, {"detail": _clauses(answer), "wanted": flavours})
    if claim and answer and not answer.kept:
        yield Breach(FALSE, facts.path, {"claim": claim, "clauses": _clauses(answer)})


def _clauses(answer: PdfaAnswer) -> str:
    return ", ".join(answer.broken) or answer.flavour
