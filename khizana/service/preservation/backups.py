"""Backups: made, brought up to date, verified."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Literal

from archive.audit.audit_json import difference, package_audit
from archive.audit.fixity_run import audit_all
from archive.audit.outcome import PackageAudit
from archive.ingest import Progress
from archive.ledger.keys.checkpoint import InvalidKey, Verifier
from archive.ledger.log.log_replica import CHECKPOINT, copy_beside, mirror
from archive.ledger.log.proof import compare
from archive.ledger.port import Head, LedgerDamaged
from archive.life.documents import named_in
from archive.life.holds import disposed_by
from archive.model.message import sentence, tell
from archive.store.port import NotStored
from archive.store.replication import replicate
from khizana.errors import CannotWork, Exit, UsageError
from khizana.outcome import Answer, Document, LedgerHead, Outcome
from khizana.service.preservation.backup_files import intact, is_new, keep, prune
from khizana.service.preservation.backup_folder import Listed, finished, listed
from khizana.service.preservation.copy_answers import Copied, Lacking, lacking
from khizana.wiring import locks, stores
from khizana.wiring.replica_folder import apart
from khizana.wiring.session import Session

VERIFIER = "keys/ledger.pub"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupMade(Answer):
    """A backup brought up to date, or begun (`first`); `settings` counts the files beside packages and ledger."""

    command: Literal["backup"] = "backup"
    directory: str
    first: bool
    ledger: LedgerHead
    copied: Copied
    disposed: int
    settings: int
    with_keys: bool
    lacking: tuple[Lacking, ...]


@dataclass(frozen=True, slots=True)
class BackupCounts:
    """How much was read of a backup, and how much of it is intact."""

    packages: int
    packages_intact: int
    documents: int
    documents_intact: int
    files_intact: int
    bytes_intact: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupVerified(Answer):
    """Every byte of a backup held against its ledger; with a `problem` of the ledger itself, nothing further was read."""

    command: Literal["backup verify"] = "backup verify"
    directory: str
    intact: bool
    problem: str | None = None
    ledger: LedgerHead | None = None
    verifier: str | None = None
    time: str | None = None
    with_keys: bool | None = None
    counts: BackupCounts | None = None
    packages: tuple[Document, ...] = ()
    documents: tuple[Document, ...] = ()
    files: tuple[str, ...] = ()


def make(session: Session, folder: Path, with_keys: bool, progress: Progress) -> Outcome[BackupMade]:
    """Bring a backup up to date, or begin one; what is there already is not copied again.

    Killed on the way, the former backup stays what it was, and the same command goes on. FINDINGS when something here is damaged.
    """
    origin, settings = session.settings.origin, session.settings
    apart(folder, [settings.root, *(replica.path for replica in settings.replicas)])
    before = listed(folder)
    if before is None and not is_new(folder):
        raise UsageError(tell("{folder} holds something else than a backup: name a new or empty folder", folder=folder))
    if before is not None and before.archive != origin:
        raise UsageError(
            tell(
                "{folder} holds the backup of {archive}, not of {origin}: name another folder",
                folder=folder,
                archive=before.archive,
                origin=origin,
            )
        )
    was = before or Listed(origin)
    with ExitStack() as held:
        if before is None:
            was.write(folder)
        held.enter_context(locks.writing_backup(folder))
        session.ledger.must_extend()
        store = stores.create_store(folder / "store")
        size = session.ledger.head().size
        start = min(was.position, size)
        entries = list(takewhile(lambda one: one.position < size, session.ledger.since(start)))
        done = replicate(*named_in(entries), session.store, store, partial(progress, "backed_up"))
        gone = dict.fromkeys(package for one in entries for package in disposed_by(one.entry))
        for package in gone:
            with suppress(NotStored):
                store.discard(package)
        note = (settings.ledger / CHECKPOINT).read_bytes()
        head = mirror(session.ledger, note, origin, folder / "ledger")
        copy_beside(settings.ledger, folder / "ledger")
        kept = tuple(keep(settings.root, folder, with_keys))
        position = was.position if done.lacking else size
        time = f"{session.now().isoformat()[:19]}Z"
        Listed(origin, position, head.size, head.root.hex(), time, with_keys, kept).write(folder)
        prune(folder, kept)
    made = BackupMade(
        directory=str(folder),
        first=not was.size,
        ledger=LedgerHead.of(head),
        copied=Copied.of(done),
        disposed=len(gone),
        settings=len(kept),
        with_keys=with_keys,
        lacking=lacking(done),
    )
    return Outcome(made, Exit.FINDINGS if done.lacking else Exit.DONE)


def verify(folder: Path, progress: Progress) -> Outcome[BackupVerified]:
    """Read every byte of a backup against its ledger, its ledger against the checkpoint, and the list of files.

    The verifier key is the backup's own: hold it against the one that was given to others.
    """
    said = finished(folder)
    try:
        verifier = verifier_in(folder, said)
        ledger = stores.backup_ledger(folder, verifier)
        compare(ledger, Head(said.size, bytes.fromhex(said.root)))
        head = ledger.verify()
    except LedgerDamaged as error:
        return Outcome(BackupVerified(directory=str(folder), intact=False, problem=sentence(error)), Exit.FINDINGS)
    packages, documents = named_in(ledger.since(0))
    done = 0

    def told(_: PackageAudit) -> None:
        nonlocal done
        done += 1
        progress("verified", done, len(packages))

    report = audit_all(packages.items(), documents, stores.backup_store(folder), told)
    lost = tuple(one.path for one in said.files if intact(folder, one) is None)
    counts = BackupCounts(
        packages=report.packages_seen,
        packages_intact=report.packages_intact,
        documents=report.documents_seen,
        documents_intact=report.documents_intact,
        files_intact=report.files_intact,
        bytes_intact=report.bytes_intact,
    )
    whole = str(report.conclusion) == "intact" and not lost
    verified = BackupVerified(
        directory=str(folder),
        intact=whole,
        ledger=LedgerHead.of(head),
        verifier=str(verifier),
        time=said.time,
        with_keys=said.with_keys,
        counts=counts,
        packages=tuple(package_audit(one) for one in report.packages),
        documents=tuple(difference(one, "document") for one in report.documents),
        files=lost,
    )
    return Outcome(verified, Exit.DONE if whole else Exit.FINDINGS)


def verifier_in(folder: Path, said: Listed) -> Verifier:
    """The verifier key in a backup; CannotWork when it is missing or altered."""
    for one in said.files:
        if one.path == VERIFIER and (content := intact(folder, one)) is not None:
            try:
                return Verifier.parse(content.decode("ascii").strip())
            except (InvalidKey, UnicodeDecodeError) as error:
                raise CannotWork(
                    tell(
                        "{folder}: {verifier} is no verifier key: {error}",
                        folder=folder,
                        verifier=VERIFIER,
                        error=error,
                    )
                ) from None
    raise CannotWork(
        tell(
            "{folder}: {verifier} is missing or altered, so the ledger cannot be read: take another backup",
            folder=folder,
            verifier=VERIFIER,
        )
    )
