"""What is intact, damaged, last read, requested and held is told from the ledger, also while the catalogue lags behind it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.cli import khizana
from tests.support.mutate import flip
from tests.support.replicated import Replicated, copied, replicated


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Replicated:
    return replicated(tmp_path_factory.mktemp("base"))


@pytest.fixture
def made(base: Replicated, tmp_path: Path) -> Replicated:
    return copied(base, tmp_path)


def package(made: Replicated) -> Path:
    return sorted((made.root / "store" / "packages").glob("**/manifest-sha256.txt"))[0].parent


def hold(made: Replicated) -> None:
    register = package(made).name.rpartition("-v")[0]
    assert made.call("hold", register, "--reason", "case-1").code == 0


def name_a_person(made: Replicated) -> None:
    made.name("chafik")


def sync(made: Replicated) -> None:
    hold(made)
    assert made.call("replica", "sync").code == 0


def damage(made: Replicated) -> None:
    flip(next(path for path in sorted(package(made).glob("data/**/*")) if path.suffix == ".tif"), 1000)


@pytest.mark.parametrize("meanwhile", [hold, name_a_person, sync])
def test_status_tells_the_damage_that_an_audit_found_whatever_was_recorded_before(
    made: Replicated, meanwhile: Callable[[Replicated], None]
) -> None:
    meanwhile(made)
    damage(made)
    assert made.call("audit", "fixity", "--all").code == 3

    status = made.call("status", "--json")
    assert status.json["fixity"]["differing"] == 1
    assert status.json["fixity"]["never"] == 0
    assert status.json["audits"][0]["outcome"] == "differences"
    assert status.code == 3


def test_status_tells_what_is_held_back_and_what_is_asked_for(made: Replicated) -> None:
    hold(made)
    repair = made.call("repair", "--all", "--from", "b", "--reason", "damage", *made.signed("amal"))
    assert repair.code == 0, repair.err

    status = made.call("status", "--json").json
    assert status["holds"] == 1
    assert status["requests"] == 1


def test_reconcile_says_that_all_agree_only_where_nothing_lags(made: Replicated) -> None:
    hold(made)
    damage(made)
    assert made.call("audit", "fixity", "--all").code == 3
    assert made.call("status", "--json").json["lag"]["catalogue"] > 0

    assert made.call("reconcile").code == 3


def spoilt(made: Replicated) -> None:
    file = next((made.root / "catalogue").glob("g*/catalogue.db"))
    file.write_bytes(b"no database" + file.read_bytes()[11:])


def of_another_archive(made: Replicated) -> None:
    other = made.root.parent / "other"
    khizana("init", other, "--name", "other")
    khizana("rebuild", "--archive", other)
    shutil.rmtree(made.root / "catalogue")
    shutil.copytree(other / "catalogue", made.root / "catalogue")


@pytest.mark.parametrize("gone", [spoilt, of_another_archive])
def test_status_is_answered_without_a_catalogue_and_says_what_is_the_matter_with_it(
    made: Replicated, gone: Callable[[Replicated], None]
) -> None:
    whole = made.call("status", "--json").json
    gone(made)
    status = made.call("status", "--json")

    assert status.code == 3
    assert "khizana rebuild" in status.json["catalogue_problem"]
    assert ("another archive" in status.json["catalogue_problem"]) == (gone is of_another_archive)
    assert (status.json["held"]["acts"], status.json["lag"]["catalogue"]) == (None, None)
    for name in ("packages", "registers"):
        assert status.json["held"][name] == whole["held"][name] > 0
    for name in ("deliveries", "ledger", "fixity", "audits", "requests", "holds"):
        assert status.json[name] == whole[name]


def test_an_archive_that_was_just_made_is_told_as_empty_and_nothing_is_the_matter_with_it(tmp_path: Path) -> None:
    khizana("init", tmp_path / "new", "--name", "new")
    status = khizana("status", "--archive", tmp_path / "new", "--json")

    assert (status.code, status.json["held"]["acts"], status.json["catalogue_problem"]) == (0, 0, None)
    assert khizana("status", "--archive", tmp_path / "new").code == 0
