"""The keys that signed this ledger, from the first to the one in force."""

from __future__ import annotations

from dataclasses import dataclass

from archive.ledger.entry import Entry
from archive.ledger.evidence.evidence import Evidence, Kept
from archive.ledger.evidence.proof_file import InclusionProof, InvalidProof
from archive.ledger.evidence.rotation import ADOPTED, NotHandedOver, handed_over, names
from archive.ledger.keys.checkpoint import Verifier
from archive.ledger.port import LedgerDamaged
from archive.model.message import tell
from khizana.wiring import witness_keys
from khizana.wiring.session import Session


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A change of the signing key: the entry that names both, and whether the old key or a witness vouches for the new one."""

    position: int
    time: str
    outcome: str
    previous: str
    verifier: str
    vouched: bool


def described(session: Session) -> tuple[KeyChange, ...]:
    """Each change of the key, followed; NotHandedOver when one does not lead to the next, or the last not to the key in force."""
    changes: list[KeyChange] = []
    known: Verifier | None = None
    for kept in Evidence(session.settings.ledger).handovers():
        proof, entry = _read(kept)
        before, after = names(entry)
        if known is not None and before != known:
            raise NotHandedOver(
                tell("{path} begins with another key than the change before it ended with", path=kept.path)
            )
        vouched, time = _vouched(session, before, proof, entry), entry.time.isoformat()
        changes.append(KeyChange(proof.position, time, entry.outcome, str(before), str(after), vouched))
        known = after
    if known is not None and known != session.ledger.verifier:
        raise NotHandedOver(
            tell(
                "the changes of the key end with {known}, and {verifier} is in force",
                known=known,
                verifier=session.ledger.verifier,
            )
        )
    return tuple(changes)


def verifiers(session: Session) -> list[Verifier]:
    """The key in force and those before it."""
    before = [names(_read(kept)[1])[0] for kept in Evidence(session.settings.ledger).handovers()]
    return [session.ledger.verifier, *reversed(before)]


def _vouched(session: Session, before: Verifier, proof: InclusionProof, entry: Entry) -> bool:
    """Whether the old key or a witness vouches for the new one; a lost key that none vouches for is said, not refused."""
    witnesses = witness_keys.trusted(session)
    if entry.outcome != ADOPTED:
        handed_over(before, proof)
        return True
    for witness in witnesses:
        try:
            handed_over(before, proof, witness)
        except NotHandedOver:
            continue
        return True
    return False


def _read(kept: Kept) -> tuple[InclusionProof, Entry]:
    try:
        proof = InclusionProof.decode(kept.content)
        return proof, Entry.decode(proof.entry)
    except (InvalidProof, ValueError) as error:
        raise LedgerDamaged(tell("{path}: {error}; restore it from a backup", path=kept.path, error=error)) from None
