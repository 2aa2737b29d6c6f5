"""The ledger in memory looks again at what it holds."""

from __future__ import annotations

import pytest

from archive.ledger.port import LedgerDamaged
from tests.rooms.ledger.made_entries import made, several
from tests.support.memory_ledger import MemoryLedger


def test_finds_an_altered_entry() -> None:
    ledger = MemoryLedger()
    ledger.append(several(5))
    ledger._encoded[2] = made(9).encode()

    with pytest.raises(LedgerDamaged, match="do not hash to the root"):
        ledger.verify()
