"""Checkpoints: signed notes in which no bit can change unseen."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ledger.keys.checkpoint import InvalidCheckpoint, InvalidKey, Signer, Verifier, read, sign
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


def resigned(signer: Signer, text: str) -> bytes:
    """Any text, rightly signed."""
    signature = base64.b64encode(signer.verifier.key_id + signer.sign(text.encode())).decode()
    return f"{text}\n— {signer.origin} {signature}\n".encode()


@pytest.mark.parametrize("size", ["007", "-1", "1e3", "+1", "", "١"])
def test_a_size_is_written_in_one_way(signer: Signer, size: str) -> None:
    note = resigned(signer, f"khizana/test\n{size}\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n")

    with pytest.raises(InvalidCheckpoint, match="does not consist of"):
        read(note, signer.verifier)


@pytest.mark.parametrize(
    "text",
    [
        "khizana/elsewhere\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "khizana/test\n1\nAAEC\n",
        "khizana/test\n1\nnothing\n",
        "khizana/test\n1\n",
        "khizana/test\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nmore\n",
    ],
)
def test_signs_a_head_of_this_log_and_nothing_else(signer: Signer, text: str) -> None:
    with pytest.raises(InvalidCheckpoint):
        read(resigned(signer, text), signer.verifier)


def test_a_signature_is_written_in_one_way(signer: Signer) -> None:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    note = sign(HEAD, signer).decode()
    last = alphabet.index(note[-3])

    for spelling in (alphabet[last ^ bits] for bits in (1, 2, 3)):  # the two bits that the padding leaves over
        with pytest.raises(InvalidCheckpoint):
            read(f"{note[:-3]}{spelling}=\n".encode(), signer.verifier)


def test_a_signature_is_ascii(signer: Signer) -> None:
    with pytest.raises(InvalidCheckpoint, match="base64"):
        read(sign(HEAD, signer)[:-5] + "é=\n".encode(), signer.verifier)


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


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_has_32_bytes(length: int) -> None:
    with pytest.raises(InvalidKey, match=f"has {length} bytes, not 32"):
        Verifier("khizana/test", bytes(length))
    with pytest.raises(InvalidKey, match=f"has {length} bytes, not 32"):
        Signer("khizana/test", bytes(length)).sign(b"")


def test_a_key_of_another_kind_is_refused(signer: Signer) -> None:
    other = base64.b64encode(b"\x02" + signer.verifier.public).decode()

    with pytest.raises(InvalidKey, match="is not an Ed25519 key of a log"):
        Verifier.parse(f"khizana/test+{signer.verifier.key_id.hex()}+{other}")


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
