"""A change of the ledger's key, and how a stranger who knows the first key follows it to the last.

The entry `key-changed` names both keys. Where the old key is at hand, the checkpoint over that entry is the last one that the old
key signs, and the new key signs it too. Where it was lost, only the new key signs, and it takes a witness to vouch for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from archive.errors import ArchiveError
from archive.ledger.entry import Entry, EntryType
from archive.ledger.evidence.proof_file import InclusionProof
from archive.ledger.evidence.witness import read_witnessed
from archive.ledger.keys.checkpoint import InvalidCheckpoint, InvalidKey, Signer, Verifier, read, signature
from archive.ledger.keys.note import split, with_signatures
from archive.ledger.lock import alone
from archive.ledger.log.atomic_replace import replace
from archive.ledger.log.proof import includes
from archive.ledger.log.tree import leaf_hash
from archive.ledger.port import Head
from archive.model.message import sentence, tell

ROTATED = "rotated"
ADOPTED = "adopted"


class NotHandedOver(ArchiveError, ValueError):
    """The key was not changed as the proof says; nothing that the new key signs can be believed because of it."""


def names(entry: Entry) -> tuple[Verifier, Verifier]:
    """The key before and the key after an entry `key-changed`; NotHandedOver when it is no such entry."""
    try:
        before, after = (Verifier.parse(entry.links[name]) for name in ("previous", "verifier"))
    except (KeyError, InvalidKey) as error:
        raise NotHandedOver(tell("the entry does not name the old and the new key: {error}", error=error)) from None
    if entry.type is not EntryType.KEY_CHANGED or before.origin != after.origin:
        raise NotHandedOver(tell("the entry does not say that a key was changed"))
    return before, after


def handed_over(known: Verifier, proof: InclusionProof, witness: Verifier | None = None) -> Verifier:
    """The key after the change. NotHandedOver unless the known key signed it too, or a witness vouches for a lost key."""
    entry = _entry(proof.entry)
    before, after = names(entry)
    if before != known:
        raise NotHandedOver(
            tell("the entry replaces {before}, which is not the key that is known: {known}", before=before, known=known)
        )
    try:
        head = read(proof.checkpoint, after)
        if entry.outcome == ADOPTED:
            _vouched(head, proof, witness, known.origin)
        elif read(proof.checkpoint, known) != head:
            raise NotHandedOver(tell("the two keys signed different states"))
    except InvalidCheckpoint as error:
        raise NotHandedOver(sentence(error)) from None
    if not includes(head, proof.position, leaf_hash(proof.entry), proof.hashes):
        raise NotHandedOver(tell("the entry is not the one at position {position} of the log", position=proof.position))
    return after


def follow(
    first: Verifier, handovers: Iterable[InclusionProof], witness: Verifier | None = None
) -> tuple[Verifier, ...]:
    """Every key from the first to the last, each vouched for by the one before it, or by a witness where that was lost."""
    keys = [first]
    for proof in handovers:
        keys.append(handed_over(keys[-1], proof, witness))
    return tuple(keys)


def sign_also(folder: Path, known: Verifier, signer: Signer) -> tuple[Head, bytes]:
    """Let a further key sign the state that the log has now; the head and the note. InvalidCheckpoint unless the known key did.

    What was signed so already is left alone, so that it may be called again after a crash.
    """
    with alone(folder):
        note = (folder / "checkpoint").read_bytes()
        try:
            return read(note, signer.verifier), note
        except InvalidCheckpoint:
            head = read(note, known)
        note = with_signatures(note, signature(split(note)[0], signer))
        replace(folder / "checkpoint", note)
        return head, note


def _vouched(head: Head, proof: InclusionProof, witness: Verifier | None, origin: str) -> None:
    if witness is None:
        raise NotHandedOver(
            tell(
                "the old key was lost, so that it could not sign the change: give the verifier key of a witness that you trust"
            )
        )
    if read_witnessed(proof.checkpoint, witness, origin).head != head:
        raise NotHandedOver(tell("the witness saw another state than the new key signed"))


def _entry(content: bytes) -> Entry:
    try:
        return Entry.decode(content)
    except ValueError as error:
        raise NotHandedOver(tell("it proves no entry: {error}", error=error)) from None
