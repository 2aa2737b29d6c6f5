"""A witness remembers what it saw of each log, signs nothing that does not extend it, and keeps what it refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from archive.ledger.evidence.proof_file import GrowthProof
from archive.ledger.evidence.witness import NOTHING, Refused, read_witnessed
from archive.ledger.evidence.witness_desk import DeskUnusable, Watched, WitnessDesk
from archive.ledger.keys.checkpoint import InvalidCheckpoint, SignatureKind, Signer, sign
from archive.ledger.keys.keys import KeyUnusable, read_signer, read_verifier
from archive.ledger.log.files import FilesLedger
from archive.ledger.port import Head
from tests.rooms.ledger.made_entries import several

TIME = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def request(ledger: FilesLedger, old: int) -> bytes:
    return GrowthProof(old, ledger.prove_growth(old), ledger.checkpoint()[1]).encode()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "court" / "witness"


@pytest.fixture
def desk(place: Path) -> WitnessDesk:
    WitnessDesk.create(place, "court.example/witness")
    return WitnessDesk(place)


def test_a_witness_has_a_key_of_its_own_and_has_seen_nothing(place: Path) -> None:
    made = WitnessDesk.create(place, "court.example/witness")

    assert made.origin == "court.example/witness"
    assert read_verifier(place / "witness.pub", SignatureKind.WITNESS) == made == WitnessDesk(place).verifier
    assert read_signer(place / "witness.key", SignatureKind.WITNESS).verifier == made
    assert json.loads((place / "seen.json").read_bytes()) == {}
    with pytest.raises(KeyUnusable):
        WitnessDesk.create(place, "court.example/witness")


def test_what_it_signed_is_what_it_saw_and_is_on_disk(
    desk: WitnessDesk, place: Path, ledger: FilesLedger, signer: Signer
) -> None:
    assert desk.trust(signer.verifier) == Watched((signer.verifier,), NOTHING)
    ledger.append(several(5))
    note = desk.sign(request(ledger, 0), lambda: TIME)
    head = ledger.append(several(4, first=5))
    second = desk.sign(request(ledger, 5), lambda: TIME)

    said = read_witnessed(note, desk.verifier, signer.origin)
    assert (said.head.size, said.time) == (5, TIME)
    assert read_witnessed(second, desk.verifier, signer.origin).head == head
    assert desk.watched() == {signer.origin: Watched((signer.verifier,), head)}
    assert json.loads((place / "seen.json").read_bytes()) == {
        signer.origin: {"keys": [str(signer.verifier)], "size": 9, "root": head.root.hex()}
    }


def test_a_request_that_it_refused_is_kept_as_evidence(
    desk: WitnessDesk, place: Path, ledger: FilesLedger, signer: Signer
) -> None:
    desk.trust(signer.verifier)
    ledger.append(several(5))
    desk.sign(request(ledger, 0), lambda: TIME)
    forged = GrowthProof(5, (), sign(Head(5, bytes(32)), signer)).encode()
    with pytest.raises(Refused, match="another book of the same 5 entries"):
        desk.sign(forged, lambda: TIME)

    assert (place / "refused" / sha256(forged).hexdigest()).read_bytes() == forged
    assert desk.watched()[signer.origin].head == ledger.head()


def test_a_log_that_nobody_named_is_not_signed(desk: WitnessDesk, ledger: FilesLedger) -> None:
    with pytest.raises(
        DeskUnusable, match=r"^khizana/test is not watched here: name its verifier key to `khizana witness"
    ):
        desk.sign(request(ledger, 0), lambda: TIME)
    with pytest.raises(InvalidCheckpoint):
        desk.sign(b"old 0\n\nno note", lambda: TIME)


def test_another_key_is_taken_only_when_the_operator_replaces_it(desk: WitnessDesk, signer: Signer) -> None:
    other = Signer(signer.origin, bytes(range(9, 41)))
    desk.trust(signer.verifier)
    with pytest.raises(
        DeskUnusable, match=r"^another key of khizana/test is trusted here: .*, or, when .*, say --replace$"
    ):
        desk.trust(other.verifier)
    assert desk.watched()[signer.origin].keys == (signer.verifier,)

    assert desk.trust(other.verifier, replaced=True).keys == (other.verifier,)
    assert desk.trust(other.verifier) == desk.watched()[signer.origin]


def test_what_it_once_signed_is_taken_back_where_the_record_was_lost(
    desk: WitnessDesk, place: Path, ledger: FilesLedger, signer: Signer
) -> None:
    desk.trust(signer.verifier)
    ledger.append(several(5))
    note = desk.sign(request(ledger, 0), lambda: TIME)
    (place / "seen.json").unlink()
    with pytest.raises(
        DeskUnusable, match="this witness would sign anything; restore it from a backup, or make it anew"
    ):
        desk.watched()

    known = Watched((signer.verifier,), ledger.head())
    assert desk.recall(signer.verifier, note) == known
    assert desk.watched() == {signer.origin: known}
    with pytest.raises(DeskUnusable, match=r"^5 entries of khizana/test were seen: an older state is not taken back$"):
        desk.recall(signer.verifier, note)


def test_a_newer_word_of_its_own_is_taken_back_under_the_keys_that_it_knows(
    desk: WitnessDesk, place: Path, ledger: FilesLedger, signer: Signer
) -> None:
    desk.trust(signer.verifier)
    ledger.append(several(5))
    before = (place / "seen.json").read_bytes()
    note = desk.sign(request(ledger, 0), lambda: TIME)
    (place / "seen.json").write_bytes(before)
    other = Signer(signer.origin, bytes(range(9, 41)))

    assert desk.recall(other.verifier, note) == Watched((signer.verifier,), ledger.head())


@pytest.mark.parametrize(
    "written",
    [
        "{",
        "[]",
        '{"a": {}}',
        '{"a": {"keys": [], "size": 0, "root": "%s"}}' % ("00" * 32),
        '{"a": {"keys": 1, "size": 0}}',
    ],
)
def test_a_record_that_is_damaged_is_said_and_nothing_is_signed(desk: WitnessDesk, place: Path, written: str) -> None:
    (place / "seen.json").write_text(written, "utf-8")

    with pytest.raises(DeskUnusable, match=r"seen\.json is damaged \(.*\): restore it from a backup$"):
        desk.watched()
