"""The stores and ledgers of replicas and backups."""

from __future__ import annotations

from pathlib import Path

from archive.ledger.keys.checkpoint import Verifier
from archive.ledger.log.files import FilesLedger
from archive.ledger.log.port import SignedLedger
from archive.model.message import tell
from archive.store.folder_store.folder import FolderStore
from archive.store.port import Store
from khizana.errors import UsageError
from khizana.wiring.session import Replica


def create_replica(name: str, root: Path) -> Replica:
    """The folders of a replica; those that stand already stay. UsageError when something else is there."""
    begun = root / "replica.json"
    if (
        root.exists()
        and not begun.exists()
        and not {found.name for found in root.iterdir()} <= {"store", "ledger.pub", "lost+found"}
    ):
        raise UsageError(tell("{root} is not empty: a replica is set up in a new or empty folder", root=root))
    return Replica(name, root, FolderStore.create(root / "store"))


def create_store(folder: Path) -> Store:
    """The folders of a store; those that stand already stay."""
    return FolderStore.create(folder)


def backup_store(folder: Path) -> Store:
    """The store of a backup."""
    return FolderStore(folder / "store")


def backup_ledger(folder: Path, verifier: Verifier) -> SignedLedger:
    """The ledger of a backup, for reading."""
    return FilesLedger(folder / "ledger", verifier)
