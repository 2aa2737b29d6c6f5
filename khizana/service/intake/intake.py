"""The door: a delivery is checked, or taken in; and what helps a contractor to make one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from archive import published
from archive.check.examine import Reference, examine
from archive.check.profile.delivery_profile import DEFAULT, DeliveryProfile
from archive.check.reference import NotAtHand
from archive.check.verdict import Verdict
from archive.delivery.facts.batch import Batch
from archive.delivery.folder import FolderSource
from archive.delivery.measuring.measured_cache import Memory
from archive.delivery.receive import acts_told, receive
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
from khizana.wiring.ingesting import holdings_of, ingest_context, pdfa_judge
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
    source = FolderSource(delivery)
    with _remembering(cache) as memory:
        batch = receive(source, progress=partial(progress, "measured"), memory=memory, judge=pdfa_judge())
    reference = Reference(
        published.schemas(),
        published.countries(),
        holdings_of(session, source) if session else NotAtHand(),
        knowledge=profile.knowledge,
        profile=profile.rules,
        files=profile.files,
    )
    verdict = examine(batch, acts_told(source, batch, partial(progress, "examined")), reference)
    files = [] if report is None else write_all(report.folder, report.pages(verdict, batch, source))
    checked = DeliveryChecked(**told(verdict), files=tuple(map(str, files)))
    return Outcome(checked, Exit.DONE if verdict.accepted else Exit.FINDINGS)


@contextmanager
def _remembering(cache: Path | None) -> Iterator[Memory | None]:
    """What was measured by an earlier run, where the user names a folder for it."""
    if cache is None:
        yield None
        return
    from archive.delivery.measuring.kept_facts import KeptFacts, software

    memory = KeptFacts(cache, software())
    try:
        yield memory
    finally:
        memory.close()


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
    source, made = FolderSource(delivery), dict[str, bytes]()

    def reported(batch: Batch, verdict: Verdict) -> dict[str, bytes]:
        made.update(pages(verdict, batch, source))
        return {f"report.{language}": made[page_name(language)] for language in LANGUAGES}

    with _remembering(cache) as memory:
        report = take_in(source, replace(ingest_context(session), profile=profile), progress, reported, memory)
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
