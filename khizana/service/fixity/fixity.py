"""Is every byte what it was? The fixity audit of what the ledger names, in rounds that any end may interrupt."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from archive.audit import fixity_run, report, schedule
from archive.audit.blocks import located
from archive.audit.fixity_run import FixityCounts, Strays
from archive.audit.inventory import MAIN, Inventory, holdings
from archive.audit.outcome import Altered, Conclusion, End, FixityReport, PackageAudit
from archive.audit.readers import Expected, Readers, Threads
from archive.audit.schedule import Scope, ScopeKind
from archive.holdings.values import HeldPackage
from archive.ingest import Progress
from archive.model.message import tell
from archive.store.port import Store
from indexer.catalogue.port import CatalogueUnavailable
from khizana.errors import Exit, UsageError
from khizana.outcome import Answer, Document, Outcome
from khizana.service.cancellation import Halting
from khizana.service.fixity import fixity_record
from khizana.service.fixity.fixity_options import AuditOptions
from khizana.service.fixity.journal import Journal
from khizana.service.fixity.process_pool import Crew
from khizana.service.fixity.rate_limit import Halted, Pace
from khizana.service.index import following
from khizana.service.ledger_proofs import witnessed
from khizana.service.reports.port import AuditPages
from khizana.service.reports.report_writer import written
from khizana.wiring import locks, replica_folder
from khizana.wiring.clock import must_not_be_behind
from khizana.wiring.session import Session, replicas, store_named

MANY_FILES = 3_000
"""From so many files on, processes of their own repay what it costs to begin them (about 0.1 s of processor time each)."""


@dataclass(frozen=True, slots=True)
class Audited:
    """One store of the archive: its name, and its verbs.

    A replica that is behind holds only what `until` so many entries of the ledger name; None for a store that holds all.
    """

    name: str
    store: Store
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FixityAudited(Answer):
    """What a fixity audit found (fixity-report/1), whether the ledger records it, and the files of the report."""

    command: Literal["audit fixity"] = "audit fixity"
    report: Document
    recorded: bool
    files: tuple[str, ...]


def fixity(session: Session, asked: AuditOptions, pages: AuditPages, progress: Progress) -> Outcome[FixityAudited]:
    """Audit the store that was named: the one that packages are deposited in, or a replica. CannotWork for an unknown name."""
    return audit_store(session, _audited(session, asked.store), asked, pages, progress)


def _audited(session: Session, name: str) -> Audited:
    if name == MAIN:
        return Audited(MAIN, session.store)
    store = store_named(session, name)
    replica = next(one for one in replicas(session) if one.name == name)
    if fixity_run.is_away(store):
        return Audited(name, store)
    replica_folder.present(replica, session.settings.origin)
    return Audited(name, store, replica_folder.position(replica))


def audit_store(
    session: Session, audited: Audited, asked: AuditOptions, pages: AuditPages, progress: Progress
) -> Outcome[FixityAudited]:
    """Audit packages and documents of one store against the ledger; the report is kept and recorded, however it ends.

    A round that was begun and not finished goes on: what it has read is not read again.
    """
    if asked.scope.kind is ScopeKind.DUE:
        must_not_be_behind(session, "what is due")
    with locks.auditing(session, f"{audited.name}.{asked.scope.name}") as folder:
        halting = Halting(asked.budget)
        path = None if folder is None else folder / f"{audited.name}.{asked.scope.name}.journal"
        if asked.anew and path is not None:
            path.unlink(missing_ok=True)
        if asked.scope.documents:
            session.holdings.fold_anew(session.now())  # what is audited rests on no snapshot
        held = _held(session, audited)
        journal = Journal(path, _settled(asked.scope, held))
        if journal.round.killed:
            fixity_record.note_killed(session, audited.name, journal, held)
            held = _held(session, audited)
        with halting.listening():
            audit = _Audit(session, audited, asked, held, journal, halting, pages)
            return audit.run(progress)


def _held(session: Session, audited: Audited) -> Inventory:
    return holdings(session.holdings, audited.name, audited.until, session.now())


def _settled(scope: Scope, held: Inventory) -> Scope:
    """A scope that can be asked for again: a sample has its seed, drawn from the ledger's root, and a package is named."""
    if scope.kind is ScopeKind.SAMPLE:
        return replace(scope, seed=scope.seed or held.head.root.hex()[:16], size=held.head.size)
    if scope.kind is ScopeKind.PACKAGE and all(one.package != scope.package for one in held.packages):
        raise UsageError(
            tell(
                "the ledger names no package {package}: `khizana search` and `khizana show` name packages",
                package=scope.package,
            )
        )
    return scope


@dataclass(frozen=True, slots=True)
class _Audit:
    """One run of a round."""

    session: Session
    audited: Audited
    asked: AuditOptions
    held: Inventory
    journal: Journal
    halting: Halting
    pages: AuditPages

    def run(self, progress: Progress) -> Outcome[FixityAudited]:
        """Read, report, record; a round that is finished leaves no journal."""
        began = self.session.now()
        scope = self.journal.round.scope
        chosen = schedule.selected(scope, self.held.packages, self.held.looked, began)
        left = [one for one in chosen if one.position not in self.journal.round.read]
        self.journal.begin(began)
        end = self._documents(scope)
        if end is End.FINISHED:
            end = self._packages(left, progress)
        ended = self.session.now()
        self.journal.round.ended(ended, end)
        strays = self._strays() if end is End.FINISHED and scope.documents else None
        found = self.journal.round.tally.report(end, strays)
        content = report.fixity_report(found, self.held.head, self._made(scope, left))
        content |= witnessed.reported(self.session, self.held.head)
        recorded = fixity_record.record(self.session, self.audited.name, self.journal, content, self.held)
        self.journal.end(ended, end)
        self.journal.close(finished=end is End.FINISHED)
        if recorded:
            _follow(self.session, self.held.head.size)
        files = written(self.session, _file(self.audited.name), content, self.pages)
        return Outcome(FixityAudited(report=content, recorded=recorded, files=files), exit_of(found))

    def _documents(self, scope: Scope) -> End:
        if self.journal.round.documents or not scope.documents:
            return End.FINISHED
        if fixity_run.is_away(self.audited.store):
            return End.STORE_AWAY
        tally = FixityCounts()
        end = fixity_run.read_documents(self.held.documents, self.audited.store, tally, self.halting)
        if end is End.FINISHED:
            self.journal.documents(tally)
        return end

    def _packages(self, left: Sequence[HeldPackage], progress: Progress) -> End:
        position = {one.package: one.position for one in left}
        before = len(self.journal.round.read)

        def done(audit: PackageAudit) -> None:
            self.journal.take(position[audit.package], self._located(audit))
            progress("audited", len(self.journal.round.read), before + len(left))

        expected: Iterator[Expected] = ((one.package, one.tagmanifest) for one in left)
        try:
            return fixity_run.read_packages(expected, self._readers(left), self.audited.store, done, self.halting)
        except Halted:
            return End.INTERRUPTED

    def _located(self, audit: PackageAudit) -> PackageAudit:
        """The audit with the blocks in which altered files differ from an intact replica, wherever there is one."""
        if not any(isinstance(one.outcome, Altered) for one in audit.differences):
            return audit
        here = self.audited.store.files(audit.package)
        for other in (self.session.store, *(replica.store for replica in replicas(self.session))):
            audit = located(audit, here, other.files(audit.package))
        return audit

    def _readers(self, left: Sequence[HeldPackage]) -> Readers:
        processors = os.cpu_count() or 1
        stopped = partial(_signalled, self.halting)
        if sum(one.files for one in left) >= MANY_FILES:
            return Crew(self.audited.store.location, min(processors, len(left)), self.asked.rate, stopped)
        return Threads(self.audited.store, processors, Pace(self.asked.rate, stopped))

    def _strays(self) -> Strays:
        return fixity_run.strays_now(self.audited.store, self.held, self.session.ledger)

    def _made(self, scope: Scope, left: Sequence[HeldPackage]) -> report.AuditOrigin:
        read = self.journal.round.read
        return report.AuditOrigin(
            store=self.audited.name,
            scope=scope,
            runs=tuple(self.journal.round.runs),
            packages_named=len(self.held.packages),
            packages_disposed=len(self.held.disposed),
            packages_chosen=len(read.union(one.position for one in left)),
            documents_named=len(self.held.documents),
            unread=schedule.unread(
                (one for one in self.held.packages if one.position not in read), self.held.looked, self.session.now()
            ),
        )


def _follow(session: Session, before: int) -> None:
    """Let a catalogue that was at the ledger's head show this audit; one that is away or behind is not ours to mend."""
    with suppress(CatalogueUnavailable):
        if session.catalogue.position() >= before:
            following.catch_up_in_turn(session, lambda stage, done, total: None)


def _signalled(halting: Halting) -> bool:
    return halting.signalled


def _file(store: str) -> str:
    """The name of the report's files: those of the main store need no further word."""
    return "fixity" if store == MAIN else f"fixity.{store}"


def exit_of(found: FixityReport) -> Exit:
    """Any difference, and any warning, is a finding; an audit that could not go on could not work."""
    if found.differences or found.warnings or found.conclusion is Conclusion.DIFFERENCES:
        return Exit.FINDINGS
    if found.end in (End.INTERRUPTED, End.STORE_AWAY) or found.conclusion is Conclusion.COULD_NOT_LOOK:
        return Exit.COULD_NOT_WORK
    return Exit.DONE
