"""Key files: made once, secret, and never overwritten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.ledger.keys.keys import KeyUnusable, generate, read_signer, read_verifier, verifier_path


def test_makes_a_pair_that_belongs_together(tmp_path: Path) -> None:
    verifier = generate(tmp_path / "ledger.key", "khizana/test")

    assert read_signer(tmp_path / "ledger.key").verifier == verifier
    assert read_verifier(tmp_path / "ledger.pub") == verifier
    assert verifier.origin == "khizana/test"


def test_no_two_keys_are_alike(tmp_path: Path) -> None:
    assert generate(tmp_path / "a.key", "khizana/test") != generate(tmp_path / "b.key", "khizana/test")


def test_only_the_owner_may_read_the_signing_key(tmp_path: Path) -> None:
    generate(tmp_path / "ledger.key", "khizana/test")

    assert (tmp_path / "ledger.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("there", ["ledger.key", "ledger.pub"])
def test_overwrites_no_key(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("precious")

    with pytest.raises(KeyUnusable, match="is not overwritten"):
        generate(tmp_path / "ledger.key", "khizana/test")
    assert [path.name for path in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text() == "precious"


def test_a_bad_origin_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(KeyUnusable, match="cannot name a log"):
        generate(tmp_path / "ledger.key", "two words")
    assert list(tmp_path.iterdir()) == []


def test_a_signing_key_is_not_named_like_a_verifier_key(tmp_path: Path) -> None:
    with pytest.raises(KeyUnusable, match=r"name the signing key \.key"):
        generate(tmp_path / "ledger.pub", "khizana/test")


def test_a_missing_signing_key_is_said(tmp_path: Path) -> None:
    with pytest.raises(
        KeyUnusable, match=r"ledger\.key could not be read .*: appending to the ledger needs its signing key"
    ):
        read_signer(tmp_path / "ledger.key")


def test_a_missing_verifier_key_is_said(tmp_path: Path) -> None:
    with pytest.raises(
        KeyUnusable, match=r"ledger\.pub could not be read .*: reading the ledger needs its verifier key"
    ):
        read_verifier(tmp_path / "ledger.pub")


def test_a_verifier_key_does_not_sign(tmp_path: Path) -> None:
    key = tmp_path / "ledger.key"
    generate(key, "khizana/test")

    with pytest.raises(KeyUnusable, match="this is not a signing key"):
        read_signer(verifier_path(key))


def test_other_bytes_are_no_key(tmp_path: Path) -> None:
    (tmp_path / "ledger.pub").write_bytes(b"\xff\xfe")

    with pytest.raises(KeyUnusable, match="holds no key"):
        read_verifier(tmp_path / "ledger.pub")


@pytest.mark.parametrize("read", [read_verifier, read_signer])
def test_a_text_that_is_no_key_is_told_with_what_it_lacks(tmp_path: Path, read: Callable[[Path], object]) -> None:
    (tmp_path / "ledger.key").write_text("no key\n", encoding="ascii")

    with pytest.raises(KeyUnusable, match=r"ledger\.key: this is not "):
        read(tmp_path / "ledger.key")
