"""The custody book: verified whole, and proved to others."""

from __future__ import annotations

from archive.ledger.port import Head, LedgerDamaged
from archive.model.json import Json
from khizana.errors import Exit
from khizana.outcome import Outcome
from khizana.wiring import Archive


def verify_ledger(archive: Archive) -> Outcome:
    """Hash the whole ledger anew against its signed checkpoint."""
    try:
        head = archive.ledger.verify()
    except LedgerDamaged as error:
        return Outcome({"command": "ledger verify", "intact": False, "problem": str(error)}, Exit.FINDINGS)
    return Outcome({"command": "ledger verify", "intact": True, "ledger": head_of(head), "problem": None})


def head_of(head: Head) -> dict[str, Json]:
    """The ledger's head, as answers name it."""
    return {"size": head.size, "root": head.root.hex()}
