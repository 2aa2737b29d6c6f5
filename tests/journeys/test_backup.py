"""A backup holds all that cannot be made again, is verified, restored, and restored on trial."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.ledger.entry import EntryType
from khizana.wiring.opening import open_archive
from tests.support.cli import khizana
from tests.support.mutate import flip
from tests.support.policies import adopt
from tests.support.published import violations
from tests.support.replicated import Replicated, contents, copied, replicated

pytestmark = pytest.mark.xdist_group("backup")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Replicated:
    made = replicated(tmp_path_factory.mktemp("base"))
    accounts = made.root / "accounts"
    accounts.mkdir()
    with sqlite3.connect(accounts / "accounts.sqlite") as database:
        database.execute("CREATE TABLE account (name TEXT)")
        database.execute("INSERT INTO account VALUES ('amal')")
    database.close()
    return made


@pytest.fixture
def made(base: Replicated, tmp_path: Path) -> Replicated:
    return copied(base, tmp_path)


def backed_up(made: Replicated, folder: Path, *more: str) -> Path:
    assert made.call("backup", folder, *more).code == 0
    return folder


def test_a_restored_archive_gives_the_same_answers_from_the_same_bytes(made: Replicated, tmp_path: Path) -> None:
    backup, target = backed_up(made, tmp_path / "backup"), tmp_path / "restored"
    question = ("search", "Alami", "--json")
    before = made.call(*question).hits
    restored = khizana("restore", backup, target, "--json")

    assert restored.code == 0, restored.err
    for part in ("store/packages", "store/documents"):
        assert contents(target / part) == contents(made.root / part)
    assert open_archive(target).ledger.verify() == open_archive(made.root).ledger.head()
    assert before and khizana(*question, "--archive", target).hits == before
    with sqlite3.connect(target / "accounts" / "accounts.sqlite") as database:
        assert database.execute("SELECT name FROM account").fetchall() == [("amal",)]
    database.close()
    assert khizana("person", "list", "--archive", target, "--json").json["people"]
    assert khizana("audit", "fixity", "--all", "--archive", target).code == 0


def test_the_signing_key_is_in_no_backup_unless_it_is_asked_for(made: Replicated, tmp_path: Path) -> None:
    secret = (made.root / "keys" / "ledger.key").read_bytes()
    without, with_keys = tmp_path / "without", tmp_path / "with"
    backed_up(made, without)
    backed_up(made, with_keys, "--with-keys")

    assert secret not in contents(without).values()
    [kept] = [path for path in with_keys.rglob("*") if path.is_file() and path.read_bytes() == secret]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    khizana("restore", without, tmp_path / "reads")
    khizana("restore", with_keys, tmp_path / "writes")
    assert not (tmp_path / "reads" / "keys" / "ledger.key").exists()
    assert stat.S_IMODE((tmp_path / "writes" / "keys" / "ledger.key").stat().st_mode) == 0o600
    births = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
    for name, code in (("reads", 1), ("writes", 0)):
        assert khizana("hold", births, "--reason", "case-1", "--archive", tmp_path / name).code == code


def test_a_key_that_was_once_included_is_gone_when_it_is_no_longer_asked_for(made: Replicated, tmp_path: Path) -> None:
    secret = (made.root / "keys" / "ledger.key").read_bytes()
    backup = backed_up(made, tmp_path / "backup", "--with-keys")
    backed_up(made, backup)

    assert secret not in contents(backup).values()


def test_only_what_is_new_is_copied(made: Replicated, tmp_path: Path) -> None:
    backup = backed_up(made, tmp_path / "backup")
    before = {path: path.stat().st_mtime_ns for path in (backup / "store").rglob("*") if path.is_file()}
    made.name("zahra")  # a request, two notes under it, and a key
    again = made.call("backup", backup, "--json").json

    assert (again["first"], again["copied"]["packages"], again["copied"]["documents"]) == (False, 0, 4)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    khizana("restore", backup, tmp_path / "restored")
    people = khizana("person", "list", "--archive", tmp_path / "restored", "--json").json["people"]
    assert [one["name"] for one in people] == ["amal", "badr", "zahra"]


def test_any_damage_to_a_backup_is_found(made: Replicated, tmp_path: Path) -> None:
    backup = backed_up(made, tmp_path / "backup")
    assert khizana("backup", "verify", backup).code == 0
    for place in ("store/packages", "store/documents", "ledger/tile", "files"):
        spoilt = tmp_path / "spoilt"
        shutil.rmtree(spoilt, ignore_errors=True)
        shutil.copytree(backup, spoilt)
        flip(next(path for path in sorted((spoilt / place).rglob("*")) if path.is_file()), 20)

        assert khizana("backup", "verify", spoilt).code in (1, 3), place


def test_what_is_damaged_in_a_backup_is_not_restored_as_if_it_were_right(made: Replicated, tmp_path: Path) -> None:
    backup = backed_up(made, tmp_path / "backup")
    page = sorted((backup / "store" / "packages").rglob("master/data/*"))[0]
    flip(page, 20)
    restored = khizana("restore", backup, tmp_path / "restored", "--json")

    assert (restored.code, restored.json["built"]) == (3, None)
    assert [one["subject"] for one in restored.json["lacking"]] == [page.parents[5].name]
    assert page.parents[5].name not in [path.name for path in (tmp_path / "restored").rglob("*")]


def test_a_damaged_settings_file_is_told_and_not_restored(made: Replicated, tmp_path: Path) -> None:
    backup = backed_up(made, tmp_path / "backup")
    listed = json.loads((backup / "backup.json").read_bytes())["files"]
    [digest] = [one["digest"] for one in listed if one["path"] == "accounts/accounts.sqlite"]
    flip(backup / "files" / digest.removeprefix("sha256:"), 2000)
    restored = khizana("restore", backup, tmp_path / "restored", "--json")

    assert (restored.code, restored.json["lost"]) == (3, ["accounts/accounts.sqlite"])
    assert not (tmp_path / "restored" / "accounts" / "accounts.sqlite").exists()


def test_a_backup_of_something_damaged_says_so_and_has_it_once_it_is_repaired(made: Replicated, tmp_path: Path) -> None:
    page = sorted((made.root / "store" / "packages").rglob("master/data/*"))[0]
    whole = page.read_bytes()
    flip(page, 20)
    first = made.call("backup", tmp_path / "backup", "--json")
    page.chmod(0o644)
    page.write_bytes(whole)
    second = made.call("backup", tmp_path / "backup", "--json")

    assert (first.code, [one["subject"] for one in first.json["lacking"]]) == (3, [page.parents[5].name])
    assert (second.code, second.json["copied"]["packages"]) == (0, 1)
    assert khizana("backup", "verify", tmp_path / "backup").code == 0


def test_a_drill_proves_the_backup_and_is_recorded(made: Replicated, tmp_path: Path) -> None:
    backup = backed_up(made, tmp_path / "backup")
    before = contents(backup)
    drilled = made.call("backup", "drill", backup, "--json")

    report = drilled.json["report"]
    assert (drilled.code, drilled.json["proved"], drilled.json["recorded"]) == (0, True, True)
    assert report["packages"] == len(list(open_archive(made.root).store.packages()))
    assert report["asked"] > 0 and report["answered_otherwise"] == [] and report["behind"] == 0
    last = list(open_archive(made.root).ledger.since(0))[-1].entry
    assert (last.type, last.subject, last.outcome) == (EntryType.AUDIT, "restore-drill", "intact")
    assert contents(backup) == before
    assert violations("backup", json.loads((backup / "backup.json").read_bytes())) == []
    assert violations("restore-drill", report) == []


def test_what_proves_the_ledger_to_others_is_backed_up_and_restored(made: Replicated, tmp_path: Path) -> None:
    for place in ("witnessed/7.0a1b2c3d", "stamped/7.abc.tsr", "handovers/7.tlog-proof"):
        (made.root / "ledger" / place).parent.mkdir(exist_ok=True)
        (made.root / "ledger" / place).write_bytes(place.encode())
    (made.root / "keys" / "witnesses").mkdir()
    (made.root / "keys" / "witnesses" / "court.pub").write_text("a key", encoding="ascii")
    backup = backed_up(made, tmp_path / "backup")
    khizana("restore", backup, tmp_path / "restored")
    made.call("replica", "sync")

    for place in ("witnessed/7.0a1b2c3d", "stamped/7.abc.tsr", "handovers/7.tlog-proof"):
        for copy in (backup, tmp_path / "restored", made.replica):
            assert (copy / "ledger" / place).read_bytes() == place.encode()
    assert (tmp_path / "restored" / "keys" / "witnesses" / "court.pub").read_text("ascii") == "a key"


def test_a_drill_with_a_damaged_backup_proves_nothing(made: Replicated, tmp_path: Path) -> None:
    backup = backed_up(made, tmp_path / "backup")
    flip(sorted((backup / "store" / "packages").rglob("master/data/*"))[0], 20)
    drilled = made.call("backup", "drill", backup, "--json")

    assert (drilled.code, drilled.json["proved"]) == (3, False)
    assert list(open_archive(made.root).ledger.since(0))[-1].entry.outcome == "differences"


def test_a_drill_sees_answers_that_differ(made: Replicated, tmp_path: Path) -> None:
    backup, empty = backed_up(made, tmp_path / "backup"), tmp_path / "empty"
    khizana("init", empty)
    khizana("rebuild", "--archive", empty)
    shutil.rmtree(made.root / "index")
    shutil.copytree(empty / "index", made.root / "index")
    drilled = made.call("backup", "drill", backup, "--json")

    assert (drilled.code, drilled.json["proved"]) == (3, False)
    assert drilled.json["report"]["answered_otherwise"]


def test_what_was_disposed_of_leaves_the_backup_too(made: Replicated, tmp_path: Path) -> None:
    backup = backed_up(made, tmp_path / "backup")
    births = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
    adopt(made.root, "retention", [{"event": "birth", "years": 10}], made.keys)
    asked = made.call("dispose", births, "--reason", "schedule-7", *made.signed("amal"), "--json")
    assert made.call("approve", asked.json["request"], *made.signed("badr")).code == 0
    again = made.call("backup", backup, "--json")

    assert (again.code, again.json["disposed"]) == (0, 1)
    assert sorted(path.name for path in (backup / "store" / "packages").glob(f"*/{births}-v*")) == [f"{births}-v2"]
    assert khizana("backup", "verify", backup).code == 0
    assert khizana("restore", backup, tmp_path / "restored").code == 0
    assert khizana("audit", "fixity", "--all", "--archive", tmp_path / "restored").code == 0


def test_a_backup_of_another_ledger_is_refused(made: Replicated, tmp_path: Path) -> None:
    backup = backed_up(made, tmp_path / "backup")
    other = tmp_path / "other"
    khizana("init", other, "--name", "twice")
    refused = khizana("backup", backup, "--archive", other)

    assert (refused.code, "keep" in refused.err) == (1, True)
    assert khizana("backup", "verify", backup).code == 0


@pytest.mark.parametrize("place", ["archive", "archive/backup", "b/backup", "."])
def test_a_backup_never_lies_in_a_store(made: Replicated, tmp_path: Path, place: str) -> None:
    assert made.call("backup", tmp_path / place).code == 2


def test_nothing_is_restored_over_anything(made: Replicated, tmp_path: Path) -> None:
    backup = backed_up(made, tmp_path / "backup")

    assert khizana("restore", backup, made.root).code == 2
    assert khizana("restore", tmp_path / "nowhere", tmp_path / "new").code == 1


def test_a_backup_that_is_killed_leaves_the_former_one_and_the_next_completes(made: Replicated, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    kept = 0
    for turn in range(8):
        command = [sys.executable, "-m", "khizana", "backup", str(backup), "--archive", str(made.root)]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while running.poll() is None and not (backup / "lock").exists() and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(0.004 * turn)
        running.kill()
        running.wait()
        listed = json.loads((backup / "backup.json").read_bytes()) if (backup / "backup.json").exists() else {}
        if listed.get("ledger", {}).get("size"):
            kept += 1
            assert khizana("backup", "verify", backup).code == 0
        made.name(f"person-{turn}")

    assert made.call("backup", backup).code == 0
    assert khizana("backup", "verify", backup).code == 0
    assert khizana("restore", backup, tmp_path / "restored").code == 0
    assert open_archive(tmp_path / "restored").ledger.head() == open_archive(made.root).ledger.head()


def test_a_restoring_that_is_killed_goes_on_with_the_same_command(made: Replicated, tmp_path: Path) -> None:
    backup, target = backed_up(made, tmp_path / "backup"), tmp_path / "restored"
    target.mkdir()
    command = [sys.executable, "-m", "khizana", "restore", str(backup), str(target)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while running.poll() is None and not (target / "store" / "documents").exists():
        time.sleep(0.002)
    running.kill()
    running.wait()

    assert khizana("status", "--archive", target).code == 10, "until it ends, there is no archive"
    assert khizana("restore", backup, target).code == 0
    assert contents(target / "store" / "packages") == contents(made.root / "store" / "packages")
