"""Every store keeps the promises of store_promises.py."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from archive.store.folder_store.folder import FolderStore
from archive.store.port import Store
from tests.contracts.store_asked import PACKAGE, keep
from tests.contracts.store_promises import StorePromises
from tests.support.memory_store import MemoryStore


class TestMemoryStore(StorePromises):
    """In memory, by definition."""

    @pytest.fixture
    def store(self) -> Store:
        return MemoryStore()


class TestFolderStore(StorePromises):
    """In a folder of this machine's file system."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Store:
        return FolderStore.create(tmp_path / "store")

    def test_another_process_opens_it_by_its_location(self, store: Store) -> None:
        keep(store)
        program = "import pickle, sys; print(list(pickle.load(sys.stdin.buffer).open().packages()))"
        told = subprocess.run(
            [sys.executable, "-c", program], input=pickle.dumps(store.location), capture_output=True, check=True
        )

        assert told.stdout.decode() == f"[{PACKAGE!r}]\n"
