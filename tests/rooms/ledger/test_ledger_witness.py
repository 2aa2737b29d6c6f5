"""What a witness signs is the cosignature of C2SP, and no bit of it can change unseen."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from archive.ledger.evidence.proof_file import GrowthProof
from archive.ledger.evidence.witness import NOTHING, NotTheSame, Refused, cosign, judge, read_witnessed
from archive.ledger.keys.checkpoint import InvalidCheckpoint, InvalidKey, SignatureKind, Signer, Verifier, read, sign
from archive.ledger.port import Head
from tests.rooms.ledger.made_entries import several
from tests.support.memory_ledger import MemoryLedger

COURT = Signer("court.example/witness", bytes(range(1, 33)), SignatureKind.WITNESS)
TIME = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HEAD = Head(70_000, bytes(range(32)))


def test_signs_the_text_behind_a_header_and_the_time(signer: Signer) -> None:
    note = sign(HEAD, signer)
    line = cosign(note, COURT, TIME).decode().split("\n")[-2]
    content = base64.b64decode(line.split(" ")[2])

    message = b"cosignature/v1\ntime 1795348800\n" + note.split(b"\n\n")[0] + b"\n"
    assert line.startswith("— court.example/witness ")
    assert content[:4] == COURT.verifier.key_id
    assert int.from_bytes(content[4:12], "big") == 1795348800
    assert COURT.verifier.confirms(content[12:], message)


def test_the_key_of_a_witness_is_of_its_own_kind() -> None:
    as_log = Signer(COURT.origin, COURT.seed)

    assert COURT.verifier.key_id != as_log.verifier.key_id
    assert Verifier.parse(str(COURT.verifier), SignatureKind.WITNESS) == COURT.verifier
    with pytest.raises(InvalidKey, match="is not an Ed25519 key of a log"):
        Verifier.parse(str(COURT.verifier))
    with pytest.raises(InvalidKey, match="is not the key of a witness"):
        Verifier.parse(str(as_log.verifier), SignatureKind.WITNESS)


def test_says_what_was_seen_and_when(signer: Signer) -> None:
    note = cosign(sign(HEAD, signer), COURT, TIME)

    said = read_witnessed(note, COURT.verifier, signer.origin)
    assert (said.head, said.time, said.witness) == (HEAD, TIME, "court.example/witness")
    assert read(note, signer.verifier) == HEAD


def test_no_bit_of_what_it_signed_can_change_unseen(signer: Signer) -> None:
    note = cosign(sign(HEAD, signer), COURT, TIME)
    own = note.index("— khizana".encode())
    other = note.index("— court".encode())

    for place in [*range(own), *range(other, len(note))]:
        altered = bytearray(note)
        altered[place] ^= 1
        with pytest.raises(InvalidCheckpoint):
            read_witnessed(bytes(altered), COURT.verifier, signer.origin)


def test_its_last_word_counts(signer: Signer) -> None:
    twice = cosign(cosign(sign(HEAD, signer), COURT, TIME), COURT, TIME.replace(hour=13))

    assert read_witnessed(twice, COURT.verifier, signer.origin).time == TIME.replace(hour=13)


def test_another_log_is_not_spoken_of(signer: Signer) -> None:
    with pytest.raises(InvalidCheckpoint):
        read_witnessed(cosign(sign(HEAD, signer), COURT, TIME), COURT.verifier, "khizana/elsewhere")


def grown(signer: Signer, first: int, more: int, start: int = 0) -> tuple[Head, GrowthProof]:
    """What was seen of a log, and a right request to sign what it has become."""
    ledger = MemoryLedger()
    seen = ledger.append(several(first, start))
    head = ledger.append(several(more, start + first))
    return seen, GrowthProof(first, ledger.prove_growth(first), sign(head, signer))


@pytest.mark.parametrize(("first", "more"), [(1, 1), (2, 5), (8, 8), (255, 2), (256, 300), (300, 0)])
def test_growth_may_be_signed(signer: Signer, first: int, more: int) -> None:
    seen, request = grown(signer, first, more)

    assert judge(seen, request, [signer.verifier]).size == first + more


def test_a_log_is_seen_for_the_first_time(signer: Signer) -> None:
    _, request = grown(signer, 5, 5)

    assert judge(NOTHING, GrowthProof(0, (), request.checkpoint), [signer.verifier]).size == 10


def test_neither_a_rollback_nor_a_fork_is_signed(signer: Signer) -> None:
    seen, request = grown(signer, 8, 5)
    later, _ = grown(signer, 20, 0)
    _, other = grown(signer, 8, 5, start=1000)
    forged = GrowthProof(8, request.hashes, other.checkpoint)

    for known, asked, said in (
        (later, request, "entries were cut off"),
        (seen, forged, "does not continue"),
        (grown(signer, 13, 0, start=50)[0], request, "another book of the same 13"),
    ):
        with pytest.raises(Refused, match=said):
            judge(known, asked, [signer.verifier])


def test_a_proof_from_elsewhere_says_nothing(signer: Signer) -> None:
    seen, request = grown(signer, 8, 5)

    with pytest.raises(NotTheSame):
        judge(seen, GrowthProof(7, request.hashes, request.checkpoint), [signer.verifier])


def test_a_checkpoint_of_another_key_is_not_looked_at(signer: Signer) -> None:
    seen, request = grown(signer, 8, 5)

    with pytest.raises(InvalidCheckpoint):
        judge(seen, request, [Signer("khizana/test", b"\x07" * 32).verifier])
