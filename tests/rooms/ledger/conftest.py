"""A ledger in a folder of its own, and its keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.ledger.keys.checkpoint import Signer
from archive.ledger.log.files import FilesLedger


@pytest.fixture
def signer() -> Signer:
    return Signer("khizana/test", bytes(range(32)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ledger"


@pytest.fixture
def ledger(folder: Path, signer: Signer) -> FilesLedger:
    return FilesLedger.create(folder, signer)
