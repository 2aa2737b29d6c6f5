"""The door: a delivery is checked, or taken in; and what helps a contractor to make one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from archive.api.intake import holdings_of, judged
from archive.api.sources import delivery_source, remembering
from archive.check.profile.delivery_profile import DEFAULT, DeliveryProfile
from archive.check.verdict import Verdict
from archive.delivery.facts.batch import Batch
from archive.ingest import Progress
from archive.ingest import ingest as take_in
from archive.model.message import tell
from khizana.errors import Exit, UsageError
from khizana.file_writing import write_all
from khizana.outcome import LedgerHead, Outcome
from khizana.output import NewFolder
from khizana.resources import LANGUAGES
from khizana.service.index.following import catch_up_in_turn
from khizana.service.intake.answers import DeliveryChecked, DeliveryIngested, IndexFollowed, TemplateWritten, told
from khizana.service.intake.delivery_template import write_template
from khizana.service.intake.verdict_shelf import page_name, shelf
from khizana.service.preservation import replicas
from khizana.service.reports.port import VerdictPages
from khizana.wiring.ingesting import ingest_context, pdfa_judge
from khizana.wiring.session import Session


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is asked for: where, and who writes its files."""

    folder: Path
    pages: VerdictPages


def check(
    delivery: Path,
    progress: Progress,
    report: Report | None = None,
    cache: Path | None = None,
    profile: DeliveryProfile = DEFAULT,
    session: Session | None = None,
) -> Outcome[DeliveryChecked]:
    """Examine a delivery; nothing is written but what is asked for.

    With an archive at hand it is compared with what that holds, as an ingest would; without one nothing is known to be held.
    """
    for folder in (report.folder if report else None, cache):
        _must_be_outside(delivery, folder)
    source = delivery_source(delivery)
    with remembering(cache) as memory:
        held = None if session is None else holdings_of(session, source)
        batch, verdict = judged(source, held, profile, pdfa_judge(), progress, memory)
    files = [] if report is None else write_all(report.folder, report.pages(verdict, batch, source))
    checked = DeliveryChecked(**told(verdict), files=tuple(map(str, files)))
    return Outcome(checked, Exit.DONE if verdict.accepted else Exit.FINDINGS)


def _must_be_outside(delivery: Path, folder: Path | None) -> None:
    if folder and folder.resolve().is_relative_to(delivery.resolve()):
        raise UsageError(
            tell(
                "{folder} lies in the delivery, which would no longer be what it is: name a folder outside it",
                folder=folder,
            )
        )


def ingest(
    session: Session,
    delivery: Path,
    pages: VerdictPages,
    progress: Progress,
    cache: Path | None = None,
    profile: DeliveryProfile = DEFAULT,
) -> Outcome[DeliveryIngested]:
    """Take a delivery in, then let catalogue and index catch up. An index that fails never fails the ingest: it lags.

    The report is written for people and kept with the verdict.
    """
    _must_be_outside(delivery, cache)
    session.ledger.must_extend()
    source, made = delivery_source(delivery), dict[str, bytes]()

    def reported(batch: Batch, verdict: Verdict) -> dict[str, bytes]:
        made.update(pages(verdict, batch, source))
        return {f"report.{language}": made[page_name(language)] for language in LANGUAGES}

    with remembering(cache) as memory:
        report = take_in(source, ingest_context(session, profile), progress, reported, memory)
    files = write_all(shelf(session.settings.reports, report.verdict.delivery, report.verdict_digest), made)
    followed = catch_up_in_turn(session, progress)
    copied = replicas.follow(session, progress)
    head = session.ledger.head()
    ingested = DeliveryIngested(
        **told(report.verdict),
        verdict_document=str(report.verdict_digest),
        stored=tuple(report.stored),
        already=tuple(report.already),
        ledger=LedgerHead.of(head),
        index=IndexFollowed(max(0, head.size - followed.engine_position), followed.problem),
        replicas=tuple(copied),
        files=tuple(map(str, files)),
    )
    return Outcome(ingested, Exit.DONE if report.verdict.accepted else Exit.FINDINGS)


def template(directory: Path) -> Outcome[TemplateWritten]:
    """Write a small right delivery for a contractor to learn from."""
    NewFolder(directory).guard()
    write_template(directory)
    return Outcome(TemplateWritten(directory=str(directory)))
