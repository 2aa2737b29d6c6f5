"""Makes an archive and opens one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from archive.ledger.entry import Entry, EntryType
from archive.ledger.keys.checkpoint import Signer, Verifier
from archive.ledger.keys.keys import KeyUnusable, generate, read_signer, read_verifier
from archive.ledger.log.files import FilesLedger
from archive.life.policies import PolicyKind
from archive.model.message import tell
from archive.package.package_reader import PackageReading
from archive.store.folder_store.durable import flush_folder
from archive.store.folder_store.folder import FolderStore
from indexer.catalogue.sqlite import SqlCatalogue
from khizana import settings
from khizana.errors import CannotWork, UsageError
from khizana.settings import ArchiveSettings
from khizana.wiring import clock, observers, policy_files
from khizana.wiring.adopting_ledger import AdoptingLedger
from khizana.wiring.engines import engine_of
from khizana.wiring.rights import close, signer_of
from khizana.wiring.session import Session, system_clock


def create(root: Path, name: str | None, group: int | None = None) -> Session:
    """Make a new archive in a new or empty folder; its ledger begins with the entry of its creation.

    Nobody else may look into it; with a group, its members may read all but the signing key.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise UsageError(tell("{root} is not empty: an archive is made in a new or empty folder", root=root))
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
    ledger.append([Entry(EntryType.ARCHIVE_CREATED, system_clock(), settings.person().actor, called, digests=policies)])
    settings.write(made)
    for folder in sorted(gaining):
        flush_folder(folder)
    return open_archive(root)


def open_archive(given: Path | None) -> Session:
    """Open an archive, for reading as long as `writing` is not entered. NoArchive, CannotWork."""
    found = settings.read(settings.find(given))
    try:
        verifier = read_verifier(found.verifier)
        signer = signer_of(found, verifier)
    except KeyUnusable as error:
        raise CannotWork(str(error)) from None
    store, catalogue = FolderStore(found.store), SqlCatalogue(found.catalogue, found.origin)
    policies = partial(policy_files.kept, found, store)
    ledger = AdoptingLedger(
        found.ledger,
        verifier,
        signer,
        partial(observers.told, found, catalogue),
        policies,
        partial(policy_files.adopting, system_clock, settings.person().actor),
    )
    session = Session(
        found, store, ledger, PackageReading(store), catalogue, engine_of(found), settings.person().actor, system_clock
    )
    clock.say(session)
    observers.say(found, ledger, catalogue)
    return session


def ledger_of(made: ArchiveSettings, verifier: Verifier, signer: Signer | None = None) -> FilesLedger:
    """The ledger under another key than the one in force: a change of the key needs it."""
    return FilesLedger(
        made.ledger, verifier, signer, partial(observers.told, made, SqlCatalogue(made.catalogue, made.origin))
    )
