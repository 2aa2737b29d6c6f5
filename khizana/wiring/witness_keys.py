"""The witnesses that this archive knows, by their verifier keys in keys/witnesses."""

from __future__ import annotations

from pathlib import Path

from archive.ledger.keys.checkpoint import SignatureKind, Verifier
from archive.ledger.keys.keys import read_verifier
from archive.ledger.log.atomic_replace import replace
from khizana.wiring.session import Session


def trusted(session: Session) -> list[Verifier]:
    """Every witness whose key is here, by name."""
    folder = session.settings.witnesses
    paths = sorted(folder.glob("*.pub")) if folder.is_dir() else []
    return sorted((read_verifier(path, SignatureKind.WITNESS) for path in paths), key=str)


def keep(session: Session, witness: Verifier) -> Path:
    """Remember the key of a witness."""
    path = session.settings.witnesses / f"{witness.key_id.hex()}.pub"
    replace(path, f"{witness}\n".encode())
    return path
