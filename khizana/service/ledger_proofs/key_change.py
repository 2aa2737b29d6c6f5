"""The ledger's key is changed: by the old key itself, or, where that was lost, on a witness's word and by two people.

Every step is on disk before the next, and each may be done twice: killed anywhere, the same command run again finishes.

    1. the new key is written aside, and the key in force beside it
    2. the entry that names both keys, and the signature of the new key under the state that the old key signed last
       (a lost key signs nothing more: there the new key signs that state first, and the entry under it)
    3. the proof of the change is kept for strangers
    4. the new verifier key takes its place, then the new signing key
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Literal

from archive.holdings import events
from archive.ledger.entry import Entry, EntryType
from archive.ledger.evidence.evidence import Evidence
from archive.ledger.evidence.proof_file import InclusionProof
from archive.ledger.evidence.rotation import ADOPTED, ROTATED, sign_also
from archive.ledger.keys.checkpoint import InvalidCheckpoint, Signer, Verifier
from archive.ledger.keys.keys import new_signer, read_signer, read_verifier
from archive.ledger.log.atomic_replace import move, replace
from archive.ledger.port import LedgerDamaged, Recorded
from archive.model.digest import Digest
from archive.model.message import tell
from khizana.errors import CannotWork, UsageError
from khizana.outcome import Answer, Outcome
from khizana.wiring import locks, opening
from khizana.wiring.session import Session


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a lost key may be replaced: what the entry carries besides the two keys."""

    digests: Mapping[str, Digest] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewKey:
    """The key that took the place of another: both verifier keys, the file of the new one, and the proof of the change."""

    previous: str
    verifier: str
    file: str
    handover: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRotated(Answer):
    """A new signing key in force, as the old one signed: the file of its verifier key, and the proof of the change."""

    command: Literal["ledger rotate-key"] = "ledger rotate-key"
    previous: str
    verifier: str
    file: str
    handover: str


def rotate(session: Session) -> Outcome[KeyRotated]:
    """Put a new key in force; the old one signs that it is so, and is gone."""
    made = session.settings
    with locks.writing(session, "ledger rotate-key"):
        if not made.key.exists():
            raise UsageError(
                tell(
                    "{key} is not here: the old key must sign the change; restore it from its backup, or, "
                    "when it is lost, see `khizana ledger adopt-key`",
                    key=made.key,
                )
            )
        before, signer = _begun(session)
        if read_verifier(made.verifier) == before:
            recorded = _recorded(session, signer.verifier)
            if recorded is None:
                entry = _entry(session, before, signer.verifier, ROTATED, Grounds())
                opening.ledger_of(made, before, read_signer(made.key)).append([entry])
            _kept(session, before, signer)
        new = _finished(session, before, signer)
    return Outcome(KeyRotated(previous=new.previous, verifier=new.verifier, file=new.file, handover=new.handover))


def adopt(session: Session, grounds: Grounds) -> NewKey:
    """Put a new key in the place of a lost one. Whoever calls has held the ledger against a witness's word."""
    made = session.settings
    with locks.writing(session, "ledger adopt-key"):
        if made.key.exists():
            raise UsageError(
                tell("{key} is here: the key is not lost, and `khizana ledger rotate-key` changes it", key=made.key)
            )
        before, signer = _begun(session)
        _signed_also(session, before, signer)
        replace(made.verifier, f"{signer.verifier}\n".encode())
        if _recorded(session, signer.verifier) is None:
            entry = _entry(session, before, signer.verifier, ADOPTED, grounds)
            opening.ledger_of(made, signer.verifier, signer).append([entry])
        _kept(session, before, signer)
        return _finished(session, before, signer)


def _begun(session: Session) -> tuple[Verifier, Signer]:
    """The key in force, and the one that follows it: as an earlier run wrote them, or new."""
    made = session.settings
    if not made.next_key.exists():
        replace(made.previous_verifier, f"{read_verifier(made.verifier)}\n".encode())
        replace(made.next_key, f"{new_signer(made.origin).encoded()}\n".encode(), 0o600)
    return read_verifier(made.previous_verifier), read_signer(made.next_key)


def _recorded(session: Session, after: Verifier) -> Recorded | None:
    """The entry of this change, where an earlier run appended it."""
    in_force = read_verifier(session.settings.verifier)
    with closing(session.projection_of(opening.ledger_of(session.settings, in_force))) as holdings:
        position = events.key_change(holdings, str(after))
        return None if position is None else Recorded(position, holdings.entry(position))


def _signed_also(session: Session, before: Verifier, signer: Signer) -> bytes:
    try:
        return sign_also(session.settings.ledger, before, signer)[1]
    except InvalidCheckpoint as error:
        raise LedgerDamaged(
            tell(
                "{ledger}: {error}; the key is not changed; verify the ledger first",
                ledger=session.settings.ledger,
                error=error,
            )
        ) from None


def _kept(session: Session, before: Verifier, signer: Signer) -> None:
    note = _signed_also(session, before, signer)
    recorded = _recorded(session, signer.verifier)
    if recorded is None:
        raise CannotWork("the entry of the change is not in the ledger: run the command again")
    proof = opening.ledger_of(session.settings, signer.verifier).prove(recorded.position)
    kept = InclusionProof(recorded.entry.encode(), recorded.position, proof, note)
    Evidence(session.settings.ledger).keep_handover(recorded.position, kept)


def _finished(session: Session, before: Verifier, signer: Signer) -> NewKey:
    made = session.settings
    replace(made.verifier, f"{signer.verifier}\n".encode())
    move(made.next_key, made.key)
    made.previous_verifier.unlink(missing_ok=True)
    handover = list(Evidence(made.ledger).handovers())[-1].path
    return NewKey(str(before), str(signer.verifier), str(made.verifier), str(handover))


def _entry(session: Session, before: Verifier, after: Verifier, outcome: str, grounds: Grounds) -> Entry:
    links = {"previous": str(before), "verifier": str(after), **grounds.links}
    digests, counts = grounds.digests, grounds.counts
    return Entry(EntryType.KEY_CHANGED, session.now(), session.actor, after.origin, outcome, digests, counts, links)
