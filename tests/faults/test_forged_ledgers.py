"""Ledgers that agree with themselves and with our own key, and not with what somebody else saw."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from archive.ledger.keys.keys import read_signer
from archive.ledger.log.files import FilesLedger
from tests.support.books import Book, Witness, made_book, made_witness, movement

ENTRIES = 300


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = made_book(tmp_path / "archive")
    made.grow(ENTRIES - 1)
    return made


@pytest.fixture
def witness(tmp_path: Path, book: Book) -> Witness:
    return made_witness(tmp_path / "witness", book)


def rebuild(book: Book, entries: int, changed: int | None) -> None:
    """Write the whole ledger anew with the archive's own signing key; what lies beside the log is the forger's to remove."""
    old = FilesLedger(book.ledger, read_signer(book.root / "keys" / "ledger.key").verifier)
    kept = [recorded.entry for recorded in old.since(0)][:entries]
    if changed is not None:
        kept[changed] = movement(999_999)
    shutil.rmtree(book.ledger)
    FilesLedger.create(book.ledger, read_signer(book.root / "keys" / "ledger.key")).append(kept)


def test_a_truncated_ledger_is_found_against_a_witness(book: Book, witness: Witness) -> None:
    note = witness.see(book, "first")
    rebuild(book, ENTRIES - 1, None)
    assert book.verify().code == 0  # it agrees with itself, and with our key

    found = book.verify("--checkpoint", note, "--witness-key", witness.key)
    assert found.code == 3
    assert "holds 299 entries and the kept checkpoint signs 300: entries were cut off" in found.json["problem"]


@pytest.mark.parametrize("changed", [0, 5, 255, 256, ENTRIES - 1])
def test_a_ledger_rebuilt_with_our_own_key_is_found_against_a_witness(
    book: Book, witness: Witness, changed: int
) -> None:
    note = witness.see(book, "first")
    rebuild(book, ENTRIES, changed)
    book.grow(40)
    assert book.verify().code == 0

    found = book.verify("--checkpoint", note, "--witness-key", witness.key)
    assert found.code == 3
    assert "the ledger was rewritten" in found.json["problem"]


def test_it_is_found_without_being_asked_while_the_witnessed_checkpoint_is_still_kept(
    book: Book, witness: Witness
) -> None:
    witness.see(book, "first")
    shutil.copytree(book.ledger / "witnessed", book.root / "aside")
    rebuild(book, ENTRIES, 7)
    shutil.copytree(book.root / "aside", book.ledger / "witnessed")

    found = book.verify()
    assert found.code == 3
    assert "what court.example/witness saw at" in found.json["problem"]


def test_a_witness_refuses_a_truncated_ledger_and_keeps_the_evidence(
    tmp_path: Path, book: Book, witness: Witness
) -> None:
    witness.see(book, "first")
    rebuild(book, ENTRIES - 1, None)
    book.ask("growth", "-o", tmp_path / "request")

    refused = witness.sign(tmp_path / "request", tmp_path / "note")
    assert refused.code == 3
    assert "signs 299 entries and 300 were seen before: entries were cut off" in refused.json["problem"]
    assert not (tmp_path / "note").exists()
    assert [one.read_bytes() for one in (witness.folder / "refused").iterdir()] == [(tmp_path / "request").read_bytes()]


def test_a_witness_refuses_a_fork_of_the_same_size(tmp_path: Path, book: Book, witness: Witness) -> None:
    witness.see(book, "first")
    rebuild(book, ENTRIES, 7)
    book.ask("growth", "-o", tmp_path / "request")

    refused = witness.sign(tmp_path / "request", tmp_path / "note")
    assert refused.code == 3
    assert "another book of the same 300 entries was seen before" in refused.json["problem"]


def test_a_witness_refuses_a_fork_that_has_grown_since(tmp_path: Path, book: Book, witness: Witness) -> None:
    seen = witness.see(book, "first")
    shutil.copytree(book.root, tmp_path / "honest")
    rebuild(book, ENTRIES, 7)
    book.grow(40)
    Book(tmp_path / "honest").ask("growth", "--from", seen, "-o", tmp_path / "honest.request")
    book.ask("checkpoint", "-o", tmp_path / "forged")
    proof = b"old 300\n" + (tmp_path / "honest.request").read_bytes().partition(b"\n\n")[0].partition(b"\n")[2]
    (tmp_path / "request").write_bytes(proof + b"\n" + (tmp_path / "forged").read_bytes())

    refused = witness.sign(tmp_path / "request", tmp_path / "note")
    assert refused.code == 3
    assert "does not continue the 300 that were seen" in refused.json["problem"]
    assert witness.see(Book(tmp_path / "honest"), "second").exists()


def test_what_somebody_else_kept_needs_no_witness(tmp_path: Path, book: Book) -> None:
    book.ask("checkpoint", "-o", tmp_path / "kept")
    rebuild(book, ENTRIES, 7)

    found = book.verify("--checkpoint", tmp_path / "kept")
    assert found.code == 3


def test_a_checkpoint_that_the_witness_did_not_sign_proves_nothing(
    tmp_path: Path, book: Book, witness: Witness
) -> None:
    book.ask("checkpoint", "-o", tmp_path / "kept")

    found = book.verify("--checkpoint", tmp_path / "kept", "--witness-key", witness.key)
    assert found.code == 1
    assert "is not signed by the witness" in found.err
