"""What is known to differ from the ledger is not served in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.cli import Called
from tests.support.mutate import flip
from tests.support.replicated import Replicated, copied, replicated

BIRTHS = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
PACKAGE = f"{BIRTHS}-v1"
ACT = f"{BIRTHS.removesuffix('_p1_office')}_0001"
SERVED = (
    ("search", "1987", "--event", "birth"),
    ("show", ACT),
    ("show", ACT, "--history"),
    ("show", BIRTHS),
    ("reindex",),
    ("rebuild",),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Replicated:
    return replicated(tmp_path_factory.mktemp("known"))


@pytest.fixture
def made(base: Replicated, tmp_path: Path) -> Replicated:
    return copied(base, tmp_path)


def package(made: Replicated) -> Path:
    return next((made.root / "store" / "packages").glob(f"*/{PACKAGE}"))


def audited(made: Replicated) -> None:
    """An audit finds the cover of the register damaged."""
    flip(package(made) / "data" / PACKAGE / "representations" / "master" / "data" / "0001.tif", 800)
    assert made.call("audit", "fixity", "--all").code == 3


def says(called: Called) -> bool:
    named = [one["package"] for one in called.json["differing"]]
    return (called.code, named, PACKAGE in called.err) == (3, [PACKAGE], True)


def is_silent(called: Called) -> bool:
    return (called.code, called.json["differing"], PACKAGE in called.err) == (0, [], False)


@pytest.mark.parametrize("command", SERVED, ids=" ".join)
def test_what_agrees_is_served_without_a_word(made: Replicated, command: tuple[str, ...]) -> None:
    assert is_silent(made.call(*command, "--json"))


@pytest.mark.parametrize("command", SERVED, ids=" ".join)
def test_it_is_said_of_a_package_that_an_audit_found_damaged(made: Replicated, command: tuple[str, ...]) -> None:
    audited(made)

    assert says(made.call(*command, "--json"))


@pytest.mark.parametrize("command", SERVED, ids=" ".join)
def test_it_is_said_of_a_package_whose_tagmanifest_disagrees_now(made: Replicated, command: tuple[str, ...]) -> None:
    flip(package(made) / "tagmanifest-sha256.txt", 3)
    called = made.call(*command, "--json")

    assert says(called)
    assert called.json["differing"][0] == {"package": PACKAGE, "audit": None, "now": "altered"}


@pytest.mark.parametrize("command", SERVED[1:4], ids=" ".join)
def test_it_is_said_of_acts_that_are_no_longer_what_was_recorded(made: Replicated, command: tuple[str, ...]) -> None:
    acts = package(made) / "data" / PACKAGE / "representations" / "acts" / "data" / "acts.jsonl"
    acts.chmod(0o644)
    acts.write_bytes(acts.read_bytes().replace(b"1987-01", b"1877-01"))

    assert says(made.call(*command, "--json"))


def test_an_export_says_it_too(made: Replicated, tmp_path: Path) -> None:
    assert is_silent(made.call("export", ACT, "--to", tmp_path / "before", "--json"))
    audited(made)

    assert says(made.call("export", ACT, "--to", tmp_path / "out", "--json"))


def test_other_packages_are_served_without_a_word(made: Replicated) -> None:
    audited(made)

    assert is_silent(made.call("search", "1987", "--event", "death", "--json"))


def test_status_exits_3_and_names_it_until_it_is_repaired(made: Replicated) -> None:
    assert (made.call("status").code, made.call("status", "--json").json["damaged"]) == (0, [])
    audited(made)
    damaged = made.call("status", "--json")
    assert (damaged.code, damaged.json["damaged"]) == (3, [PACKAGE])
    asked = made.call("repair", PACKAGE, "--from", "b", *made.signed("amal"), "--json")
    assert made.call("approve", asked.json["request"], *made.signed("badr")).code == 0

    assert (made.call("status").code, PACKAGE in made.call("show", ACT).err) == (0, False)


def test_it_is_said_whatever_lags_or_is_gone(made: Replicated) -> None:
    assert made.call("hold", BIRTHS, "--reason", "court-case-12").code == 0
    audited(made)
    shutil.rmtree(made.root / "catalogue")

    assert says(made.call("search", "1987", "--event", "birth", "--json"))


@pytest.mark.parametrize(("language", "said"), [("ar", "تنبيه"), ("fr", "attention"), ("en", "warning")])
def test_it_is_told_in_three_languages(made: Replicated, language: str, said: str) -> None:
    audited(made)
    flip(package(made) / "tagmanifest-sha256.txt", 3)

    assert made.call("show", ACT, "--lang", language).err.count(said) == 2
