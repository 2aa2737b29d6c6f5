"""Puts an archive together: the only place where adapters are named."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path

from archive.delivery.manifest import PATH as MANIFEST
from archive.delivery.pdfa import NoJudge, PdfaJudge
from archive.delivery.port import Source
from archive.delivery.verapdf import VeraPdf
from archive.holdings.projection import Projection
from archive.ingest import Office
from archive.ingest.held import Held
from archive.ingest.recording import read_delivered
from archive.ledger.checkpoint import Signer, Verifier
from archive.ledger.claims import FolderClaims
from archive.ledger.entry import Entry, EntryType
from archive.ledger.files import FilesLedger
from archive.ledger.keys import KeyUnusable, generate, read_signer, read_verifier
from archive.ledger.lock import exclusive
from archive.ledger.policies import PolicyKind
from archive.model.digest import Digest
from archive.package.contents import PackageReading
from archive.store.durable import flush_folder
from archive.store.folder import FolderStore
from archive.store.port import NotStored
from indexer.catalogue.sqlite import SqlCatalogue
from indexer.engine.port import Engine
from khizana import __version__, clock, policy_files, published, seen, settings
from khizana.book import Book
from khizana.engines import engine_of
from khizana.errors import CannotWork, UsageError
from khizana.rights import close, may_record, may_write, sealing_key, signer_of
from khizana.settings import ArchiveSettings

MAIN = "main"
"""The name of the archive's own store, beside those of its replicas."""

SOFTWARE = ("Khizana", __version__)


@dataclass(frozen=True)
class Archive:
    """One archive with its adapters."""

    settings: ArchiveSettings
    store: FolderStore
    ledger: FilesLedger
    reading: PackageReading
    catalogue: SqlCatalogue
    engine: Engine

    @cached_property
    def _projection(self) -> Projection:
        return Projection.open(
            self.ledger, document_of(self), self.settings.holdings, now(), sealing_key(self.settings)
        )

    @property
    def holdings(self) -> Projection:
        """What the ledger says is held, at its head now. LedgerDamaged, LedgerUnreadable."""
        self._projection.follow()
        return self._projection

    def package_folder(self, package: str) -> Path:
        """Where a package lies on this disk."""
        return self.store.folder(package)


@dataclass(frozen=True, slots=True)
class Replica:
    """A second store, with a copy of the ledger beside it."""

    name: str
    root: Path
    store: FolderStore

    @property
    def ledger(self) -> Path:
        return self.root / "ledger"

    @property
    def marker(self) -> Path:
        """What says whose replica this is: where it is not, the disk is away, and nothing may be written."""
        return self.root / "replica.json"


def replicas(archive: Archive) -> tuple[Replica, ...]:
    """Those that archive.toml names, whether they are there or not."""
    return tuple(Replica(one.name, one.path, FolderStore(one.path / "store")) for one in archive.settings.replicas)


def create_replica(name: str, root: Path) -> Replica:
    """The folders of a replica; those that stand already stay. UsageError when something else is there."""
    begun = root / "replica.json"
    if (
        root.exists()
        and not begun.exists()
        and not {found.name for found in root.iterdir()} <= {"store", "ledger.pub", "lost+found"}
    ):
        raise UsageError(f"{root} is not empty: a replica is set up in a new or empty folder")
    return Replica(name, root, FolderStore.create(root / "store"))


@contextmanager
def writing_replica(replica: Replica) -> Iterator[None]:
    """Hold the lock of a replica; Locked when another process copies to it or repairs it."""
    with exclusive(replica.root / "lock", _holder(f"replica {replica.name}")):
        yield


def create_store(folder: Path) -> FolderStore:
    """The folders of a store; those that stand already stay."""
    return FolderStore.create(folder)


def backup_store(folder: Path) -> FolderStore:
    """The store of a backup."""
    return FolderStore(folder / "store")


def backup_ledger(folder: Path, verifier: Verifier) -> FilesLedger:
    """The ledger of a backup, for reading."""
    return FilesLedger(folder / "ledger", verifier)


@contextmanager
def writing_backup(folder: Path) -> Iterator[None]:
    """Hold the lock of a backup; Locked when another process writes it."""
    with exclusive(folder / "lock", _holder("backup")):
        yield


def store_named(archive: Archive, name: str) -> FolderStore:
    """The archive's own store, or that of a replica; CannotWork when there is none of that name."""
    if name == MAIN:
        return archive.store
    for replica in replicas(archive):
        if replica.name == name:
            return replica.store
    raise CannotWork(
        f"there is no store {name}: `khizana replica list` shows the replicas, {MAIN} is the archive's own"
    )


def document_of(archive: Archive) -> Callable[[Digest], bytes]:
    """Gives a document from wherever it is intact; else as it stands in the archive's own store."""

    def document(digest: Digest) -> bytes:
        for store in (archive.store, *(replica.store for replica in replicas(archive))):
            with suppress(NotStored, OSError):
                if Digest.of(content := store.document(digest)) == digest:
                    return content
        return archive.store.document(digest)

    return document


def now() -> datetime:
    """The time, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def create(root: Path, name: str | None, group: int | None = None) -> Archive:
    """Make a new archive in a new or empty folder; its ledger begins with the entry of its creation.

    Nobody else may look into it; with a group, its members may read all but the signing key.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise UsageError(f"{root} is not empty: an archive is made in a new or empty folder")
    called = name or root.resolve().name.lower()
    made = settings.named(root, called)
    gaining = {made.root, *(folder.parent for folder in (made.root, *made.root.parents) if not folder.exists())}
    root.mkdir(parents=True, exist_ok=True)
    for folder in (root, root / "keys"):
        folder.mkdir(mode=0o700, exist_ok=True)
        close(folder, group)
    generate(made.key, made.origin)
    FolderStore.create(made.store)
    ledger = FilesLedger.create(made.ledger, read_signer(made.key))
    policies = policy_files.kept(made, FolderStore(made.store), PolicyKind)
    ledger.append([Entry(EntryType.ARCHIVE_CREATED, now(), settings.person().actor, called, digests=policies)])
    settings.write(made)
    for folder in sorted(gaining):
        flush_folder(folder)
    return open_archive(root)


def open_archive(given: Path | None) -> Archive:
    """Open an archive, for reading as long as `writing` is not entered. NoArchive, CannotWork."""
    found = settings.read(settings.find(given))
    try:
        verifier = read_verifier(found.verifier)
        signer = signer_of(found, verifier)
    except KeyUnusable as error:
        raise CannotWork(str(error)) from None
    store, catalogue = FolderStore(found.store), SqlCatalogue(found.catalogue)
    policies = partial(policy_files.kept, found, store)
    ledger = Book(
        found.ledger,
        verifier,
        signer,
        partial(seen.told, found, catalogue),
        policies,
        partial(policy_files.adopting, now),
    )
    archive = Archive(found, store, ledger, PackageReading(store), catalogue, engine_of(found))
    clock.say(archive)
    seen.say(found, ledger, catalogue)
    return archive


def ledger_of(made: ArchiveSettings, verifier: Verifier, signer: Signer | None = None) -> FilesLedger:
    """The ledger under another key than the one in force: a change of the key needs it."""
    return FilesLedger(made.ledger, verifier, signer, partial(seen.told, made, SqlCatalogue(made.catalogue)))


@contextmanager
def writing(archive: Archive, command: str) -> Iterator[None]:
    """Hold the lock of the derived rooms, for a command that writes in the ledger too; Locked when another process has it.

    CutShort, before anything is written, when the ledger does not extend what was seen of it.
    """
    with deriving(archive, command):
        archive.ledger.must_extend()
        yield


@contextmanager
def deriving(archive: Archive, command: str, patience: float = 0) -> Iterator[None]:
    """Hold the lock of the derived rooms alone, waiting so many seconds for it; Locked when another process still has it.

    An ingest takes it only to let catalogue and index follow: who prepares which registers, its claims say.
    """
    with exclusive(archive.settings.lock, _holder(command), patience):
        yield


@contextmanager
def auditing(archive: Archive, name: str) -> Iterator[Path | None]:
    """Hold the lock of one kind of audit, and give the folder of the journals; Locked when another process makes it.

    None for an archive that may only be read: what is read there needs no lock, and leaves no journal.
    """
    folder = archive.settings.audits
    if not may_write(archive.settings):
        yield None
        return
    if may_record(archive.settings):
        archive.ledger.must_extend()
    folder.mkdir(exist_ok=True)
    with exclusive(folder / f"{name}.lock", _holder("audit fixity")):
        yield folder


def _holder(command: str) -> str:
    return f"khizana {command}, process {os.getpid()} on {platform.node()}, since {now().isoformat()}"


def pdfa_judge() -> PdfaJudge:
    """veraPDF where KHIZANA_VERAPDF names it, else from the PATH, else as scripts/fetch-verapdf.sh left it; or no judge."""
    person = settings.person()
    fetched = (person.cache or published.folder().parent / ".cache") / "judges" / "verapdf"
    return VeraPdf.found(person.verapdf) or VeraPdf.found(fetched if fetched.is_dir() else None) or NoJudge()


def office_of(archive: Archive) -> Office:
    """The rooms as an ingest needs them."""
    return Office(
        store=archive.store,
        ledger=archive.ledger,
        reading=archive.reading,
        schemas=published.schemas(),
        countries=published.countries(),
        clock=now,
        actor=settings.person().actor,
        software=SOFTWARE,
        judge=pdfa_judge(),
        claims=FolderClaims(archive.settings.claims, partial(_holder, "ingest")),
        workers=os.cpu_count() or 1,
        holdings=archive.holdings,
    )


def holdings_of(archive: Archive, source: Source) -> Held:
    """What the archive holds, as the rules ask it about a delivery."""
    raw = read_delivered(source, MANIFEST)
    return Held.replay(office_of(archive), None if raw is None else Digest.of(raw))
