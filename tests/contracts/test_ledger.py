"""Every ledger keeps the promises of ledger_promises.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.ledger.keys.checkpoint import Signer
from archive.ledger.log.files import FilesLedger
from archive.ledger.port import Ledger
from tests.contracts.ledger_promises import LedgerPromises
from tests.support.memory_ledger import MemoryLedger


class TestMemoryLedger(LedgerPromises):
    """In memory, by definition."""

    @pytest.fixture
    def ledger(self) -> Ledger:
        return MemoryLedger()


class TestFilesLedger(LedgerPromises):
    """As tlog-tiles files."""

    @pytest.fixture
    def ledger(self, tmp_path: Path) -> Ledger:
        return FilesLedger.create(tmp_path / "ledger", Signer("khizana/test", bytes(range(32))))
