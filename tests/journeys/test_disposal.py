"""Holds keep; what may go goes by two people, from every store, and is called disposed ever after, never missing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.ingest import Progress
from archive.ledger.entry import EntryType
from archive.life.holds import Disposal
from archive.store.deposit import deposit
from archive.store.port import Store
from khizana.service.lifecycle import disposal
from khizana.wiring.opening import open_archive
from tests.support import commons_ip
from tests.support.cli import Called, khizana
from tests.support.held import damaged, recorded
from tests.support.policies import adopt
from tests.support.replicated import Replicated, replicated
from tests.support.versions import archive_of_template, as_delivered, marriage, standing, write_version

BIRTHS = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
ACT = f"{BIRTHS.removesuffix('_p1_office')}_0001"
TOMBSTONE = f"{BIRTHS}-v3"
Call = Callable[..., Called]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a register of two packages, two people who may approve, and a policy that lets births go after 10 years."""
    folder = tmp_path_factory.mktemp("disposal")
    archive = archive_of_template(folder)
    act = as_delivered(standing(archive, BIRTHS).acts[ACT])
    act["mentions"].append(marriage(2))
    made = write_version(folder / "v2", archive, BIRTHS, "mentions", [act])
    assert khizana("ingest", made.root, "--archive", archive).code == 0
    adopt(archive, "retention", [{"event": "birth", "years": 10}, {"event": "death", "for_ever": True}])
    for name in ("amal", "badr"):
        assert khizana("person", "add", name, "--key", folder / f"{name}.key", "--archive", archive).code == 0
    return folder


@pytest.fixture
def archive(first: Path, tmp_path: Path) -> Path:
    for name in ("amal.key", "badr.key"):
        shutil.copy(first / name, tmp_path)
    return Path(shutil.copytree(first / "archive", tmp_path / "archive", symlinks=True))


@pytest.fixture
def call(archive: Path) -> Call:
    return lambda *arguments: khizana(*arguments, "--archive", archive)


def signed(archive: Path, name: str) -> tuple[str, ...]:
    return ("--as", name, "--key", str(archive.parent / f"{name}.key"))


def ask(archive: Path, call: Call, register: str = BIRTHS) -> Called:
    return call("dispose", register, "--reason", "schedule-7", *signed(archive, "amal"), "--json")


def dispose(archive: Path, call: Call) -> Any:
    asked = ask(archive, call)
    assert asked.code == 0, asked.err
    done = call("approve", asked.json["request"], *signed(archive, "badr"), "--json")
    assert done.code == 0, done.out + done.err
    return done.json


def packages(archive: Path) -> list[str]:
    return sorted(path.name for path in (archive / "store" / "packages").glob(f"*/{BIRTHS}-v*"))


def test_one_person_alone_removes_nothing(archive: Path, call: Call) -> None:
    request = ask(archive, call).json["request"]
    alone = call("approve", request, *signed(archive, "amal"))

    assert alone.code == 1
    assert packages(archive) == [f"{BIRTHS}-v1", f"{BIRTHS}-v2"]


def test_two_people_leave_a_tombstone_that_says_what_was_there(archive: Path, call: Call) -> None:
    was = {name: next((archive / "store" / "packages").glob(f"*/{name}")) for name in packages(archive)}
    pinned = {name: recorded_tagmanifest(call, name) for name in was}
    dispose(archive, call)
    stone = next((archive / "store" / "packages").glob(f"*/{TOMBSTONE}"))
    register = json.loads((stone / "data" / TOMBSTONE / "metadata" / "descriptive" / "register.json").read_bytes())

    assert packages(archive) == [TOMBSTONE]
    assert {one["package"]: one["tagmanifest"] for one in register["disposed"]["packages"]} == pinned
    assert (register["disposed"]["reason"], register["disposed"]["by"]) == ("schedule-7", ["amal", "badr"])
    assert [one["acts"] for one in register["disposed"]["packages"]] == [4, 1]
    assert (register["delivery"]["contractor"], register["delivery"]["lot"]) == ("contractor-code", "lot-5")


def recorded_tagmanifest(call: Call, package: str) -> str:
    versions = call("show", BIRTHS, "--history", "--json").json["versions"]
    return str(next(one["recorded"]["tagmanifest"] for one in versions if one["package"] == package))


def test_no_name_of_a_person_stays_in_the_tombstone(archive: Path, call: Call) -> None:
    dispose(archive, call)
    stone = next((archive / "store" / "packages").glob(f"*/{TOMBSTONE}"))
    written = b"".join(path.read_bytes() for path in stone.rglob("*") if path.is_file()).decode("utf-8")

    register = json.loads((stone / "data" / TOMBSTONE / "metadata" / "descriptive" / "register.json").read_bytes())

    assert "البقالي" not in written and "Bakkali" not in written
    assert {"opening", "closing", "capture", "remarks"} & set(register["register"]) == set()  # where people are named


@pytest.mark.judge
def test_commons_ip_finds_the_tombstone_valid(archive: Path, call: Call) -> None:
    dispose(archive, call)
    stone = next((archive / "store" / "packages").glob(f"*/{TOMBSTONE}"))
    verdict = commons_ip.validate(stone / "data" / TOMBSTONE)

    assert verdict.result == "VALID", verdict.messages
    assert khizana("verify", stone, "--json").json["inspection"] == []


def test_audits_say_disposed_and_never_missing(archive: Path, call: Call) -> None:
    dispose(archive, call)
    fixity = call("audit", "fixity", "--json")
    complete = call("audit", "completeness", "--json").json["report"]

    assert fixity.code == 0, fixity.out
    assert fixity.json["report"]["counts"]["packages_disposed"] == 2
    assert damaged(archive) == [
        f"{BIRTHS}-v1",
        f"{BIRTHS}-v2",
    ]  # the ledger goes on naming them, and their bytes are gone
    assert (complete["counts"]["registers"]["disposed"], complete["counts"]["registers"]["gap"]) == (1, 0)
    assert next(one for one in complete["registers"] if one["register"] == BIRTHS)["pages"]["proof"] == "disposed"
    assert call("audit", "rules").code in (0, 3)


def test_nothing_of_it_is_found_and_the_register_says_why(archive: Path, call: Call) -> None:
    assert call("search", '"Alami"', "--json").hits != []
    dispose(archive, call)
    shown, gone = call("show", BIRTHS, "--json").json, call("show", ACT)
    history = call("show", BIRTHS, "--history", "--json").json["versions"]

    assert call("search", '"Alami"', "--json").hits == []
    assert (shown["disposed"], shown["views"], shown["stands"]["acts"], gone.code) == ("schedule-7", [], 0, 1)
    assert [(one["package"], one.get("disposed", False)) for one in history] == [
        (f"{BIRTHS}-v1", True),
        (f"{BIRTHS}-v2", True),
        (TOMBSTONE, False),
    ]


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_what_is_left_is_told_in_three_languages(archive: Path, call: Call, lang: str) -> None:
    dispose(archive, call)

    for arguments in (("show", BIRTHS), ("show", BIRTHS, "--history"), ("holds",), ("audit", "completeness")):
        assert call(*arguments, "--lang", lang).out


def test_rebuild_gives_the_same_answers_about_what_is_gone(archive: Path, call: Call) -> None:
    dispose(archive, call)
    asked = (("status",), ("show", BIRTHS), ("show", BIRTHS, "--history"), ("search", "Alami"), ("search", "1987"))

    def answers() -> list[Any]:
        return [{**call(*one, "--json").json, "generation": "any"} for one in asked]

    before = answers()
    shutil.rmtree(archive / "catalogue")
    shutil.rmtree(archive / "index")
    rebuilt = call("rebuild")

    assert rebuilt.code == 0, rebuilt.err
    assert answers() == before


def test_a_hold_keeps_whatever_the_policy_says(archive: Path, call: Call) -> None:
    assert call("hold", f"{BIRTHS}-v1", "--reason", "court-case-12").code == 0
    refused = ask(archive, call)
    assert call("release", f"{BIRTHS}-v1", "--reason", "court-case-12").code == 0

    assert refused.code == 1 and "court-case-12" in refused.err
    assert ask(archive, call).code == 0


def test_a_hold_placed_between_request_and_approval_keeps_too(archive: Path, call: Call) -> None:
    request = ask(archive, call).json["request"]
    assert call("hold", BIRTHS, "--reason", "court-case-12").code == 0
    refused = call("approve", request, *signed(archive, "badr"))

    assert refused.code == 1 and "court-case-12" in refused.err
    assert packages(archive) == [f"{BIRTHS}-v1", f"{BIRTHS}-v2"]


@pytest.mark.parametrize(
    ("keep", "why"),
    [
        ([{"event": "birth", "years": 500}], "2487-12-31"),
        ([{"event": "birth", "for_ever": True}], "for ever"),
        ([{"event": "death", "years": 1}], "for ever"),
        ([{"event": "birth", "regime": "dahir1915", "years": 1}], "for ever"),
    ],
)
def test_what_the_policy_keeps_is_kept(archive: Path, call: Call, keep: list[dict[str, Any]], why: str) -> None:
    adopt(archive, "retention", keep, archive.parent)
    refused = ask(archive, call)

    assert refused.code == 1 and why in refused.err


def test_the_published_policy_keeps_for_ever(archive: Path, call: Call) -> None:
    asked = call("policy", "adopt", "retention", *signed(archive, "amal"), "--json").json["request"]
    assert call("approve", asked, *signed(archive, "badr")).code == 0

    assert ask(archive, call).code == 1


def test_a_disposal_names_the_policy_that_it_was_made_under(archive: Path, call: Call) -> None:
    policy = next(one for one in call("policy", "list", "--json").json["policies"] if one["kind"] == "retention")
    dispose(archive, call)
    entries = [one.entry for one in open_archive(archive).ledger.since(0) if one.entry.type is EntryType.DISPOSED]

    assert [(one.outcome, str(one.digests["policy"])) for one in entries] == [
        ("decided", policy["document"]),
        ("done", policy["document"]),
    ]


def test_a_policy_changed_between_request_and_approval_keeps_the_register(archive: Path, call: Call) -> None:
    request = ask(archive, call).json["request"]
    adopt(archive, "retention", [{"event": "birth", "years": 11}], archive.parent)
    refused = call("approve", request, *signed(archive, "badr"))

    assert (refused.code, "has changed since" in refused.err) == (1, True)
    assert packages(archive) == [f"{BIRTHS}-v1", f"{BIRTHS}-v2"]


def test_nothing_follows_a_tombstone(archive: Path, call: Call, tmp_path: Path) -> None:
    act = as_delivered(standing(archive, BIRTHS).acts[ACT])
    act["mentions"].append(marriage(3))
    late = write_version(tmp_path / "late", archive, BIRTHS, "mentions", [act], name="late-1")
    dispose(archive, call)
    refused = call("ingest", late.root, "--json")

    assert refused.code == 3
    assert [one["code"] for one in refused.json["findings"] if one["severity"] == "blocking"] == ["REGISTER_DISPOSED"]


def test_a_register_that_was_disposed_of_never_comes_again(archive: Path, call: Call, first: Path) -> None:
    dispose(archive, call)
    again = shutil.copytree(first / "first", archive.parent / "again")
    manifest = json.loads((again / "manifest.json").read_bytes()) | {"delivery": "again-1"}
    (again / "manifest.json").write_text(json.dumps(manifest))

    assert "REGISTER_EXISTS" in {one["code"] for one in call("ingest", again, "--json").json["findings"]}


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def after_tombstone(*arguments: Any) -> None:
    deposit(*arguments)
    raise KeyboardInterrupt


def after_first_package(decided: Disposal, stores: list[Store], progress: Progress) -> None:
    for store in stores:
        store.discard(decided.packages[0])
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("verb", "by", "decided"),
    [("deposit", after_tombstone, False), ("_remove", killed, True), ("_remove", after_first_package, True)],
)
def test_a_disposal_that_was_killed_is_finished_by_the_same_command(
    archive: Path, call: Call, monkeypatch: pytest.MonkeyPatch, verb: str, by: Callable[..., None], decided: bool
) -> None:
    request = ask(archive, call).json["request"]
    with monkeypatch.context() as patched:
        patched.setattr(disposal, verb, by)
        assert call("approve", request, *signed(archive, "badr")).code == 130
    left = [one["done"] for one in call("holds", "--json").json["disposed"]]
    done = call("approve", request, *signed(archive, "badr"))

    assert (left, done.code) == ([False] if decided else [], 0), done.err
    assert packages(archive) == [TOMBSTONE]
    assert call("holds", "--json").json["disposed"][0]["done"] is True
    assert recorded(archive).count(TOMBSTONE) == 1
    assert call("audit", "fixity").code == 0


def test_every_copy_goes_and_none_comes_back(tmp_path: Path) -> None:
    made = replicated(tmp_path)
    allow(made)
    asked = made.call("dispose", BIRTHS, "--reason", "schedule-7", *made.signed("amal"), "--json")
    done = made.call("approve", asked.json["request"], *made.signed("badr"))
    synced = made.call("replica", "sync", "b")
    copies = sorted(path.name for path in (made.replica / "store" / "packages").glob(f"*/{BIRTHS}-v*"))

    later = made.call("replica", "add", "c", tmp_path / "c"), made.call("replica", "sync", "c")
    new = sorted(path.name for path in (tmp_path / "c" / "store" / "packages").glob(f"*/{BIRTHS}-v*"))

    assert (done.code, synced.code, *(one.code for one in later)) == (0, 0, 0, 0), done.err + synced.err + later[1].err
    assert (copies, new) == ([f"{BIRTHS}-v2"], [f"{BIRTHS}-v2"])
    assert made.call("audit", "fixity", "--store", "b").code == 0


def test_a_replica_that_is_away_keeps_everything(tmp_path: Path) -> None:
    made = replicated(tmp_path)
    allow(made)
    made.replica.rename(tmp_path / "away")
    refused = made.call("dispose", BIRTHS, "--reason", "schedule-7", *made.signed("amal"))

    assert refused.code == 1
    assert packages(made.root) == [f"{BIRTHS}-v1"]


def allow(made: Replicated) -> None:
    """A policy that lets births go after ten years."""
    adopt(made.root, "retention", [{"event": "birth", "years": 10}], made.keys)
