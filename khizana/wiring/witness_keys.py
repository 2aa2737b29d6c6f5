"""The witnesses that this archive knows, by their verifier keys in keys/witnesses."""

from __future__ import annotations

from pathlib import Path

from archive.ledger.evidence import countersigned
from archive.ledger.keys.checkpoint import Verifier
from archive.ledger.log.atomic_replace import replace
from khizana.wiring.session import Session


def trusted(session: Session) -> list[Verifier]:
    """Every witness whose key is here, by name."""
    return countersigned.trusted(session.settings.witnesses)


def keep(session: Session, witness: Verifier) -> Path:
    """Remember the key of a witness."""
    path = session.settings.witnesses / f"{witness.key_id.hex()}.pub"
    replace(path, f"{witness}\n".encode())
    return path
