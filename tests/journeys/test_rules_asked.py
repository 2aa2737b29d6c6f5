"""The rules as people meet them: under a tender's profile, at the door, and over the whole base."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from archive import published
from archive.model.digest import Digest
from tests.support.cli import khizana
from tests.support.deliveries import BIRTHS, Delivery
from tests.support.mutate import flip, resign

pytestmark = pytest.mark.xdist_group("rules")


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("right") / "delivery"
    assert khizana("delivery", "template", folder).code == 0
    return folder


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made delivery of births and deaths that cite each other."""
    folder = tmp_path_factory.mktemp("invented") / "delivery"
    assert khizana("demo", "make", folder, "--no-images", "--acts", "240", "--seed", "5").code == 0
    return folder


def profile(folder: Path, **content: Any) -> Path:
    path = folder / "profile.json"
    written = {"schema": "delivery-profile/1", "name": "test", "kind": "contractor", **content}
    path.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    return path


def codes(answer: Any) -> set[str]:
    return {finding["code"] for finding in answer.json["findings"]}


def test_a_made_delivery_raises_no_false_alarm_and_says_what_was_not_asked(invented: Path) -> None:
    answer = khizana("check", invented, "--json")

    assert codes(answer) == set()
    assert {"SEX_DIFFERS_FROM_NAME", "DIVISION_NOT_VALID", "OFFICE_OUTSIDE_LOT"} <= set(answer.json["not_asked"])


def test_a_profile_with_lists_asks_more(invented: Path, tmp_path: Path) -> None:
    shutil.copy(published.folder() / "names" / "ma.json", tmp_path / "names.json")
    only = [{"code": "03.999.01.01", "name": {"fr": "Elsewhere"}}]
    divisions = {"schema": "divisions/1", "country": "ma", "divisions": only}
    (tmp_path / "divisions.json").write_text(json.dumps(divisions), encoding="utf-8")
    lists = {"given_names": ["names.json"], "divisions": ["divisions.json"]}
    answer = khizana("check", invented, "--json", "--profile", profile(tmp_path, lists=lists))

    assert codes(answer) == {"DIVISION_NOT_VALID", "MORE_FINDINGS"}
    assert "SEX_DIFFERS_FROM_NAME" not in answer.json["not_asked"]


def test_a_list_that_is_not_there_is_named(invented: Path, tmp_path: Path) -> None:
    wanted = profile(tmp_path, lists={"given_names": ["lost.json"]})
    answer = khizana("check", invented, "--json", "--profile", wanted)

    assert answer.code == 1
    assert "lost.json" in answer.err


def test_a_list_that_breaks_its_schema_is_named(invented: Path, tmp_path: Path) -> None:
    (tmp_path / "names.json").write_text('{"schema": "given-names/1", "country": "ma", "given": []}', encoding="utf-8")
    answer = khizana("check", invented, "--json", "--profile", profile(tmp_path, lists={"given_names": ["names.json"]}))

    assert answer.code == 1
    assert "names.json" in answer.err


def test_offices_of_another_lot_are_refused(right: Path, tmp_path: Path) -> None:
    lot = json.loads((right / "manifest.json").read_bytes())["lot"]
    office = json.loads((right / BIRTHS / "register.json").read_bytes())["office"]
    ours = {"OFFICE_OUTSIDE_LOT": {"lots": {lot: [office[:2]]}}}
    theirs = {"OFFICE_OUTSIDE_LOT": {"lots": {lot: ["99", f"{office[:2]}9"]}}}
    unnamed = {"OFFICE_OUTSIDE_LOT": {"lots": {"another": [office[:2]]}}}

    def told(settings: Any) -> list[str]:
        answer = khizana("check", right, "--json", "--profile", profile(tmp_path, settings=settings))
        return [one["place"] for one in answer.json["findings"] if one["code"] == "OFFICE_OUTSIDE_LOT"]

    assert told(ours) == []
    assert f"{BIRTHS}register.json" in told(theirs)
    assert told(unnamed) == ["manifest.json#/lot"]


@pytest.mark.parametrize(
    "settings",
    [{"OFFICE_OUTSIDE_LOT": {"lots": {"lot-5": "01"}}}, {"INDICATOR_OUTLIER": {"birth": {"males": [0.5]}}}],
    ids=["lots", "bounds"],
)
def test_a_setting_that_cannot_be_used_is_named(right: Path, tmp_path: Path, settings: Any) -> None:
    answer = khizana("check", right, "--json", "--profile", profile(tmp_path, settings=settings))

    assert answer.code == 1
    assert next(iter(settings)) in answer.err


def test_a_refused_delivery_that_comes_back_unchanged_is_told_so(right: Path, tmp_path: Path) -> None:
    archive, delivery = tmp_path / "archive", Path(shutil.copytree(right, tmp_path / "delivery"))
    khizana("init", archive, "--name", "again")
    with Delivery(delivery).register() as register:
        register["year"] = 1986
        register["regime"] = "nowhere"
    resign(delivery, delivery / BIRTHS / "register.json")
    first = khizana("ingest", delivery, "--archive", archive, "--json")
    second = khizana("ingest", delivery, "--archive", archive, "--json")
    third = khizana("ingest", delivery, "--archive", archive, "--json")
    flip(sorted(delivery.rglob("*.tif"))[0])
    other = khizana("ingest", delivery, "--archive", archive, "--json")

    assert "DELIVERY_REJECTED_BEFORE" not in codes(other), "other bytes under the same manifest"
    assert "DELIVERY_REJECTED_BEFORE" not in codes(first)
    assert codes(second) == codes(first) | {"DELIVERY_REJECTED_BEFORE"}
    assert third.json["ledger"] == second.json["ledger"]


def test_a_delivery_that_was_damaged_on_its_way_may_come_again_whole(right: Path, tmp_path: Path) -> None:
    archive, damaged = tmp_path / "archive", Path(shutil.copytree(right, tmp_path / "delivery"))
    khizana("init", archive, "--name", "again")
    flip(sorted(damaged.rglob("*.tif"))[0])
    refused = khizana("ingest", damaged, "--archive", archive, "--json")
    taken = khizana("ingest", right, "--archive", archive, "--json")

    assert (refused.code, taken.code) == (3, 0)
    assert "DELIVERY_REJECTED_BEFORE" not in codes(taken)


def test_the_whole_base_of_made_acts_agrees(invented: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    khizana("init", archive, "--name", "base")
    assert khizana("ingest", invented, "--archive", archive).code == 0
    answer = khizana("audit", "rules", "--archive", archive, "--json")
    report = answer.json["report"]
    cited = [
        line for path in invented.rglob("acts.*") for line in path.read_text("utf-8").splitlines() if "_birth_" in line
    ]

    assert (answer.code, report["conclusion"], report["findings"]) == (0, "agrees", [])
    assert report["asked"] == {"registers": 4, "acts": 240}
    assert cited, "nothing cited anything, so nothing was asked"


def test_a_death_that_no_birth_act_mentions_is_found_in_the_base(tmp_path: Path) -> None:
    archive, other = tmp_path / "archive", tmp_path / "other"
    khizana("init", archive, "--name", "base")
    khizana("demo", "make", other, "--no-images", "--acts", "240", "--seed", "5")
    acts = next(path for path in sorted(other.rglob("acts.jsonl")) if '"kind":"death"' in path.read_text("utf-8"))
    lines = [json.loads(line) for line in acts.read_text("utf-8").splitlines()]
    born = next(act for act in lines if any(one["kind"] == "death" for one in act.get("mentions", ())))
    born["mentions"] = [one for one in born["mentions"] if one["kind"] != "death"]
    acts.write_text("".join(json.dumps(act, ensure_ascii=False) + "\n" for act in lines), encoding="utf-8")
    resign(other, acts)
    assert khizana("ingest", other, "--archive", archive).code == 0
    answer = khizana("audit", "rules", "--archive", archive, "--json")
    again = khizana("audit", "rules", "--archive", archive, "--json")

    assert (answer.code, answer.json["report"]["conclusion"]) == (3, "findings")
    assert codes(SimpleNamespace(json=answer.json["report"])) == {"DEATH_NOT_MENTIONED"}
    assert again.json == answer.json
    assert Digest.of(Path(again.json["files"][0]).read_bytes()) == Digest.of(Path(answer.json["files"][0]).read_bytes())
    assert "DEATH_NOT_MENTIONED" in khizana("audit", "rules", "--archive", archive, "--lang", "ar").out


def test_a_package_that_cannot_be_read_is_never_agreement(invented: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    khizana("init", archive, "--name", "base")
    khizana("ingest", invented, "--archive", archive)
    acts = sorted((archive / "store").rglob("acts.jsonl"))[0]
    acts.chmod(0o644)
    acts.write_bytes(acts.read_bytes()[:-40])
    report = khizana("audit", "rules", "--archive", archive, "--json").json["report"]

    assert report["conclusion"] == "could-not-look"
    assert len(report["unreadable"]) == 1
