"""The report of a verdict: one HTML page a language without outside resources, the verdict as JSON, the findings as CSV.

Everything follows from the verdict and the delivery, and nothing names a clock: the same verdict gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from archive.check.verdict import Verdict
from archive.delivery.facts.batch import Batch
from archive.delivery.port import Source
from archive.delivery.receive import acts_of
from archive.model.finding import Finding, Severity
from archive.model.json import Json, write_pretty
from khizana.export.csv_table import table
from khizana.export.finding_location import UNSAID, Concern, Hand, concerns
from khizana.export.pictures import Pictures, pictures
from khizana.export.remedy_list import Said, redo
from khizana.export.report import isolated, render
from khizana.export.tallies import SEVERITIES, Tallies, tallies
from khizana.language import Speaker
from khizana.resources import LANGUAGES
from khizana.service.intake.verdict_shelf import SUBJECT, page_name

KINDS = ("registers", "views", "pages", "acts", "files")

ROWS = 5000
"""How many findings, and how many files to redo, one page shows; CSV and JSON have all."""

_ORDER = tuple(Severity)

_TIMES = re.compile("\u2069 × \u2068")
_ONE_RUN = " × "
"""Width and height stay one run: isolated each for itself, an Arabic line would show the height first."""


@dataclass(frozen=True, slots=True)
class VerdictReport:
    """What the pages are drawn from: the gravest findings first, otherwise in the order of the verdict.

    `delivered` is not true of a mere check: its page says what would become of the delivery.
    """

    verdict: Verdict
    concerns: tuple[Concern, ...]
    tallies: Tallies
    pictures: Pictures
    delivered: bool = True


def pages(verdict: Verdict, batch: Batch, source: Source) -> dict[str, bytes]:
    """Every file of the report by its name."""
    return files_of(report_of(verdict, batch, source))


def pages_of_check(verdict: Verdict, batch: Batch, source: Source) -> dict[str, bytes]:
    """Every file of the report of a mere check by its name: nothing was delivered, so nothing is decided."""
    return files_of(replace(report_of(verdict, batch, source), delivered=False))


def report_of(verdict: Verdict, batch: Batch, source: Source) -> VerdictReport:
    """Look up what each finding concerns, and draw what can be seen of it."""
    found = concerns(verdict.findings, batch, lambda register: acts_of(source, register))
    ordered = tuple(sorted(found, key=lambda concern: _ORDER.index(concern.finding.severity)))
    return VerdictReport(verdict, ordered, tallies(ordered), pictures(ordered, batch, source))


def report_again(verdict: Verdict) -> VerdictReport:
    """The report of a verdict whose delivery is not at hand any more: no register or hand is looked up, and nothing drawn."""
    ordered = sorted(verdict.findings, key=lambda finding: _ORDER.index(finding.severity))
    found = tuple(Concern(one, *one.place.partition("#")[::2], "", ()) for one in ordered)
    return VerdictReport(verdict, found, tallies(found), Pictures((), 0))


def files_again(verdict: Verdict) -> dict[str, bytes]:
    """Every file of the report of a verdict whose delivery is not at hand any more."""
    return files_of(report_again(verdict))


def files_of(report: VerdictReport) -> dict[str, bytes]:
    """Every file of the report by its name."""
    pages = {page_name(language): html(report, Speaker(language)).encode() for language in LANGUAGES}
    documents = {
        f"{SUBJECT}.json": write_pretty(report.verdict.to_json()),
        f"{SUBJECT}.csv": table(report.concerns),
    }
    return pages | documents


def html(report: VerdictReport, speaker: Speaker) -> str:
    """The page in one language."""
    said = [Said(concern, *_spoken(concern.finding, speaker)) for concern in report.concerns]
    files = redo(said, lambda finding: _spoken(finding, speaker)[0])
    return render(
        "verdict.html.j2",
        speaker,
        SUBJECT,
        verdict=report.verdict.to_json(),
        said=_decided(report),
        rows=[_row(one) for one in said[:ROWS]],
        rows_more=max(0, len(said) - ROWS),
        redo=files[:ROWS],
        redo_more=max(0, len(files) - ROWS),
        pictures=report.pictures,
        tallies=report.tallies,
        severities=SEVERITIES,
        kinds=KINDS,
        filters=_filters(report, speaker),
        hand_name=lambda hand: _hand(hand, speaker),
        isolated=isolated,
    )


def _decided(report: VerdictReport) -> Mapping[str, str]:
    """The keys of the title and of the decision."""
    if report.delivered:
        decision = "report.accepted" if report.verdict.accepted else "report.refused"
        return {"title": "report.verdict", "decision": decision}
    decision = "report.would_accept" if report.verdict.accepted else "report.would_refuse"
    return {"title": "report.check", "decision": decision}


def _spoken(finding: Finding, speaker: Speaker) -> tuple[str, str]:
    """Text and remedy, each parameter isolated, so that a path or `100 x 200` keeps its order in an Arabic line."""
    shown: dict[str, Json] = {
        name: [isolated(one) for one in value] if isinstance(value, list) else isolated(value)
        for name, value in finding.params.items()
    }
    text, remedy = speaker.finding({"code": finding.code, "severity": str(finding.severity), "params": shown})
    return _TIMES.sub(_ONE_RUN, text), _TIMES.sub(_ONE_RUN, remedy)


def _row(said: Said) -> Mapping[str, str]:
    concern = said.concern
    return {
        "severity": str(concern.finding.severity),
        "code": concern.finding.code,
        "register": concern.register,
        "file": concern.file,
        "inside": concern.inside,
        "text": said.text,
        "remedy": said.remedy,
    }


def _filters(report: VerdictReport, speaker: Speaker) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """What can be chosen: each value with the word that is shown for it."""
    severities = [(word, speaker.say(f"severity.{word}")) for word in SEVERITIES if report.tallies.all.counts[word]]
    codes = sorted({concern.finding.code for concern in report.concerns})
    registers = [register for register in report.tallies.by_register if register]
    return (
        ("severity", severities),
        ("code", [(code, code) for code in codes]),
        ("register", [(register, register) for register in registers]),
    )


def _hand(hand: Hand, speaker: Speaker) -> str:
    said = hand.kind == "keying" or hand.name == UNSAID
    return speaker.say(f"hand.{hand.kind}", name=speaker.word("pass", hand.name) if said else isolated(hand.name))
