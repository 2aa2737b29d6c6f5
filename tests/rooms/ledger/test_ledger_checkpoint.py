"""Checkpoints: signed notes in which no bit can change unseen."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ledger.checkpoint import InvalidCheckpoint, InvalidKey, Signer, Verifier, read, sign
from archive.ledger.port import Head

HEAD = Head(70_000, bytes(range(32)))
OTHER = Signer("khizana/test", b"\x07" * 32)


def test_is_a_note_of_origin_size_root_and_signature(signer: Signer) -> None:
    lines = sign(HEAD, signer).decode().split("\n")

    assert lines[:4] == ["khizana/test", "70000", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", ""]
    assert re.fullmatch(r"— khizana/test [A-Za-z0-9+/]{91}=", lines[4])
    assert lines[5:] == [""]


@pytest.mark.parametrize("head", [HEAD, Head(0, bytes(32)), Head(2**62, b"\xff" * 32)])
def test_gives_back_the_head_that_was_signed(signer: Signer, head: Head) -> None:
    assert read(sign(head, signer), signer.verifier) == head


def test_no_bit_can_change_unseen(signer: Signer) -> None:
    note = sign(HEAD, signer)

    for place in range(len(note)):
        for bit in range(8):
            altered = bytearray(note)
            altered[place] ^= 1 << bit
            with pytest.raises(InvalidCheckpoint):
                read(bytes(altered), signer.verifier)


def test_no_piece_of_it_is_a_checkpoint(signer: Signer) -> None:
    note = sign(HEAD, signer)

    for length in range(len(note)):
        with pytest.raises(InvalidCheckpoint):
            read(note[:length], signer.verifier)


@given(st.binary(max_size=200))
def test_anything_else_is_refused(note: bytes) -> None:
    with pytest.raises(InvalidCheckpoint):
        read(note, OTHER.verifier)


def test_another_key_of_the_same_name_does_not_count(signer: Signer) -> None:
    with pytest.raises(InvalidCheckpoint, match=re.escape(f"not signed with the key {signer.verifier}")):
        read(sign(HEAD, OTHER), signer.verifier)


def test_another_origin_under_the_same_key_does_not_count(signer: Signer) -> None:
    with pytest.raises(InvalidCheckpoint, match="not signed with the key"):
        read(sign(HEAD, Signer("khizana/elsewhere", signer.seed)), signer.verifier)


def test_signatures_of_witnesses_are_left_alone(signer: Signer) -> None:
    witnessed = sign(HEAD, signer) + sign(HEAD, OTHER).split(b"\n\n")[1] + "— witness.example/w AAAAAAA=\n".encode()

    assert read(witnessed, signer.verifier) == HEAD


@pytest.mark.parametrize("size", ["007", "-1", "1e3", "+1", "", "١"])
def test_a_size_is_written_in_one_way(signer: Signer, size: str) -> None:
    text = f"khizana/test\n{size}\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    resigned = base64.b64encode(signer.verifier.key_id + signer.sign(text.encode())).decode()
    note = f"{text}\n— khizana/test {resigned}\n".encode()

    with pytest.raises(InvalidCheckpoint, match="does not consist of"):
        read(note, signer.verifier)


def test_keys_are_read_back_as_they_were(signer: Signer) -> None:
    assert Signer.parse(signer.encoded()) == signer
    assert Verifier.parse(str(signer.verifier)) == signer.verifier


def test_a_signing_key_is_not_shown_by_accident(signer: Signer) -> None:
    assert repr(signer) == "Signer(origin='khizana/test')"


@pytest.mark.parametrize("origin", ["", "two words", "a+b", "خزانة", "a\n"])
def test_an_origin_is_one_word(origin: str) -> None:
    with pytest.raises(InvalidKey, match="cannot name a log"):
        Verifier(origin, bytes(32))


def test_a_mistyped_verifier_key_is_refused(signer: Signer) -> None:
    written = str(signer.verifier)

    for altered in (
        written[:-1],
        written.replace("test", "tset"),
        written.replace("+", " "),
        written + "A",
        "",
        "a+b+c",
    ):
        with pytest.raises(InvalidKey):
            Verifier.parse(altered)


def test_a_signing_key_is_not_taken_for_another(signer: Signer) -> None:
    written = signer.encoded()

    for altered in (
        written.removeprefix("PRIVATE+"),
        written.replace("test", "tset"),
        str(signer.verifier),
        written[:-4],
    ):
        with pytest.raises(InvalidKey) as refused:
            Signer.parse(altered)
        assert written[-20:] not in str(refused.value)
