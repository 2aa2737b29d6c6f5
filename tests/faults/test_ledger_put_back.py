"""An older state of the ledger is put back: it agrees with itself, and nothing is appended to it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from khizana.wiring.opening import open_archive
from tests.support.books import Book, made_book, made_witness
from tests.support.cli import khizana
from tests.support.replicated import Replicated, contents, copied, replicated

DERIVED = ("lock", "holdings.db", "holdings.db.seal")
"""Who holds the archive, and what a reader brings to the head."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Replicated:
    return replicated(tmp_path_factory.mktemp("base"))


@pytest.fixture
def made(base: Replicated, tmp_path: Path) -> Replicated:
    return copied(base, tmp_path)


@pytest.fixture
def older(made: Replicated, tmp_path: Path) -> Path:
    """A copy of the ledger before three more entries were recorded."""
    shutil.copytree(made.root / "ledger", tmp_path / "older")
    for number in range(3):
        assert made.call("hold", the_register(made), "--reason", f"case-{number}").code == 0
    assert khizana("rebuild", "--archive", made.root).code == 0
    return tmp_path / "older"


def the_register(made: Replicated) -> str:
    return open_archive(made.root).reading.facts(next(iter(open_archive(made.root).store.packages()))).register


def put_back_checkpoint(made: Replicated, older: Path) -> None:
    shutil.copyfile(older / "checkpoint", made.root / "ledger" / "checkpoint")


def put_back_ledger(made: Replicated, older: Path) -> None:
    shutil.rmtree(made.root / "ledger")
    shutil.copytree(older, made.root / "ledger")


def forget(made: Replicated, *what: str) -> None:
    """Take away who could remember: the catalogue, the replica."""
    if "catalogue" in what:
        shutil.rmtree(made.root / "catalogue")
    if "replica" in what:
        shutil.rmtree(made.replica)


def refused(made: Replicated, *command: str | Path) -> str:
    """A command is refused with exit code 1, and no byte of archive, replica or keys is another."""
    before = contents(made.root)
    called = made.call(*command)
    assert called.code == 1, called.out + called.err
    after = contents(made.root)
    for known in (before, after):
        for name in [one for one in known if one in DERIVED or one.endswith(("-wal", "-shm"))]:
            del known[name]
    assert after == before
    return called.err


def commands(made: Replicated) -> list[list[str | Path]]:
    """Every kind of command that appends."""
    register = the_register(made)
    return [
        ["ingest", made.delivery],
        ["audit", "fixity", "--all"],
        ["audit", "fixity", "--due", "1d"],
        ["hold", register, "--reason", "case-9"],
        ["person", "withdraw", "amal", *made.signed("amal")],
        ["replica", "sync"],
        ["repair", "--all", "--from", "b", *made.signed("amal")],
        ["ledger", "rotate-key"],
        ["backup", "drill", made.root.parent / "no-backup"],
    ]


@pytest.mark.parametrize("put_back", [put_back_checkpoint, put_back_ledger])
def test_nothing_is_appended_to_a_ledger_that_is_shorter_than_what_the_archive_has_seen(
    made: Replicated, older: Path, put_back: object
) -> None:
    put_back(made, older)  # type: ignore[operator]

    for command in commands(made)[:-1]:
        said = refused(made, *command)
        assert "entries are missing" in said, command
        assert "Restore the newest copy of the ledger" in said
        assert "khizana ledger accept-loss" in said


def test_the_catalogue_alone_remembers_it(made: Replicated, older: Path) -> None:
    put_back_ledger(made, older)
    forget(made, "replica")

    said = refused(made, "audit", "fixity", "--all")
    assert "the catalogue has" in said
    assert "not asked: replica b" in said


def test_a_replica_alone_remembers_it(made: Replicated, older: Path) -> None:
    assert made.call("replica", "sync").code == 0
    assert made.call("hold", the_register(made), "--reason", "one-more").code == 0
    put_back_ledger(made, older)
    forget(made, "catalogue")

    assert "the ledger of replica b" in refused(made, "audit", "fixity", "--all")


def test_tiles_beyond_the_checkpoint_alone_remember_it(made: Replicated, older: Path) -> None:
    put_back_checkpoint(made, older)
    forget(made, "replica", "catalogue")

    said = refused(made, "audit", "fixity", "--all")
    assert "tile/0/000.p/" in said


def test_a_witnessed_checkpoint_alone_remembers_it(made: Replicated, older: Path, tmp_path: Path) -> None:
    book = Book(made.root)
    made_witness(tmp_path / "witness", book).see(book, "seen")
    kept = made.root / "ledger" / "witnessed"
    shutil.copytree(kept, tmp_path / "kept")
    put_back_ledger(made, older)
    shutil.copytree(tmp_path / "kept", kept)
    forget(made, "replica", "catalogue")

    assert "the witnessed checkpoint" in refused(made, "audit", "fixity", "--all")


def test_a_ledger_of_the_same_length_that_was_rewritten_is_found_by_the_root_that_the_catalogue_remembers(
    made: Replicated, older: Path
) -> None:
    size = open_archive(made.root).ledger.head().size
    put_back_ledger(made, older)
    forget(made, "replica")
    shutil.move(made.root / "catalogue", made.root.parent / "catalogue")
    while open_archive(made.root).ledger.head().size < size + 4:
        Book(made.root).grow(1, other=True)
    shutil.move(made.root.parent / "catalogue", made.root / "catalogue")

    assert "it was rewritten" in refused(made, "audit", "fixity", "--all")


def test_a_rebuild_does_not_make_the_catalogue_forget(made: Replicated, older: Path) -> None:
    put_back_ledger(made, older)
    forget(made, "replica")

    assert "the catalogue has" in refused(made, "rebuild")
    assert "the catalogue has" in refused(made, "reconcile", "--mend")


def test_the_newest_copy_put_back_is_taken(made: Replicated, older: Path, tmp_path: Path) -> None:
    shutil.copytree(made.root / "ledger", tmp_path / "newest")
    put_back_ledger(made, older)
    refused(made, "audit", "fixity", "--all")
    put_back_ledger(made, tmp_path / "newest")

    assert made.call("audit", "fixity", "--all").code == 0
    assert made.call("ledger", "verify").code == 0


def test_ledger_verify_says_that_entries_lie_beyond_the_checkpoint(made: Replicated, older: Path) -> None:
    put_back_checkpoint(made, older)

    found = made.call("ledger", "verify", "--json")
    assert found.code == 3
    assert "beyond the checkpoint" in found.json["problem"]


def test_status_says_that_the_ledger_is_not_what_was_seen(made: Replicated, older: Path) -> None:
    put_back_ledger(made, older)

    found = made.call("status", "--json")
    assert found.code == 3
    assert any("the catalogue has" in said for said in found.json["unextended"])
    assert "the catalogue has" in made.call("status", "--lang", "en").out


def test_a_catalogue_that_remembers_no_root_goes_on(made: Replicated) -> None:
    """One that was made before it did so."""
    for database in (made.root / "catalogue").rglob("catalogue.db"):
        with sqlite3.connect(database) as connection:
            connection.execute("DROP TABLE heads")

    assert made.call("hold", the_register(made), "--reason", "case-1").code == 0
    assert made.call("status").code == 0
    assert made.call("reconcile", "--mend").code in (0, 3)
    head = open_archive(made.root).ledger.head()
    assert open_archive(made.root).catalogue.reached() == (head.size, head)


def test_what_a_crash_left_is_cleared_and_not_taken_for_entries(tmp_path: Path) -> None:
    book = made_book(tmp_path / "archive")
    book.grow(3)
    shutil.copytree(book.ledger, tmp_path / "before")
    book.grow(2)
    shutil.copyfile(tmp_path / "before" / "checkpoint", book.ledger / "checkpoint")
    (book.ledger / "aside" / "size-6-from-4").touch()

    assert book.verify().code == 0
    assert book.grow(1, other=True) == 5
    assert book.verify().code == 0


def test_a_note_that_was_begun_at_another_head_explains_nothing(tmp_path: Path) -> None:
    book = made_book(tmp_path / "archive")
    book.grow(3)
    shutil.copyfile(book.ledger / "checkpoint", tmp_path / "checkpoint")
    book.grow(300)
    shutil.copyfile(tmp_path / "checkpoint", book.ledger / "checkpoint")
    (book.ledger / "aside" / "size-304-from-280").touch()

    assert book.verify().code == 3
    assert khizana("person", "add", "amal", "--key", tmp_path / "k", "--archive", book.root).code == 1
    assert not (tmp_path / "k").exists()
