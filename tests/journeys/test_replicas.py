"""A second store holds what the first one holds, verified while it is copied; its lag is a number and never an obstacle."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from archive.ledger.entry import EntryType
from archive.ledger.keys.keys import read_verifier
from archive.ledger.log.files import FilesLedger
from khizana.wiring.opening import open_archive
from tests.support.cli import khizana
from tests.support.mutate import flip
from tests.support.replicated import Replicated, begun, contents, copied, replicated

pytestmark = pytest.mark.xdist_group("replicas")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Replicated:
    return replicated(tmp_path_factory.mktemp("base"))


@pytest.fixture
def made(base: Replicated, tmp_path: Path) -> Replicated:
    return copied(base, tmp_path)


def lag(made: Replicated) -> int:
    return made.call("replica", "list", "--json").json["replicas"][0]["lag"]


def test_an_ingest_copies_to_the_replica_bit_for_bit(made: Replicated) -> None:
    for part in ("packages", "documents"):
        ours = contents(made.root / "store" / part)

        assert ours and contents(made.replica / "store" / part) == ours
    assert lag(made) == 0
    assert made.call("status", "--json").json["replicas"][0]["lag"] == 0


def test_the_copy_of_the_ledger_is_a_ledger_that_anyone_verifies(made: Replicated) -> None:
    copied = FilesLedger(made.replica / "ledger", read_verifier(made.replica / "ledger.pub")).verify()

    assert copied == open_archive(made.root).ledger.head()


def test_a_replica_opens_as_an_archive_when_the_first_is_lost(made: Replicated, tmp_path: Path) -> None:
    whole = khizana("audit", "fixity", "--archive", made.root, "--all", "--json")
    assert whole.code == 0, whole.err
    made.call("replica", "sync")
    rescued = tmp_path / "rescued"
    (rescued / "keys").mkdir(parents=True)
    shutil.copytree(made.replica / "store", rescued / "store")
    shutil.copytree(made.replica / "ledger", rescued / "ledger")
    shutil.copy(made.replica / "ledger.pub", rescued / "keys" / "ledger.pub")
    (rescued / "archive.toml").write_text('format = 1\nname = "twice"\n', encoding="utf-8")

    assert khizana("rebuild", "--archive", rescued).code == 0
    assert khizana("ledger", "verify", "--archive", rescued).code == 0
    assert khizana("audit", "fixity", "--archive", rescued, "--all").code == 0


def test_each_sync_that_copied_is_an_entry_and_the_next_copies_nothing(made: Replicated) -> None:
    def recorded() -> list[int]:
        entries = [one.entry for one in open_archive(made.root).ledger.since(0)]
        return [one.counts["packages"] for one in entries if one.type is EntryType.REPLICATION]

    before = recorded()
    again = made.call("replica", "sync", "--json").json["replicas"][0]

    assert before == [len(list(open_archive(made.root).store.packages()))]
    assert (again["copied"]["packages"], again["copied"]["documents"], recorded()) == (0, 0, before)


def test_a_replica_that_is_away_lags_and_never_fails_the_ingest(tmp_path: Path) -> None:
    made = begun(tmp_path)
    made.replica.rename(tmp_path / "unplugged")
    made.replica.mkdir()  # the mount point stays when the disk is gone
    taken = made.call("ingest", made.delivery, "--json")

    assert taken.code == 0
    assert "mounted" in taken.json["replicas"][0]["problem"]
    assert list(made.replica.iterdir()) == []
    assert made.call("replica", "sync").code == 1
    made.replica.rmdir()
    (tmp_path / "unplugged").rename(made.replica)
    assert lag(made) == open_archive(made.root).ledger.head().size
    assert made.call("replica", "sync").code == 0
    assert lag(made) == 0
    assert contents(made.replica / "store" / "packages") == contents(made.root / "store" / "packages")


def test_nothing_damaged_is_copied_and_the_lag_says_so(tmp_path: Path) -> None:
    made = begun(tmp_path)
    made.replica.rename(tmp_path / "unplugged")
    assert made.call("ingest", made.delivery).code == 0
    page = sorted((made.root / "store" / "packages").rglob("master/data/*"))[0]
    flip(page, 100)
    (tmp_path / "unplugged").rename(made.replica)
    synced = made.call("replica", "sync", "--json")

    damaged = page.parents[5].name
    assert synced.code == 3
    assert [one["subject"] for one in synced.json["replicas"][0]["lacking"]] == [damaged]
    assert damaged not in [path.name for path in made.replica.rglob("*")]
    assert synced.json["replicas"][0]["lag"] > 0


def test_something_else_under_the_name_of_a_package_is_told_and_never_fails_the_ingest(tmp_path: Path) -> None:
    made = begun(tmp_path)
    made.replica.rename(tmp_path / "unplugged")
    assert made.call("ingest", made.delivery).code == 0
    (tmp_path / "unplugged").rename(made.replica)
    package = next(open_archive(made.root).store.packages())
    office = made.replica / "store" / "packages" / "_".join(package.split("_")[:2])
    office.mkdir()
    (office / package).write_bytes(b"not a folder")
    synced = made.call("replica", "sync", "--json")
    taken = made.call("ingest", made.delivery, "--json")

    assert synced.code == 1
    assert package in synced.json["replicas"][0]["problem"]
    assert (taken.code, package in taken.json["replicas"][0]["problem"]) == (0, True)


def test_the_disk_of_another_replica_is_not_written_to(made: Replicated, tmp_path: Path) -> None:
    marker = made.replica / "replica.json"
    said = json.loads(marker.read_text("utf-8"))
    marker.write_text(json.dumps({**said, "archive": "khizana/other"}), encoding="utf-8")

    refused = made.call("replica", "sync")
    assert (refused.code, "another replica" in refused.out) == (1, True)


@pytest.mark.parametrize("place", ["archive/inside", "archive", ".", "b", "b/below"])
def test_a_replica_never_overlaps_another_store(made: Replicated, tmp_path: Path, place: str) -> None:
    refused = made.call("replica", "add", "c", tmp_path / place)

    assert (refused.code, "overlaps" in refused.err) == (2, True)


def test_a_replica_never_overlaps_through_a_link(made: Replicated, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(made.root)

    assert made.call("replica", "add", "c", tmp_path / "link" / "c").code == 2


def test_two_replicas_are_recorded_together_and_neither_lags(made: Replicated, tmp_path: Path) -> None:
    assert made.call("replica", "add", "c", tmp_path / "c").code == 0
    assert made.call("replica", "add", "c", tmp_path / "c").code == 0
    assert made.call("replica", "sync").code == 0

    assert [one["lag"] for one in made.call("replica", "list", "--json").json["replicas"]] == [0, 0]


def test_a_ledger_that_was_cut_short_is_not_copied_over_a_longer_one(made: Replicated, tmp_path: Path) -> None:
    shutil.rmtree(made.replica / "ledger")
    made.call("replica", "sync")
    before = contents(made.replica / "ledger")
    old = tmp_path / "old"
    assert khizana("init", old, "--name", "twice").code == 0
    shutil.rmtree(made.root / "ledger")
    shutil.rmtree(made.root / "keys")
    shutil.copytree(old / "ledger", made.root / "ledger")
    shutil.copytree(old / "keys", made.root / "keys")
    refused = made.call("replica", "sync")

    assert refused.code == 1
    assert contents(made.replica / "ledger") == before
