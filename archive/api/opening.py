"""Makes an archive and opens one: beside `khizana.wiring`, this room alone names adapters."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from archive import archive_folder
from archive.api import observers, policy_files
from archive.api.adopting_ledger import AdoptingLedger
from archive.api.archive import Archive, Clock, system_clock
from archive.api.rights import close, signer_of
from archive.archive_folder import ArchiveFolder, CannotCreate
from archive.holdings import lifecycle
from archive.ledger.entry import Entry, EntryType
from archive.ledger.keys.keys import generate, read_signer, read_verifier
from archive.ledger.log.files import FilesLedger
from archive.ledger.log.observed_heads import ObservedHeads
from archive.life.policies import PolicyKind
from archive.model.message import tell
from archive.package.package_reader import PackageReading
from archive.store.folder_store.durable import flush_folder
from archive.store.folder_store.folder import FolderStore


def create(
    root: Path,
    name: str | None = None,
    *,
    group: int | None = None,
    actor: str | None = None,
    clock: Clock = system_clock,
) -> Archive:
    """Make a new archive in a new or empty folder; its ledger begins with the entry of its creation. CannotCreate.

    Nobody else may look into it; with a group, its members may read all but the signing key.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise CannotCreate(tell("{root} is not empty: an archive is made in a new or empty folder", root=root))
    called = name or root.resolve().name.lower()
    made = archive_folder.named(root, called)
    gaining = {made.root, *(folder.parent for folder in (made.root, *made.root.parents) if not folder.exists())}
    root.mkdir(parents=True, exist_ok=True)
    for folder in (root, root / "keys"):
        folder.mkdir(mode=0o700, exist_ok=True)
        close(folder, group)
    generate(made.key, made.origin)
    store = FolderStore.create(made.store)
    ledger = FilesLedger.create(made.ledger, read_signer(made.key))
    policies = policy_files.kept(made, store, PolicyKind)
    ledger.append([Entry(EntryType.ARCHIVE_CREATED, clock(), actor or somebody(), called, digests=policies)])
    archive_folder.write(made)
    for folder in sorted(gaining):
        flush_folder(folder)
    return open(root, actor=actor, clock=clock)


def open(root: Path, *, actor: str | None = None, clock: Clock = system_clock) -> Archive:
    """Open an archive; writing needs its signing key. NoArchive, ArchiveUnusable, KeyUnusable."""
    return opened(archive_folder.read(root), actor or somebody(), clock, observers.told)


def opened(
    settings: ArchiveFolder, actor: str, clock: Clock, told: Callable[[ArchiveFolder], ObservedHeads]
) -> Archive:
    """The archive in a folder that was read. `told` asks who has seen the ledger, before anything is appended."""
    verifier = read_verifier(settings.verifier)
    store = FolderStore(settings.store)
    ledger = AdoptingLedger(
        settings.ledger,
        verifier,
        signer_of(settings, verifier),
        partial(told, settings),
        lambda: lifecycle.unnamed_kinds(archive.holdings),
        partial(policy_files.kept, settings, store),
        partial(policy_files.adopting, clock, actor),
    )
    archive = Archive(
        settings=settings,
        store=store,
        copies=tuple(FolderStore(replica.path / "store") for replica in settings.replicas),
        ledger=ledger,
        reading=PackageReading(store),
        actor=actor,
        clock=clock,
    )
    return archive


def somebody() -> str:
    """Who acts where nobody is named: the user of this process, by number."""
    return f"user-{os.getuid()}"
