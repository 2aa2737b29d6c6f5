"""Time stamps of the ledger's checkpoints: asked for, kept, and verified again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archive.ledger.evidence.evidence import Evidence, Kept
from archive.ledger.evidence.timestamp import InvalidStamp, question, stated, verify
from archive.ledger.keys.checkpoint import InvalidCheckpoint, read_any
from archive.ledger.log.proof import compare
from archive.ledger.port import LedgerDamaged
from archive.model.message import tell
from khizana.errors import CannotWork
from khizana.outcome import Answer, LedgerHead, Outcome
from khizana.service.ledger_proofs import authority, key_chain
from khizana.wiring.session import Session


class StampFalse(ValueError):
    """A time stamp that is kept does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointStamped(Answer):
    """A time stamp of the newest checkpoint, verified and kept."""

    command: Literal["ledger timestamp"] = "ledger timestamp"
    ledger: LedgerHead
    time: str
    serial: str
    file: str


@dataclass(frozen=True, slots=True)
class KeptStamp:
    """A time stamp that is kept: of how many entries, and when; `verified` under the certificate of an authority, or not."""

    file: str
    size: int
    time: str
    verified: bool


def stamp(session: Session, url: str, ca: Path) -> Outcome[CheckpointStamped]:
    """Show the newest checkpoint to an authority, and keep what it answers once it is verified."""
    certificates = [_certificate(ca)]
    head, note = session.ledger.checkpoint()
    asked = question(note)
    response = authority.ask(url, asked.encoded)
    try:
        said = verify(response, note, certificates, asked.nonce)
    except InvalidStamp as error:
        raise CannotWork(tell("{url}: {error}; nothing was kept", url=url, error=error)) from None
    kept = Evidence(session.settings.ledger).keep_stamp(head.size, note, response)
    return Outcome(
        CheckpointStamped(
            ledger=LedgerHead.of(head), time=said.time.isoformat(), serial=str(said.serial), file=str(kept)
        )
    )


def verified(session: Session, authorities: Sequence[Path]) -> tuple[KeptStamp, ...]:
    """Every stamp that is kept; without a certificate of an authority it is only said what each claims.

    StampFalse where one does not hold under any of the certificates; LedgerDamaged where the ledger is not what was stamped.
    """
    certificates = [_certificate(path) for path in authorities]
    kept = Evidence(session.settings.ledger).stamps()
    return tuple(_verified(session, note, response, certificates) for note, response in kept)


def _verified(session: Session, note: Kept, response: Kept, certificates: Sequence[bytes]) -> KeptStamp:
    try:
        head = read_any(note.content, key_chain.verifiers(session))
        said = verify(response.content, note.content, certificates) if certificates else stated(response.content)
        compare(session.ledger, head)
    except InvalidCheckpoint as error:
        raise StampFalse(tell("{path}: {error}", path=note.path, error=error)) from None
    except InvalidStamp as error:
        raise StampFalse(tell("{path}: {error}", path=response.path, error=error)) from None
    except LedgerDamaged as error:
        raise LedgerDamaged(tell("{path}: {error}", path=note.path, error=error)) from None
    return KeptStamp(str(response.path), head.size, said.time.isoformat(), bool(certificates))


def _certificate(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CannotWork(tell("{path} could not be read: {strerror}", path=path, strerror=error.strerror)) from None
    if b"-----BEGIN CERTIFICATE-----" not in content:
        raise CannotWork(
            tell(
                "{path} holds no certificate in PEM: ask the authority for its root certificate in that form", path=path
            )
        )
    return content
