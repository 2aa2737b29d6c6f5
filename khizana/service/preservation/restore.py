"""An archive made anew from a backup; and the drill, which does that to a folder that is gone afterwards, and compares."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Literal

from archive.holdings import queries
from archive.ingest import Progress
from archive.ledger.entry import Entry, EntryType
from archive.ledger.log.atomic_replace import replace
from archive.ledger.log.log_replica import CHECKPOINT, copy_beside, mirror
from archive.ledger.log.proof import compare
from archive.ledger.port import Head
from archive.life.documents import named_in
from archive.model.digest import Digest
from archive.model.json import write_pretty
from archive.model.message import tell
from archive.store.replication import Replicated, replicate
from indexer.documents.package_content import documents
from indexer.engine.port import EngineUnavailable
from indexer.finder import Page
from indexer.query_parser.grammar import understood
from indexer.question.query import InvalidQuery
from khizana.errors import Exit, UsageError
from khizana.outcome import Answer, LedgerHead, Outcome, builtins
from khizana.service.index import indexing
from khizana.service.index.indexing import BuiltCounts
from khizana.service.preservation.backup_files import is_new, put_back
from khizana.service.preservation.backup_folder import Listed, finished
from khizana.service.preservation.backups import verifier_in
from khizana.service.preservation.copy_answers import Lacking, lacking
from khizana.temporary import gone_afterwards
from khizana.wiring import opening, stores
from khizana.wiring.replica_folder import apart
from khizana.wiring.session import Session

DRILL = "restore-drill"
REPORT = "restore-drill/1"
ASKED = 25
"""So many questions are put to both archives in a drill."""
_MARKER = "restoring.json"
_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class RestoredCounts:
    """How much was put back."""

    packages: int
    documents: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRestored(Answer):
    """An archive made from a backup of that `time`; `built` is None where it is not whole, and so has no catalogue and index."""

    command: Literal["restore"] = "restore"
    directory: str
    archive: str
    time: str
    ledger: LedgerHead
    restored: RestoredCounts
    can_write: bool
    lost: tuple[str, ...]
    lacking: tuple[Lacking, ...]
    built: BuiltCounts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillReport:
    """What a drill restored, how long it took, and in what it and the archive differ; kept as a document of restore-drill/1."""

    schema: str = REPORT
    backup: str
    ledger: LedgerHead
    packages: int
    documents: int
    bytes: int
    missing: tuple[str, ...]
    asked: int
    answered_otherwise: tuple[str, ...]
    seconds: int
    behind: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreDrilled(Answer):
    """A drill: whether it proved that the backup can be restored, and whether the ledger records it."""

    command: Literal["backup drill"] = "backup drill"
    directory: str
    proved: bool
    report: DrillReport
    recorded: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back; `lost` are the files, `done.lacking` the packages and documents, that were not intact."""

    said: Listed
    head: Head
    done: Replicated
    lost: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.done.lacking and not self.lost


def restore(folder: Path, target: Path, progress: Progress) -> Outcome[ArchiveRestored]:
    """Make an archive in a new or empty folder; every byte is verified while it is copied. FINDINGS when the backup is damaged.

    Killed on the way, the same command goes on; until it ends, there is no archive at that place.
    """
    restored = _restore(folder, target, progress)
    done = restored.done
    answer = ArchiveRestored(
        directory=str(folder),
        archive=str(target),
        time=restored.said.time,
        ledger=LedgerHead.of(restored.head),
        restored=RestoredCounts(done.packages, done.documents, done.bytes),
        can_write=restored.said.with_keys,
        lost=restored.lost,
        lacking=lacking(done),
        built=_built(opening.open_archive(target), progress) if restored.whole else None,
    )
    return Outcome(answer, Exit.DONE if restored.whole else Exit.FINDINGS)


def _built(session: Session, progress: Progress) -> BuiltCounts:
    return indexing.rebuild(session, progress).answer.built


def _restore(folder: Path, target: Path, progress: Progress) -> Restored:
    said = finished(folder)
    apart(target, [folder])
    marker = target / _MARKER
    wanted = write_pretty({"backup": str(folder.resolve()), "archive": said.archive})
    if not is_new(target) and not (marker.exists() and marker.read_bytes() == wanted):
        raise UsageError(tell("{target} is not empty: name a new or empty folder to restore into", target=target))
    replace(marker, wanted)
    source = stores.backup_ledger(folder, verifier_in(folder, said))
    compare(source, Head(said.size, bytes.fromhex(said.root)))
    store = stores.create_store(target / "store")
    told = partial(progress, "restored")
    done = replicate(*named_in(source.since(0)), stores.backup_store(folder), store, told)
    head = mirror(source, (folder / "ledger" / CHECKPOINT).read_bytes(), said.archive, target / "ledger")
    copy_beside(folder / "ledger", target / "ledger")
    lost = put_back(folder, said.files, target)
    marker.unlink()
    return Restored(said, head, done, tuple(lost))


def drill(session: Session, folder: Path, progress: Progress) -> Outcome[RestoreDrilled]:
    """Restore into a folder that is gone afterwards, compare with the archive, and record what was proved."""
    began = time.monotonic()
    session.ledger.must_extend()
    with gone_afterwards() as temporary:
        target = temporary / "archive"
        restored = _restore(folder, target, progress)
        compare(session.ledger, restored.head)
        twin = opening.open_archive(target)
        built = _built(twin, progress) if restored.whole else None
        missing = _missing(session, twin, restored.head.size)
        asked, unlike = _answers(session, twin, restored.head) if built else (0, [])
    report = DrillReport(
        backup=restored.said.time,
        ledger=LedgerHead.of(restored.head),
        packages=restored.done.packages,
        documents=restored.done.documents,
        bytes=restored.done.bytes,
        missing=(*missing, *sorted(restored.done.lacking), *restored.lost),
        asked=asked,
        answered_otherwise=tuple(unlike),
        seconds=int(time.monotonic() - began) + 1,
        behind=session.ledger.head().size - restored.head.size,
    )
    proved = restored.whole and not missing and not unlike
    recorded = _record(session, report, proved)
    answer = RestoreDrilled(directory=str(folder), proved=proved, report=report, recorded=recorded)
    return Outcome(answer, Exit.DONE if proved else Exit.FINDINGS)


def _missing(session: Session, twin: Session, size: int) -> list[str]:
    """Packages that our ledger names up to that size and the restored store has not, and others that it has too many."""
    named = {one.package for one in queries.packages_after(session.holdings, size)}
    return sorted(named ^ set(twin.store.packages()))


def _answers(session: Session, twin: Session, head: Head) -> tuple[int, list[str]]:
    """Ask both for names out of acts drawn by lot: how many questions, and the acts for which the answers were not the same."""
    named = frozenset(one.package for one in queries.packages(twin.holdings))
    asked, unlike = 0, []
    for package in _drawn(head, named, ASKED):
        act, words = _question(twin, package, head)
        if not words:
            continue
        try:
            ours, theirs = _hits(session, words, named), _hits(twin, words, named)
        except InvalidQuery:
            continue
        except EngineUnavailable:
            return 0, []  # our own index is away: nothing can be compared, and the report says that nothing was asked
        if ours != theirs:
            unlike.append(act)
        asked += bool(theirs)
    return asked, unlike


def _question(twin: Session, package: str, head: Head) -> tuple[str, str]:
    """An act of a package and a name that it holds; empty where it has none."""
    texts = {one.act: one.principals[0].text for one in documents(package, twin.reading) if one.act and one.principals}
    for act in _drawn(head, texts, 1):
        return act, texts[act]
    return "", ""


def _drawn(head: Head, names: Iterable[str], count: int) -> list[str]:
    """Names drawn by a lot that nobody could choose and everybody can repeat: the ledger's root decides."""
    return sorted(names, key=lambda name: sha256(head.root + name.encode()).digest())[:count]


def _hits(session: Session, words: str, packages: frozenset[str]) -> set[str]:
    found = session.finder.find(understood(f'"{words.replace(chr(34), " ")}"'), Page(limit=_LIMIT))
    return {hit.document.act for hit in found.page.hits if hit.document.package in packages}


def _record(session: Session, report: DrillReport, proved: bool) -> bool:
    if not session.settings.key.exists():
        return False
    counts = {
        "packages": report.packages,
        "documents": report.documents,
        "bytes": report.bytes,
        "asked": report.asked,
        "seconds": report.seconds,
        "behind": report.behind,
        "differences": len(report.missing) + len(report.answered_otherwise),
    }
    digests: dict[str, Digest] = {"report": session.store.put_document(write_pretty(builtins(report)))}
    outcome = "intact" if proved else "differences"
    actor = session.actor
    session.ledger.append([Entry(EntryType.AUDIT, session.now(), actor, DRILL, outcome, digests, counts)])
    return True
