"""The signing key is changed, or lost and replaced; strangers follow, forgers do not, and a kill at any step loses nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archive.ledger.evidence.proof_file import InclusionProof
from archive.ledger.evidence.rotation import NotHandedOver, follow
from archive.ledger.keys.checkpoint import SignatureKind
from archive.ledger.keys.keys import read_verifier
from archive.ledger.port import NotASigner
from khizana.wiring.opening import open_archive
from tests.support.books import Book, Witness, made_book, made_witness, movement
from tests.support.cli import khizana
from tests.support.tessera import fsck


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = made_book(tmp_path / "archive")
    made.grow(20)
    return made


@pytest.fixture
def witness(tmp_path: Path, book: Book) -> Witness:
    return made_witness(tmp_path / "witness", book)


def handovers(book: Book) -> list[InclusionProof]:
    paths = sorted((book.ledger / "handovers").iterdir(), key=lambda path: int(path.name.partition(".")[0]))
    return [InclusionProof.decode(path.read_bytes()) for path in paths]


def test_a_stranger_with_the_first_key_follows_to_the_last(tmp_path: Path, book: Book) -> None:
    first = read_verifier(book.key)
    for _ in range(3):
        assert book.ask("rotate-key").code == 0
        book.grow(5)

    keys = follow(first, handovers(book))
    assert len(set(keys)) == 4
    assert keys[-1] == read_verifier(book.key)
    verified = book.verify()
    assert verified.code == 0, verified.json
    assert [one["outcome"] for one in verified.json["keys"]] == ["rotated"] * 3


def test_the_old_key_is_gone_and_signs_nothing_more(book: Book) -> None:
    before = open_archive(book.root).ledger
    assert book.ask("rotate-key").code == 0

    assert sorted(path.name for path in (book.root / "keys").iterdir()) == ["ledger.key", "ledger.pub"]
    with pytest.raises(NotASigner, match="the key of khizana/proved was changed"):
        before.append([movement(7)])
    assert book.grow(1) == 23
    assert book.verify().code == 0


def test_old_proofs_and_checkpoints_stay_good(tmp_path: Path, book: Book) -> None:
    shutil.copy(book.key, tmp_path / "first.pub")
    book.ask("prove", "--position", "7", "-o", tmp_path / "proof")
    book.ask("checkpoint", "-o", tmp_path / "kept")
    book.ask("rotate-key")
    book.grow(300)

    assert khizana("ledger", "check-proof", tmp_path / "proof", "--key", tmp_path / "first.pub").code == 0
    assert book.verify("--checkpoint", tmp_path / "kept").code == 0
    assert book.ask("growth", "--from", tmp_path / "kept", "-o", tmp_path / "growth").code == 0


def test_the_judge_accepts_the_log_under_both_keys_at_the_moment_of_change(tmp_path: Path, book: Book) -> None:
    first = book.key.read_text()
    book.ask("rotate-key")

    for key in (first, book.key.read_text()):
        assert fsck(book.ledger, key.strip()).accepted
    book.grow(300)
    assert fsck(book.ledger, book.key.read_text().strip()).accepted


def test_a_handover_that_the_old_key_did_not_sign_leads_nowhere(tmp_path: Path, book: Book) -> None:
    first = read_verifier(book.key)
    forger = made_book(tmp_path / "forger", "proved")
    forger.grow(20)
    forger.ask("rotate-key")

    with pytest.raises(NotHandedOver, match="which is not the key that is known"):
        follow(first, handovers(forger))


def test_no_line_of_a_handover_can_change_unseen(book: Book) -> None:
    first = read_verifier(book.key)
    book.ask("rotate-key")
    lines = handovers(book)[0].encode().split(b"\n")

    for number, line in enumerate(lines[:-1]):
        altered = [*lines]
        altered[number] = line[:-2] + bytes([line[-2] ^ 1]) + line[-1:] if line else b"x"
        with pytest.raises(ValueError):
            follow(first, [InclusionProof.decode(b"\n".join(altered))])


def test_a_witness_takes_the_new_key_because_the_old_one_says_so(book: Book, witness: Witness) -> None:
    witness.see(book, "first")
    book.ask("rotate-key")
    book.grow(3)
    book.ask("growth", "-o", witness.folder / "request")
    assert witness.sign(witness.folder / "request", witness.folder / "note").code == 1

    trust = ("witness", "trust", witness.folder, "--log", book.key)
    assert khizana(*trust).code == 1
    assert khizana(*trust, "--handover", next((book.ledger / "handovers").iterdir())).code == 0
    assert witness.see(book, "second").exists()


def test_a_key_that_is_here_is_not_lost(tmp_path: Path, book: Book, witness: Witness) -> None:
    note = witness.see(book, "first")

    refused = book.ask("adopt-key", "--checkpoint", note, "--witness-key", witness.key)
    assert refused.code == 2
    assert "rotate-key" in refused.err


def test_a_lost_key_cannot_be_rotated(book: Book) -> None:
    (book.root / "keys" / "ledger.key").unlink()

    refused = book.ask("rotate-key")
    assert refused.code == 2
    assert "adopt-key" in refused.err


def test_a_lost_key_is_replaced_on_the_word_of_a_witness(tmp_path: Path, book: Book, witness: Witness) -> None:
    first, saw = read_verifier(book.key), read_verifier(witness.key, SignatureKind.WITNESS)
    note = witness.see(book, "first")
    book.grow(4)
    (book.root / "keys" / "ledger.key").unlink()

    adopted = book.ask("adopt-key", "--checkpoint", note, "--witness-key", witness.key)
    assert adopted.code == 0, adopted.err
    assert book.grow(3) == 29
    said = khizana("ledger", "verify", "--archive", book.root, "--lang", "en").out
    assert "the signing key was lost and replaced; the old key did not sign that" in said
    assert "No witness vouches yet for the new key of entry 25" in said
    with pytest.raises(NotHandedOver, match="the old key was lost"):
        follow(first, handovers(book))

    assert khizana("witness", "trust", witness.folder, "--log", book.key, "--replace").code == 0
    witness.see(book, "second")
    assert follow(first, handovers(book), saw)[-1] == read_verifier(book.key)
    assert book.verify().json["keys"][0]["vouched"]


def test_a_lost_key_is_not_replaced_over_a_ledger_that_the_witness_did_not_see(
    tmp_path: Path, book: Book, witness: Witness
) -> None:
    shutil.copytree(book.root, tmp_path / "cut")
    cut = Book(tmp_path / "cut")
    book.grow(5)
    note = witness.see(book, "first")
    (cut.root / "keys" / "ledger.key").unlink()
    before = (cut.ledger / "checkpoint").read_bytes()

    refused = cut.ask("adopt-key", "--checkpoint", note, "--witness-key", witness.key)
    assert refused.code == 3
    assert "entries were cut off" in refused.json["problem"]
    assert (cut.ledger / "checkpoint").read_bytes() == before
    assert not (cut.root / "keys" / "ledger.key").exists()


def test_two_named_people_replace_a_lost_key_and_one_does_not(tmp_path: Path, book: Book, witness: Witness) -> None:
    for name in ("lead", "second"):
        added = khizana("person", "add", name, "--key", tmp_path / f"{name}.key", "--archive", book.root)
        assert added.code == 0, added.err
    note = witness.see(book, "first")
    (book.root / "keys" / "ledger.key").unlink()
    asked = ("adopt-key", "--checkpoint", note, "--witness-key", witness.key)
    assert book.ask(*asked).code == 2
    signing = (*asked, "--request", tmp_path / "request")

    alone = book.ask(*signing, "--as", "lead", "--key", tmp_path / "lead.key")
    assert (alone.code, alone.json["changed"]) == (0, False)
    assert book.ask(*signing, "--as", "lead", "--key", tmp_path / "lead.key").code == 1
    assert not (book.root / "keys" / "ledger.key").exists()
    both = book.ask(*signing, "--as", "second", "--key", tmp_path / "second.key")
    assert (both.code, both.json["changed"]) == (0, True)
    entry = list(open_archive(book.root).ledger.since(0))[-1].entry
    assert set(entry.digests) == {"approval", "checkpoint"}
    assert entry.counts["witnessed"] == 23


CALLS = "openat,fsync,rename,renameat,renameat2,unlink,unlinkat,mkdir"


def killed_at(call: str, number: int, book: Book, *arguments: str | Path) -> int:
    """A change of the key, killed at the n-th such system call on what it writes; 0 when it was not reached."""
    keys, ledger = book.root / "keys", book.ledger
    places = [keys, ledger, ledger / "aside", ledger / "aside" / "file", ledger / "checkpoint", ledger / "handovers"]
    places += [keys / f"{name}{end}" for name in _KEYS for end in ("", ".new")]
    places += [ledger / "checkpoint.new", ledger / "handovers" / "21.tlog-proof.new"]
    command = ["strace", "-f", "-qq", "-o", os.devnull, *(word for place in places for word in ("-P", str(place)))]
    command += ["-e", f"trace={CALLS}", "-e", f"inject={call}:signal=KILL:when={number}"]
    command += [sys.executable, "-m", "khizana", "ledger", *map(str, arguments), "--archive", str(book.root)]
    return subprocess.run(command, capture_output=True, timeout=120).returncode


_KEYS = ("ledger.key", "ledger.pub", "ledger.next.key", "ledger.previous.pub")


@pytest.mark.slow
@pytest.mark.parametrize(("call", "lost"), [("fsync", False), ("rename", True)])
def test_a_change_that_is_killed_anywhere_is_finished_by_the_same_command(
    tmp_path: Path, book: Book, witness: Witness, call: str, lost: bool
) -> None:
    first = read_verifier(book.key)
    arguments: tuple[str | Path, ...] = ("rotate-key",)
    if lost:
        note = witness.see(book, "first")
        (book.root / "keys" / "ledger.key").unlink()
        arguments = ("adopt-key", "--checkpoint", note, "--witness-key", witness.key)
    kills = 0
    for number in range(1, 60):
        trial = Book(tmp_path / f"trial-{number}")
        shutil.copytree(book.root, trial.root)
        if killed_at(call, number, trial, *arguments) == 0:
            break
        kills += 1
        finished = trial.ask(*arguments)
        assert finished.code in ((0, 2) if lost else (0,)), (number, finished.err)  # 2: it had come to its end
        assert trial.grow(1) > 21, number
        verified = trial.verify()
        assert verified.code == 0, (number, verified.json)
        assert not (trial.root / "keys" / "ledger.next.key").exists()
        if not lost:
            assert follow(first, handovers(trial))[-1] == read_verifier(trial.key)
        shutil.rmtree(trial.root)

    assert kills > 5
