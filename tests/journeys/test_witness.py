"""A second party countersigns what it saw, remembers it through a crash, and the archive says plainly since when it has not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.books import Book, Witness, made_book, made_witness
from tests.support.cli import khizana
from tests.support.mutate import flip


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = made_book(tmp_path / "archive")
    made.grow(20)
    return made


@pytest.fixture
def witness(tmp_path: Path, book: Book) -> Witness:
    return made_witness(tmp_path / "witness", book)


def test_a_ledger_that_nobody_witnessed_says_so(book: Book) -> None:
    said = khizana("ledger", "verify", "--archive", book.root, "--lang", "en")

    assert said.code == 0
    assert "Never witnessed:" in said.out
    nobody = {"position": None, "time": None, "witness": None, "unwitnessed": 21, "contradicted": None}
    assert book.verify().json["witnessed"] == nobody


def test_a_witnessed_ledger_says_by_whom_and_since_when(book: Book, witness: Witness) -> None:
    witness.see(book, "first")
    assert book.verify().json["witnessed"]["unwitnessed"] == 0
    book.grow(3)

    said = khizana("ledger", "verify", "--archive", book.root, "--lang", "en").out
    assert "Never witnessed since position 21 (" in said
    assert "court.example/witness); since then: 3 entries" in said


def test_status_says_it_too(book: Book, witness: Witness) -> None:
    assert khizana("rebuild", "--archive", book.root).code == 0
    assert "Never witnessed:" in khizana("status", "--archive", book.root, "--lang", "en").out
    witness.see(book, "first")

    status = khizana("status", "--archive", book.root, "--json").json
    assert status["witnessed"]["position"] == 21


def test_a_report_of_an_audit_says_it_too(book: Book, witness: Witness) -> None:
    first = khizana("audit", "fixity", "--all", "--archive", book.root, "--lang", "en").out
    assert "Never witnessed:" in first
    assert "Never witnessed:" in (book.root / "reports" / "fixity.en.html").read_text("utf-8")
    witness.see(book, "first")

    report = khizana("audit", "fixity", "--all", "--archive", book.root, "--json").json["report"]
    assert report["witnessed"]["witness"] == "court.example/witness"
    assert report["witnessed"]["unwitnessed"] == 0


def test_it_signs_again_and_again_as_the_ledger_grows(book: Book, witness: Witness) -> None:
    for count in (1, 255, 1, 300):
        witness.see(book, f"at-{count}")
        book.grow(count)

    assert witness.see(book, "last").exists()
    assert len(list((book.ledger / "witnessed").iterdir())) == 5


def test_a_signature_of_another_is_not_taken_back(tmp_path: Path, book: Book, witness: Witness) -> None:
    other = made_witness(tmp_path / "other", book, "other.example/w")
    book.ask("growth", "-o", tmp_path / "request")
    other.sign(tmp_path / "request", tmp_path / "note")

    assert book.ask("witness", tmp_path / "note", "--witness-key", witness.key).code == 1
    assert book.ask("witness", tmp_path / "note").code == 1
    assert not (book.ledger / "witnessed").exists()


def test_two_witnesses_are_kept_beside_each_other(tmp_path: Path, book: Book, witness: Witness) -> None:
    other = made_witness(tmp_path / "other", book, "other.example/w")
    witness.see(book, "first")
    request = tmp_path / "request"
    khizana("ledger", "growth", "-o", request, "--archive", book.root)
    request.write_bytes(b"old 0\n\n" + (book.ledger / "checkpoint").read_bytes())
    assert other.sign(request, tmp_path / "note").code == 0
    assert book.ask("witness", tmp_path / "note", "--witness-key", other.key).code == 0

    assert len(list((book.ledger / "witnessed").iterdir())) == 2


def test_a_kept_checkpoint_that_was_altered_is_found(book: Book, witness: Witness) -> None:
    witness.see(book, "first")
    flip(next((book.ledger / "witnessed").iterdir()), 20)

    found = book.verify()
    assert found.code == 3
    assert "is signed by no witness whose key is in" in found.json["problem"]


def test_a_log_that_it_does_not_watch_is_not_signed(tmp_path: Path, witness: Witness) -> None:
    stranger = made_book(tmp_path / "stranger", "stranger")
    stranger.ask("growth", "-o", tmp_path / "request")

    refused = witness.sign(tmp_path / "request", tmp_path / "note")
    assert refused.code == 1
    assert "khizana/stranger is not watched here" in refused.err


def test_a_forged_checkpoint_of_a_watched_log_is_not_signed(tmp_path: Path, witness: Witness) -> None:
    forger = made_book(tmp_path / "forger", "proved")  # the same name, another key
    forger.ask("growth", "-o", tmp_path / "request")

    refused = witness.sign(tmp_path / "request", tmp_path / "note")
    assert refused.code == 1
    assert "is not signed with the key" in refused.err


def test_a_proof_that_begins_elsewhere_is_sent_back(tmp_path: Path, book: Book, witness: Witness) -> None:
    witness.see(book, "first")
    book.grow(5)
    (tmp_path / "request").write_bytes(b"old 0\n\n" + (book.ledger / "checkpoint").read_bytes())

    sent_back = witness.sign(tmp_path / "request", tmp_path / "note")
    assert sent_back.code == 1
    assert "begins at 0 entries and 21 were seen last" in sent_back.err


def test_a_witness_without_its_record_signs_nothing(tmp_path: Path, book: Book, witness: Witness) -> None:
    note = witness.see(book, "first")
    (witness.folder / "seen.json").unlink()
    book.grow(5)
    book.ask("growth", "-o", tmp_path / "request")

    lost = witness.sign(tmp_path / "request", tmp_path / "note")
    assert lost.code == 1
    assert "without it this witness would sign anything" in lost.err

    khizana("witness", "trust", witness.folder, "--log", book.key, "--seen", note)
    assert witness.sign(tmp_path / "request", tmp_path / "note").code == 0


@pytest.mark.parametrize("content", ["", "{", "[]", '{"khizana/proved": {"keys": [], "size": 1, "root": ""}}'])
def test_a_damaged_record_is_damage_and_not_a_beginning(
    tmp_path: Path, book: Book, witness: Witness, content: str
) -> None:
    (witness.folder / "seen.json").write_text(content)
    book.ask("growth", "-o", tmp_path / "request")

    refused = witness.sign(tmp_path / "request", tmp_path / "note")
    assert refused.code == 1
    assert "is damaged" in refused.err


def test_an_older_state_is_not_taken_back(book: Book, witness: Witness) -> None:
    old = witness.see(book, "first")
    book.grow(5)
    witness.see(book, "second")

    refused = khizana("witness", "trust", witness.folder, "--log", book.key, "--seen", old)
    assert refused.code == 1
    assert "an older state is not taken back" in refused.err


CALLS = "fsync,fdatasync,rename,renameat,renameat2,openat"


def killed_at(call: str, number: int, folder: Path, request: Path, output: Path) -> int:
    """Sign, and be killed at the n-th such system call below the folder."""
    command = ["strace", "-f", "-qq", "-o", os.devnull, "-P", str(folder), "-P", str(folder / "seen.json.new")]
    command += ["-P", str(folder / "seen.json"), "-e", f"trace={CALLS}"]
    command += ["-e", f"inject={call}:signal=KILL:when={number}"]
    command += [sys.executable, "-m", "khizana", "witness", "sign", str(folder), str(request), "-o", str(output)]
    return subprocess.run(command, capture_output=True, timeout=120).returncode


@pytest.mark.parametrize("call", ["openat", "fsync", "rename"])
def test_what_it_saw_survives_a_kill_at_any_call(tmp_path: Path, book: Book, witness: Witness, call: str) -> None:
    witness.see(book, "first")
    book.grow(5)
    book.ask("growth", "-o", tmp_path / "request")
    kills = 0
    for number in range(1, 12):
        note = tmp_path / f"note-{number}"
        if killed_at(call, number, witness.folder, tmp_path / "request", note) == 0:
            break
        kills += 1
        seen = khizana("witness", "trust", witness.folder, "--log", book.key, "--json").json["size"]
        assert seen in (21, 26)
        assert not note.exists() or seen == 26

    assert kills
    book.ask("growth", "-o", tmp_path / "request")
    if witness.sign(tmp_path / "request", tmp_path / "last").code != 0:  # it saw 26, and its signature was lost
        book.ask("growth", "--from-size", "26", "-o", tmp_path / "request")
        assert witness.sign(tmp_path / "request", tmp_path / "last").code == 0
    assert book.ask("witness", tmp_path / "last").code == 0


def test_what_a_witness_saw_of_another_ledger_is_never_said_of_this_one(
    book: Book, witness: Witness, tmp_path: Path
) -> None:
    shutil.copytree(book.ledger, tmp_path / "older")
    book.grow(5)
    witness.see(book, "first")
    shutil.copytree(book.ledger / "witnessed", tmp_path / "kept")
    shutil.rmtree(book.ledger)
    shutil.copytree(tmp_path / "older", book.ledger)
    shutil.copytree(tmp_path / "kept", book.ledger / "witnessed", dirs_exist_ok=True)
    khizana("rebuild", "--archive", book.root)
    (book.root / "keys" / "ledger.key").unlink()

    status = khizana("status", "--archive", book.root, "--json")
    assert status.code == 3
    assert status.json["witnessed"]["position"] is None
    assert status.json["witnessed"]["contradicted"]["position"] == 26
    said = khizana("status", "--archive", book.root, "--lang", "en").out
    assert "is not what the witness court.example/witness saw" in said
    assert "Witnessed by" not in said
    report = khizana("audit", "fixity", "--all", "--archive", book.root, "--json").json["report"]
    assert "witnessed" not in report
    assert "Witnessed" not in (book.root / "reports" / "fixity.en.html").read_text("utf-8")
