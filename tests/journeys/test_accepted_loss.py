"""What is lost of a ledger for good two people accept, and the shorter one says for ever what it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from archive.ledger.entry import EntryType
from khizana.wiring.opening import open_archive
from tests.support.cli import Called
from tests.support.replicated import Replicated, begun

LOST = 6
"""Three people are named: each is asked for, and approved."""


@pytest.fixture
def made(tmp_path: Path) -> Replicated:
    """An archive whose checkpoint was put back by six entries; the rest of the ledger lies beyond."""
    made = begun(tmp_path)
    assert made.call("rebuild").code == 0
    older = (made.root / "ledger" / "checkpoint").read_bytes()
    for name in ("chafik", "dounia", "elias"):
        made.name(name)
    assert made.call("rebuild").code == 0
    (made.root / "ledger" / "checkpoint").write_bytes(older)
    return made


def accept(made: Replicated, name: str) -> Called:
    return made.call("ledger", "accept-loss", "--request", made.keys / "loss.request", *made.signed(name), "--json")


def test_one_person_alone_accepts_nothing(made: Replicated) -> None:
    alone = accept(made, "amal")
    assert (alone.code, alone.json["accepted"]) == (0, False)

    assert accept(made, "amal").code == 1
    assert accept(made, "chafik").code == 1  # whom only the lost entries named
    assert made.call("audit", "fixity", "--all").code == 1


def test_two_people_accept_the_shorter_ledger_and_its_next_entry_names_what_was_lost(made: Replicated) -> None:
    size = open_archive(made.root).ledger.head().size
    beyond = {path.name: path.read_bytes() for path in (made.root / "ledger" / "tile" / "0" / "000.p").iterdir()}
    accept(made, "amal")
    accepted = accept(made, "badr")
    assert accepted.code == 0, accepted.err
    assert accepted.json["seen"] == size + LOST

    archive = open_archive(made.root)
    entry = next(iter(archive.ledger.since(size))).entry
    assert entry.type is EntryType.LOSS_ACCEPTED
    assert entry.counts == {"position": size, "seen": size + LOST}
    assert sorted(entry.digests) == ["approval", "lost", "request"]
    told = archive.store.document(entry.digests["lost"])
    assert b"the catalogue" in told
    assert (made.root / "ledger" / "lost" / f"{size}.json").read_bytes() == told
    kept = made.root / "ledger" / "lost" / f"{size}.tile-0-000.p-{size + LOST}"
    assert kept.read_bytes() == beyond[str(size + LOST)]


def test_after_that_the_archive_goes_on(made: Replicated) -> None:
    accept(made, "amal")
    assert accept(made, "badr").code == 0

    assert made.call("rebuild").code == 0
    assert made.call("ledger", "verify").code == 0
    assert made.call("audit", "fixity", "--all").code == 0
    assert made.call("ingest", made.delivery).code == 0
    assert made.call("status").code == 0


def test_what_was_not_named_as_lost_is_still_an_objection(made: Replicated, tmp_path: Path) -> None:
    """A copy of the ledger that nobody could ask when the loss was accepted."""
    shutil.copytree(made.replica, tmp_path / "away")
    accept(made, "amal")
    assert accept(made, "badr").code == 0
    assert made.call("rebuild").code == 0
    other = tmp_path / "other"
    shutil.copytree(made.root, other)
    for name in ("farid", "ghita", "hanan", "idris"):
        Replicated(other, made.replica, made.keys, made.delivery).name(name)
    shutil.copytree(other / "ledger", made.replica / "ledger")

    assert "the ledger of replica b" in made.call("audit", "fixity", "--all").err


def test_a_loss_is_accepted_only_where_something_is_lost(tmp_path: Path) -> None:
    made = begun(tmp_path)

    assert accept(made, "amal").code == 2


def test_killed_before_the_entry_nothing_is_accepted_and_the_same_command_finishes(
    made: Replicated, monkeypatch: pytest.MonkeyPatch
) -> None:
    from archive.ledger.log.atomic_dir import Shelf

    accept(made, "amal")
    shutil.copyfile(made.keys / "loss.request", made.keys / "signed-by-one")
    shutil.rmtree(made.root / "catalogue")  # the files beyond alone remember it
    (made.keys / "loss.request").unlink()
    accept(made, "amal")
    shutil.copyfile(made.keys / "loss.request", made.keys / "signed-by-one")
    with monkeypatch.context() as patched:
        patched.setattr(Shelf, "begin", lambda *_: (_ for _ in ()).throw(OSError(5, "killed")))
        assert accept(made, "badr").code == 1
    assert made.call("audit", "fixity", "--all").code == 1

    shutil.copyfile(made.keys / "signed-by-one", made.keys / "loss.request")
    assert accept(made, "badr").code == 0
    assert made.call("audit", "fixity", "--all").code == 0
