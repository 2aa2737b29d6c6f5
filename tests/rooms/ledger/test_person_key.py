"""A person's key file is for that person alone."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest

from archive.ledger.keys.checkpoint import Signer
from archive.ledger.keys.keys import KeyUnusable
from archive.ledger.keys.person_key import read_person_key, write_person_key

SIGNER = Signer("khizana/test/people/amal", bytes(range(32)))


def never() -> str:
    raise AssertionError("no passphrase is asked for an open key")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "amal.key"


def test_only_its_owner_may_read_it(path: Path) -> None:
    write_person_key(path, SIGNER, None)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_person_key(path, never) == SIGNER


def test_is_refused_when_others_may_read_it(path: Path) -> None:
    write_person_key(path, SIGNER, None)
    path.chmod(0o640)

    with pytest.raises(KeyUnusable, match="chmod 600"):
        read_person_key(path, never)


def test_opens_with_its_passphrase_alone(path: Path) -> None:
    write_person_key(path, SIGNER, "خزانة")

    assert read_person_key(path, lambda: "خزانة") == SIGNER
    with pytest.raises(KeyUnusable, match=r"amal\.key does not open with this passphrase$"):
        read_person_key(path, lambda: "wrong")


def test_a_locked_key_is_one_that_openssl_opens(path: Path) -> None:
    write_person_key(path, SIGNER, "open sesame")

    command = ["openssl", "pkey", "-in", str(path), "-passin", "pass:open sesame", "-noout", "-text"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)

    assert "ED25519" in said.stdout.upper(), said.stderr


def test_a_locked_key_does_not_stand_open_in_the_file(path: Path) -> None:
    write_person_key(path, SIGNER, "open sesame")

    assert SIGNER.seed not in path.read_bytes()
    assert SIGNER.encoded().encode() not in path.read_bytes()


def test_is_never_written_over_another_file(path: Path) -> None:
    path.write_text("something dear", encoding="ascii")

    with pytest.raises(KeyUnusable, match="not overwritten"):
        write_person_key(path, SIGNER, None)
    assert path.read_text("ascii") == "something dear"
