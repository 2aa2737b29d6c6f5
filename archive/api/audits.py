"""Is every byte what it was? Is anything missing? Both asked of all that is held."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.api.archive import Archive, silent
from archive.api.rights import may_record
from archive.audit import fixity_run, report, schedule
from archive.audit.archive_completeness import CompletenessReport, prove_all
from archive.audit.fixity_run import FixityCounts
from archive.audit.inventory import MAIN, Inventory, holdings
from archive.audit.outcome import End, FixityReport, PackageAudit, Word
from archive.audit.readers import Threads
from archive.audit.recording import ReadRun, Recorder
from archive.audit.schedule import Scope, ScopeKind
from archive.holdings import queries
from archive.ledger.port import Head
from archive.model.message import sentence
from archive.model.records.facts import RegisterFacts
from archive.package.package_reader import PackageDamaged
from archive.store.package_content_port import Reading
from archive.store.port import NotStored, StoreUnreadable

if TYPE_CHECKING:
    from archive.ingest import Progress


@dataclass(frozen=True, slots=True)
class FixityAudited:
    """What a fixity audit found, the state of the ledger that it was held against, and whether the ledger records it."""

    report: FixityReport
    head: Head
    recorded: bool


@dataclass(frozen=True, slots=True)
class CompletenessProved:
    """What was proved at which state of the ledger; of packages that could not be read, why."""

    report: CompletenessReport
    head: Head
    unreadable: Mapping[str, str]


@dataclass(slots=True)
class _Reading:
    """What was read so far, and where the ledger records it."""

    position: Mapping[str, int]
    tally: FixityCounts = field(default_factory=FixityCounts)
    read: dict[Word, list[int]] = field(default_factory=dict)

    def take(self, audit: PackageAudit) -> None:
        self.tally.take(audit)
        self.read.setdefault(audit.word, []).append(self.position[audit.package])


def audit(archive: Archive) -> FixityAudited:
    """Read every package and document and hold it against the ledger, which records what was found where we may sign.

    `khizana audit fixity` reads in rounds that may be interrupted, a sample or what is due, and replicas; this reads it all.
    """
    recording = may_record(archive.settings)
    if recording:
        archive.ledger.must_extend()
    began = archive.now()
    archive.holdings.fold_anew(began)  # what is audited rests on no snapshot
    held = holdings(archive.holdings, MAIN, None, began)
    reading = _Reading({one.package: one.position for one in held.packages})
    end = _read(archive, held, reading)
    ended = archive.now()
    strays = fixity_run.strays_now(archive.store, held, archive.ledger) if end is End.FINISHED else None
    found = reading.tally.report(end, strays)
    if recording:
        made = report.AuditOrigin(
            store=MAIN,
            scope=Scope(ScopeKind.ALL),
            runs=(report.Run(began, ended, end, reading.tally.packages),),
            packages_named=len(held.packages),
            packages_disposed=len(held.disposed),
            packages_chosen=len(held.packages),
            documents_named=len(held.documents),
            unread=schedule.unread((), held.looked, ended),
        )
        recorder = Recorder(archive.store, archive.ledger, archive.actor, ended)
        run = ReadRun(MAIN, Scope(ScopeKind.ALL).name, began, reading.read)
        recorder.report(run, held, report.fixity_report(found, held.head, made))
    return FixityAudited(found, held.head, recording)


def completeness(archive: Archive, *, progress: Progress = silent) -> CompletenessProved:
    """Prove every register that is held by the facts in its packages. Nothing is recorded: who asks again gets the same."""
    projection, unreadable = archive.holdings, dict[str, str]()
    head, newest = projection.head, [package.package for package in queries.heads(projection)]
    found = prove_all(_facts(archive.reading, newest, unreadable, progress), {})
    return CompletenessProved(found, head, unreadable)


def _facts(
    reading: Reading, newest: Sequence[str], unreadable: dict[str, str], progress: Progress
) -> Iterator[RegisterFacts]:
    """The facts of the newest package of each register; a package that cannot be read is listed, never skipped."""
    for done, package in enumerate(newest, start=1):
        progress("proved", done, len(newest))
        try:
            yield reading.facts(package)
        except (NotStored, PackageDamaged, StoreUnreadable) as error:
            unreadable[package] = sentence(error)


def _read(archive: Archive, held: Inventory, reading: _Reading) -> End:
    if fixity_run.is_away(archive.store):
        return End.STORE_AWAY
    fixity_run.read_documents(held.documents, archive.store, reading.tally, _never)
    readers = Threads(archive.store, os.cpu_count() or 1)
    expected = ((one.package, one.tagmanifest) for one in held.packages)
    return fixity_run.read_packages(expected, readers, archive.store, reading.take, _never)


def _never() -> None:
    """Nothing halts this audit."""
