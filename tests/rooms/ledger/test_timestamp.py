"""A time stamp holds for the checkpoint that the authority was shown; a refusal is told in the authority's words."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.ledger.evidence.timestamp import InvalidStamp, question, stated, verify
from tests.support.authority import certified

NOTE = b"a checkpoint"


def der(tag: int, *parts: bytes) -> bytes:
    return bytes([tag, sum(map(len, parts))]) + b"".join(parts)


def rejection(*reasons: bytes) -> bytes:
    said = [der(0x30, *(der(0x0C, one) for one in reasons))] if reasons else []
    return der(0x30, der(0x30, der(0x02, b"\x02"), *said))


def answered(folder: Path, encoded: bytes) -> bytes:
    (folder / "query").write_bytes(encoded)
    command = ["openssl", "ts", "-reply", "-config", folder / "openssl.cnf", "-section", "tsa_config"]
    subprocess.run(
        [*command, "-queryfile", folder / "query", "-out", folder / "reply"], check=True, capture_output=True
    )
    return (folder / "reply").read_bytes()


def test_an_answer_says_when_the_checkpoint_was_shown_and_its_own_number(tmp_path: Path) -> None:
    ca = certified(tmp_path / "tsa").read_bytes()
    asked = question(NOTE)
    response = answered(tmp_path / "tsa", asked.encoded)
    stamp = verify(response, NOTE, [ca], asked.nonce)

    assert abs(stamp.time - datetime.now(UTC)) < timedelta(minutes=10)
    assert stamp == verify(response, NOTE, [ca]) == stated(response)
    assert stamp.serial == int((tmp_path / "tsa" / "serial").read_text("ascii"), 16)
    for content, roots, nonce in [
        (b"another checkpoint", [ca], asked.nonce),
        (NOTE, [ca], asked.nonce + 1),
        (NOTE, [certified(tmp_path / "other").read_bytes()], asked.nonce),
    ]:
        with pytest.raises(InvalidStamp, match=r"^the time stamp does not hold"):
            verify(response, content, roots, nonce)


@pytest.mark.parametrize(
    ("reasons", "said"), [((b"no clock", b"come later"), "no clock; come later"), ((), "no reason given")]
)
def test_a_refusal_is_told_with_its_reasons(reasons: tuple[bytes, ...], said: str) -> None:
    with pytest.raises(InvalidStamp) as raised:
        stated(rejection(*reasons))
    assert str(raised.value) == f"the authority refused (rejection): {said}"


def test_what_is_no_answer_is_refused() -> None:
    with pytest.raises(
        InvalidStamp, match=r"^this is not read as the answer of a time-stamping authority \(RFC 3161, DER\): ."
    ):
        stated(b"no answer")
