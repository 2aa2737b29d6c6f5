"""What lies beside the log is kept whole, told in order, and never loses a signature."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from archive.ledger.evidence.evidence import Evidence
from archive.ledger.evidence.proof_file import InclusionProof
from archive.ledger.evidence.witness import cosign, every_word, read_witnessed
from archive.ledger.keys.checkpoint import SignatureKind, Signer, sign
from archive.ledger.keys.note import split
from archive.ledger.log.atomic_replace import replace
from archive.ledger.port import Head, LedgerUnreadable

COURT = Signer("court.example/witness", bytes(range(1, 33)), SignatureKind.WITNESS)
PRESS = Signer("press.example/witness", bytes(range(2, 34)), SignatureKind.WITNESS)
TIME = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = TIME + timedelta(days=3)


def note_of(size: int, signer: Signer, *witnesses: Signer, time: datetime = TIME) -> bytes:
    note = sign(Head(size, bytes([size % 256]) * 32), signer)
    for witness in witnesses:
        note = cosign(note, witness, time)
    return note


@pytest.fixture
def evidence(folder: Path) -> Evidence:
    return Evidence(folder)


def test_where_nothing_was_kept_there_is_none(evidence: Evidence) -> None:
    assert [*evidence.witnessed(), *evidence.newest_witnessed(), *evidence.handovers(), *evidence.stamps()] == []


def test_countersigned_checkpoints_are_told_the_smallest_first(
    evidence: Evidence, signer: Signer, folder: Path
) -> None:
    for size in (10, 9, 100):
        evidence.keep_witnessed(size, COURT.verifier.key_id, note_of(size, signer, COURT))

    key = COURT.verifier.key_id.hex()
    assert [one.path for one in evidence.witnessed()] == [folder / "witnessed" / f"{n}.{key}" for n in (9, 10, 100)]
    assert [one.content for one in evidence.witnessed()] == [note_of(n, signer, COURT) for n in (9, 10, 100)]


def test_of_each_witness_the_largest_checkpoint_is_the_newest(evidence: Evidence, signer: Signer) -> None:
    for size, witness in ((10, COURT), (9, COURT), (7, PRESS)):
        evidence.keep_witnessed(size, witness.verifier.key_id, note_of(size, signer, witness))

    assert sorted(one.path.name.partition(".")[0] for one in evidence.newest_witnessed()) == ["10", "7"]


def test_a_later_signature_of_a_witness_stands_beside_its_earlier_one(evidence: Evidence, signer: Signer) -> None:
    evidence.keep_witnessed(9, COURT.verifier.key_id, note_of(9, signer, COURT))
    path = evidence.keep_witnessed(9, COURT.verifier.key_id, note_of(9, signer, COURT, time=LATER))

    said = every_word(path.read_bytes(), COURT.verifier, signer.origin)
    assert [(one.time, one.head.size, one.witness) for one in said] == [
        (TIME, 9, "court.example/witness"),
        (LATER, 9, "court.example/witness"),
    ]
    assert len(split(path.read_bytes())[1]) == 3
    assert read_witnessed(path.read_bytes(), COURT.verifier, signer.origin).time == LATER


def test_of_a_witness_that_never_signed_there_is_no_word(signer: Signer) -> None:
    note = note_of(9, signer, COURT)

    assert every_word(note, PRESS.verifier, signer.origin) == ()
    assert every_word(b"no note", COURT.verifier, signer.origin) == ()
    assert every_word(note[:-10] + b"AAAAAAAA=\n", COURT.verifier, signer.origin) == ()


def test_changes_of_the_key_are_told_the_first_first(evidence: Evidence, signer: Signer, folder: Path) -> None:
    proofs = {at: InclusionProof(b"entry %d" % at, at, (), note_of(at + 1, signer)) for at in (100, 20)}
    for at, proof in proofs.items():
        evidence.keep_handover(at, proof)

    assert [one.path.name for one in evidence.handovers()] == ["20.tlog-proof", "100.tlog-proof"]
    assert [InclusionProof.decode(one.content) for one in evidence.handovers()] == [proofs[20], proofs[100]]


def test_the_answer_of_an_authority_stands_with_what_it_was_shown(evidence: Evidence, folder: Path) -> None:
    evidence.keep_stamp(10, b"note of ten", b"answer")
    evidence.keep_stamp(9, b"note of nine", b"answer")
    (folder / "stamped" / "11.0123456789abcdef.checkpoint").write_bytes(b"left from a crash")

    assert [(note.content, answer.content) for note, answer in evidence.stamps()] == [
        (b"note of nine", b"answer"),
        (b"note of ten", b"answer"),
    ]
    named = sha256(b"answer").hexdigest()[:16]
    assert [answer.path.name for _, answer in evidence.stamps()] == [f"9.{named}.tsr", f"10.{named}.tsr"]


def test_what_a_crash_left_half_written_is_no_evidence(evidence: Evidence, signer: Signer, folder: Path) -> None:
    path = evidence.keep_witnessed(9, COURT.verifier.key_id, note_of(9, signer, COURT))
    path.with_name(path.name + ".new").write_bytes(b"half")

    assert [one.path for one in evidence.witnessed()] == [path]


def test_evidence_that_cannot_be_read_is_said(evidence: Evidence, folder: Path) -> None:
    (folder / "witnessed" / "9.abcdef").mkdir(parents=True)
    (folder / "handovers").write_bytes(b"no folder")

    with pytest.raises(LedgerUnreadable, match=r"9\.abcdef could not be read: Is a directory"):
        list(evidence.witnessed())
    with pytest.raises(LedgerUnreadable, match="handovers could not be listed: Not a directory"):
        list(evidence.handovers())


def test_a_file_is_replaced_whole_with_the_mode_that_was_asked(folder: Path) -> None:
    path = folder / "below" / "file"
    replace(path, b"longer than the next")
    path.with_name("file.new").write_bytes(b"left over from a crash")
    replace(path, b"short", 0o600)

    assert path.read_bytes() == b"short"
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(folder / "below") == ["file"]


def test_a_file_is_on_disk_before_it_has_its_name_and_its_folder_after(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda opened: (synced.append(os.readlink(f"/proc/self/fd/{opened}")), real(opened))
    )
    folder.mkdir()
    replace(folder / "file", b"content")

    assert synced == [str(folder / "file.new"), str(folder)]
