"""A stranger checks what the archive says, with a file and a verifier key, and no archive at all."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path

import pytest

from tests.support.books import Book, Witness, made_book, made_witness
from tests.support.cli import khizana
from tests.support.mutate import flip

PACKAGE = "ma_01.511.01.01-1_dahir1950_birth_1987_p1_office-v1"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = made_book(tmp_path / "archive")
    made.grow(300)
    return made


@pytest.fixture
def witness(tmp_path: Path, book: Book) -> Witness:
    return made_witness(tmp_path / "witness", book)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An archive with packages, and the name of one. Tests change copies of it."""
    folder = tmp_path_factory.mktemp("held")
    khizana("delivery", "template", folder / "delivery")
    khizana("init", folder / "archive", "--name", "held")
    taken = khizana("ingest", folder / "delivery", "--archive", folder / "archive", "--json").json
    return folder / "archive", next(name for name in taken["stored"] if "_birth_1987_" in name)


def package_folder(archive: Path, package: str) -> Path:
    return next((archive / "store" / "packages").glob(f"*/{package}"))


def another(line: bytes) -> bytes:
    """The line with another letter or digit near its middle; what was empty is no longer."""
    start = len(b"index ") if line.startswith(b"index ") else len(line) // 2
    places = [place for place in range(start, len(line)) if line[place : place + 1].isalnum()]
    if not places:
        return b"AAAA"
    place = places[0]
    other = (b"1" if line[place : place + 1] != b"1" else b"2") if line[place : place + 1].isdigit() else b"B"
    return line[:place] + (b"C" if line[place : place + 1] == other else other) + line[place + 1 :]


def strangers_copy(tmp_path: Path, held: tuple[Path, str]) -> tuple[Path, Path, Path]:
    """A proof, the verifier key and the package, alone in a folder of their own."""
    archive, package = held
    here = tmp_path / "stranger"
    here.mkdir()
    made = khizana("ledger", "prove", package, "-o", here / "one.tlog-proof", "--archive", archive, "--json")
    assert made.code == 0
    shutil.copy(archive / "keys" / "ledger.pub", here)
    shutil.copytree(package_folder(archive, package), here / package)
    return here / "one.tlog-proof", here / "ledger.pub", here / package


def test_a_package_is_proved_with_the_proof_the_key_and_nothing_else(tmp_path: Path, held: tuple[Path, str]) -> None:
    proof, key, package = strangers_copy(tmp_path, held)

    checked = khizana("ledger", "check-proof", proof, "--key", key, "--package", package, "--json")
    assert checked.code == 0, checked.out
    assert checked.json["holds"]
    assert checked.json["entry"]["subject"] == held[1]
    assert checked.json["package"]["outcome"] == "intact"


def test_the_proof_is_the_format_of_c2sp(tmp_path: Path, held: tuple[Path, str]) -> None:
    proof, _, _ = strangers_copy(tmp_path, held)

    lines = proof.read_text("utf-8").split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert json.loads(base64.b64decode(lines[1].removeprefix("extra ")))["subject"] == held[1]
    assert lines[2].startswith("index ")
    assert lines[lines.index("") + 1] == "khizana/held"


def test_a_package_that_was_altered_is_not_the_one_that_was_proved(tmp_path: Path, held: tuple[Path, str]) -> None:
    proof, key, package = strangers_copy(tmp_path, held)
    flip(next(package.rglob("representations/master/data/*")), 1000)

    checked = khizana("ledger", "check-proof", proof, "--key", key, "--package", package, "--json")
    assert checked.code == 3
    assert "is not the package that the entry names, or no longer: altered" in checked.json["problem"]


def test_another_package_is_not_the_one_that_was_proved(tmp_path: Path, held: tuple[Path, str]) -> None:
    proof, key, _ = strangers_copy(tmp_path, held)
    other = next(path for path in (held[0] / "store" / "packages").glob("*/*") if path.name != held[1])

    assert khizana("ledger", "check-proof", proof, "--key", key, "--package", other, "--json").code == 3


def test_no_line_of_a_proof_can_change_unseen(tmp_path: Path, book: Book) -> None:
    proof = tmp_path / "one.tlog-proof"
    assert book.ask("prove", "--position", "7", "-o", proof).code == 0
    lines = proof.read_bytes().split(b"\n")

    for number, line in enumerate(lines[:-1]):
        proof.write_bytes(b"\n".join([*lines[:number], another(line), *lines[number + 1 :]]))
        checked = khizana("ledger", "check-proof", proof, "--key", book.key, "--json")
        expected = 1 if number in (0, lines.index(b"")) else 3  # without header or blank line it is no proof at all
        assert checked.code == expected, (number, line, checked.err)


def test_a_proof_under_another_key_proves_nothing(tmp_path: Path, book: Book) -> None:
    other = made_book(tmp_path / "other", "proved")
    book.ask("prove", "--position", "7", "-o", tmp_path / "one.tlog-proof")

    checked = khizana("ledger", "check-proof", tmp_path / "one.tlog-proof", "--key", other.key, "--json")
    assert checked.code == 3
    assert "is not signed with the key" in checked.json["problem"]


def test_something_else_is_no_proof(tmp_path: Path, book: Book) -> None:
    (tmp_path / "letter").write_text("Dear court,\n\nit was there.\n", encoding="utf-8")

    for command in (("check-proof",), ("check-growth", "--old", book.ledger / "checkpoint")):
        checked = khizana("ledger", command[0], tmp_path / "letter", *command[1:], "--key", book.key)
        assert checked.code == 1
        assert "is no" in checked.err


def test_whom_to_trust_must_be_named(tmp_path: Path, book: Book) -> None:
    book.ask("prove", "--position", "7", "-o", tmp_path / "one.tlog-proof")

    assert khizana("ledger", "check-proof", tmp_path / "one.tlog-proof").code == 2


@pytest.mark.parametrize("asked", [("a-package",), (), ("a-package", "--position", "1"), ("--position", "301")])
def test_what_is_not_recorded_is_not_proved(tmp_path: Path, book: Book, asked: tuple[str, ...]) -> None:
    assert book.ask("prove", *asked, "-o", tmp_path / "one.tlog-proof").code == 2
    assert not (tmp_path / "one.tlog-proof").exists()


def test_a_witness_alone_is_enough_to_trust_a_proof(tmp_path: Path, book: Book, witness: Witness) -> None:
    witness.see(book, "first")
    book.grow(5)
    made = book.ask("prove", "--position", "7", "-o", tmp_path / "one.tlog-proof")

    checked = khizana("ledger", "check-proof", tmp_path / "one.tlog-proof", "--witness-key", witness.key, "--json")
    assert made.json["witnessed"][0]["witness"] == "court.example/witness"
    assert checked.code == 0, checked.out
    assert checked.json["ledger"]["size"] == 301
    assert checked.json["witnessed"]["witness"] == "court.example/witness"


def test_an_entry_that_no_witness_saw_yet_is_proved_by_us_and_that_is_said(
    tmp_path: Path, book: Book, witness: Witness
) -> None:
    witness.see(book, "first")
    book.grow(5)
    made = book.ask("prove", "--position", "303", "-o", tmp_path / "one.tlog-proof")

    assert made.json["witnessed"] == []
    checked = khizana("ledger", "check-proof", tmp_path / "one.tlog-proof", "--witness-key", witness.key, "--json")
    assert checked.code == 3
    assert "is not signed by the witness" in checked.json["problem"]


def test_growth_is_proved_from_a_checkpoint_that_was_kept(tmp_path: Path, book: Book) -> None:
    assert book.ask("checkpoint", "-o", tmp_path / "kept").code == 0
    book.grow(256)
    made = book.ask("growth", "--from", tmp_path / "kept", "-o", tmp_path / "growth")

    checked = khizana(
        "ledger", "check-growth", tmp_path / "growth", "--old", tmp_path / "kept", "--key", book.key, "--json"
    )
    assert (made.json["old"], made.json["ledger"]["size"]) == (301, 557)
    assert (checked.code, checked.json["old"], checked.json["ledger"]["size"]) == (0, 301, 557)


def test_the_same_entries_in_other_batches_are_the_same_ledger(tmp_path: Path, book: Book) -> None:
    shutil.copytree(book.root, tmp_path / "aside")
    Book(tmp_path / "aside").grow(3)
    Book(tmp_path / "aside").ask("checkpoint", "-o", tmp_path / "kept")
    book.grow(2)
    book.grow(256)
    book.ask("growth", "--from", tmp_path / "kept", "-o", tmp_path / "growth")

    checked = khizana("ledger", "check-growth", tmp_path / "growth", "--old", tmp_path / "kept", "--key", book.key)
    assert checked.code == 0


def test_a_ledger_that_went_another_way_did_not_grow(tmp_path: Path, book: Book) -> None:
    shutil.copytree(book.root, tmp_path / "aside")
    Book(tmp_path / "aside").grow(3, other=True)
    Book(tmp_path / "aside").ask("checkpoint", "-o", tmp_path / "kept")
    book.grow(256)
    book.ask("growth", "--from", tmp_path / "kept", "-o", tmp_path / "growth")

    checked = khizana(
        "ledger", "check-growth", tmp_path / "growth", "--old", tmp_path / "kept", "--key", book.key, "--json"
    )
    assert checked.code == 3
    assert "are not those of the kept checkpoint" in checked.json["problem"]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_answer_has_a_page(tmp_path: Path, book: Book, witness: Witness, language: str) -> None:
    book.ask("growth", "-o", tmp_path / "request")
    witness.sign(tmp_path / "request", tmp_path / "note")
    pages = [
        khizana("ledger", *arguments, "--lang", language)
        for arguments in (
            ("checkpoint", "-o", tmp_path / "kept", "--archive", book.root),
            ("verify", "--archive", book.root),
            ("witness", tmp_path / "note", "--witness-key", witness.key, "--archive", book.root),
            ("verify", "--checkpoint", tmp_path / "kept", "--archive", book.root),
            ("prove", "--position", "7", "-o", tmp_path / "one", "--archive", book.root),
            ("check-proof", tmp_path / "one", "--key", book.key, "--witness-key", witness.key),
            ("growth", "--from", tmp_path / "kept", "-o", tmp_path / "growth", "--archive", book.root),
            ("check-growth", tmp_path / "growth", "--old", tmp_path / "kept", "--key", book.key),
        )
    ]

    assert [page.code for page in pages] == [0] * len(pages), [page.err for page in pages]
    assert all(page.out.strip() for page in pages)
