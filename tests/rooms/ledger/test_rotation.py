"""A stranger who knows the first key follows every change of it to the last, and believes no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.ledger.entry import Entry, EntryType
from archive.ledger.evidence.proof_file import InclusionProof
from archive.ledger.evidence.rotation import ADOPTED, ROTATED, NotHandedOver, follow, handed_over, names, sign_also
from archive.ledger.evidence.witness import cosign
from archive.ledger.keys.checkpoint import InvalidCheckpoint, SignatureKind, Signer, read, sign
from archive.ledger.log.files import FilesLedger
from tests.rooms.ledger.made_entries import several

TIME = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NEXT = Signer("khizana/test", bytes(range(5, 37)))
THIRD = Signer("khizana/test", bytes(range(6, 38)))
COURT = Signer("court.example/witness", bytes(range(1, 33)), SignatureKind.WITNESS)


def changed(before: Signer, after: Signer, outcome: str = ROTATED) -> Entry:
    links = {"previous": str(before.verifier), "verifier": str(after.verifier)}
    return Entry(EntryType.KEY_CHANGED, TIME, "archivist-3", "ledger", outcome, links=links)


def proof_of(ledger: FilesLedger, entry: Entry, note: bytes) -> InclusionProof:
    at = ledger.head().size - 1
    return InclusionProof(entry.encode(), at, ledger.prove(at), note)


@pytest.fixture
def rotated(ledger: FilesLedger, folder: Path, signer: Signer) -> InclusionProof:
    entry = changed(signer, NEXT)
    ledger.append([*several(3), entry])
    head, note = sign_also(folder, signer.verifier, NEXT)
    assert (head, head.size) == (ledger.head(), 4)
    return proof_of(ledger, entry, note)


@pytest.fixture
def adopted(ledger: FilesLedger, signer: Signer) -> InclusionProof:
    """The old key was lost: only the new one signs."""
    entry = changed(signer, NEXT, ADOPTED)
    ledger.append([*several(3), entry])
    return proof_of(ledger, entry, sign(ledger.head(), NEXT))


def test_both_keys_sign_the_state_in_which_one_hands_over_to_the_other(
    rotated: InclusionProof, folder: Path, signer: Signer
) -> None:
    note = (folder / "checkpoint").read_bytes()

    assert note == rotated.checkpoint
    assert read(note, NEXT.verifier) == read(note, signer.verifier)
    assert sign_also(folder, signer.verifier, NEXT) == (read(note, NEXT.verifier), note)
    with pytest.raises(InvalidCheckpoint):
        sign_also(folder, COURT.verifier, THIRD)


def test_the_new_key_is_the_one_that_the_known_key_handed_over_to(rotated: InclusionProof, signer: Signer) -> None:
    assert handed_over(signer.verifier, rotated) == NEXT.verifier
    assert follow(signer.verifier, [rotated]) == (signer.verifier, NEXT.verifier)
    assert follow(signer.verifier, []) == (signer.verifier,)


def test_keys_are_followed_from_each_to_the_next(rotated: InclusionProof, folder: Path, signer: Signer) -> None:
    entry = changed(NEXT, THIRD)
    ledger = FilesLedger(folder, NEXT.verifier, NEXT)
    ledger.append([entry])
    second = proof_of(ledger, entry, sign_also(folder, NEXT.verifier, THIRD)[1])

    assert follow(signer.verifier, [rotated, second]) == (signer.verifier, NEXT.verifier, THIRD.verifier)
    with pytest.raises(
        NotHandedOver, match=r"^the entry replaces .*, which is not the key that is known: khizana/test\+"
    ):
        follow(signer.verifier, [second, rotated])


def test_a_change_that_the_old_key_did_not_sign_is_refused(rotated: InclusionProof, signer: Signer) -> None:
    head = read(rotated.checkpoint, NEXT.verifier)
    for note, said in [
        (sign(head, NEXT), "is not signed with the key"),
        (sign(head, signer), "is not signed with the key"),
    ]:
        with pytest.raises(NotHandedOver, match=said):
            handed_over(signer.verifier, replace(rotated, checkpoint=note))


def test_an_entry_that_is_not_at_its_place_hands_nothing_over(rotated: InclusionProof, signer: Signer) -> None:
    with pytest.raises(NotHandedOver, match=r"^the entry is not the one at position 2 of the log$"):
        handed_over(signer.verifier, replace(rotated, position=2))
    with pytest.raises(NotHandedOver, match=r"^it proves no entry: "):
        handed_over(signer.verifier, replace(rotated, entry=b"{}"))


def test_where_the_old_key_was_lost_a_witness_must_vouch(adopted: InclusionProof, signer: Signer) -> None:
    vouched = replace(adopted, checkpoint=cosign(adopted.checkpoint, COURT, TIME))

    assert handed_over(signer.verifier, vouched, COURT.verifier) == NEXT.verifier
    assert follow(signer.verifier, [vouched], COURT.verifier)[-1] == NEXT.verifier
    with pytest.raises(
        NotHandedOver, match=r"^the old key was lost, so that it could not sign the change: give the verifier"
    ):
        handed_over(signer.verifier, vouched)
    with pytest.raises(NotHandedOver, match="is not signed by the witness"):
        handed_over(signer.verifier, adopted, COURT.verifier)


def test_other_entries_change_no_key(signer: Signer) -> None:
    entry = changed(signer, NEXT)
    stranger = Signer("other/log", bytes(range(32)))

    assert names(entry) == (signer.verifier, NEXT.verifier)
    with pytest.raises(NotHandedOver, match=r"^the entry does not say that a key was changed$"):
        names(changed(signer, stranger))
    with pytest.raises(NotHandedOver, match=r"^the entry does not say that a key was changed$"):
        names(replace(entry, type=EntryType.AUDIT))
    with pytest.raises(NotHandedOver, match=r"^the entry does not name the old and the new key: "):
        names(replace(entry, links={"previous": str(signer.verifier)}))
