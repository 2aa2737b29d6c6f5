"""What an earlier Khizana wrote is read, audited, followed, searched and gone on with by this one."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.kept import Kept, unpacked
from tests.support.mutate import flip

GONE = "ma_01.511.01.03-1_dahir1950_birth_1951_p1_office"
BIRTHS = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
DEATHS = "ma_01.511.01.03-1_dahir1950_death_1951_p1_office"
ACT = "ma_01.511.01.03-1_dahir1950_birth_1987_0001"


@pytest.fixture(params=["0.1"])
def kept(tmp_path: Path, request: pytest.FixtureRequest) -> Kept:
    return unpacked(tmp_path, request.param)


def says(now: Any, then: Any, where: str = "") -> list[str]:
    """Where an answer of today lacks, or contradicts, what was answered then; it may say more."""
    if isinstance(then, dict) and isinstance(now, dict):
        return [one for name in then for one in says(now.get(name), then[name], f"{where}/{name}")]
    if isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        return [
            one for at, (new, old) in enumerate(zip(now, then, strict=True)) for one in says(new, old, f"{where}/{at}")
        ]
    return [] if now == then else [f"{where}: {now!r} where it was {then!r}"]


def test_its_ledger_is_verified_to_the_same_root(kept: Kept) -> None:
    verified = kept.call("ledger", "verify", "--json").json

    assert (verified["intact"], verified["ledger"]) == (True, kept.answers["verify"]["ledger"])
    assert says(verified["witnessed"], kept.answers["verify"]["witnessed"]) == []


def test_its_status_says_what_it_said(kept: Kept) -> None:
    status, then = kept.call("status", "--json").json, kept.answers["status"]

    assert [says(status[name], then[name], name) for name in ("held", "deliveries", "ledger", "witnessed")] == [[]] * 4


def test_its_packages_are_found_intact(kept: Kept) -> None:
    audit = kept.call("audit", "fixity", "--all", "--json")

    assert audit.code == 0, audit.out + audit.err


def test_damage_in_it_is_found_and_repaired_by_the_two_people_whom_it_named(kept: Kept) -> None:
    assert kept.call("replica", "sync").code == 0
    page = next(iter(sorted((kept.root / "store" / "packages").rglob(f"{BIRTHS}-v1/**/master/data/*"))))
    flip(page, 500)
    found = kept.call("audit", "fixity", "--all", "--json").code
    asked = kept.call("repair", f"{BIRTHS}-v1", "--from", "b", *kept.signed("amal"), "--json")
    done = kept.call("approve", asked.json["request"], *kept.signed("badr"), "--json")

    assert (found, asked.code, done.code) == (3, 0, 0), asked.err + done.err
    assert kept.call("audit", "fixity", "--all").code == 0


def test_its_package_is_checked_with_sha256sum_alone(kept: Kept) -> None:
    bag = next((kept.root / "store" / "packages").rglob(f"{BIRTHS}-v4"))
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--check", "--quiet", manifest], cwd=bag, check=True)


def test_its_completeness_is_proved_as_it_was(kept: Kept) -> None:
    kept.call("audit", "completeness")
    report = json.loads((kept.root / "reports" / "completeness.json").read_bytes())

    assert says(report, kept.answers["completeness"]) == []


@pytest.mark.parametrize("subject", [ACT, BIRTHS, DEATHS])
def test_its_history_is_told_as_it_was(kept: Kept, subject: str) -> None:
    assert says(kept.call("show", subject, "--history", "--json").json, kept.answers["history"][subject]) == []


def test_its_acts_are_found_by_an_index_made_anew(kept: Kept) -> None:
    assert kept.call("rebuild").code == 0
    for query, acts in kept.answers["search"].items():
        answered = {hit["act"] for hit in kept.call("search", query, "--json").hits}
        # Who signed an act is told as a count, and no longer found unasked.
        assert answered.intersection(acts), query


def test_catalogue_and_index_that_it_left_are_made_anew_or_go_on_being_used(kept: Kept) -> None:
    searched = kept.call("search", "مريم البقالي", "--json")

    assert ACT in searched.out or "rebuild" in searched.err or "reindex" in searched.err


def test_rebuilt_from_what_is_true_it_says_the_same(kept: Kept) -> None:
    for derived in ("catalogue", "index", "reports"):
        shutil.rmtree(kept.root / derived)
    assert kept.call("rebuild").code == 0

    assert says(kept.call("status", "--json").json["held"], kept.answers["status"]["held"]) == []


def test_what_it_holds_and_what_went_stays_so(kept: Kept) -> None:
    assert says(kept.call("holds", "--json").json, kept.answers["holds"]) == []
    assert says(kept.call("person", "list", "--json").json, kept.answers["people"]) == []
    asked = kept.call("dispose", DEATHS, "--reason", "schedule-7", *kept.signed("amal"))
    assert asked.code != 0


def test_it_goes_on(kept: Kept, tmp_path: Path) -> None:
    """A new delivery comes in beside what is there, its replica follows, and the same delivery once more changes nothing."""
    fixture = Path(__file__).parents[2] / "fixtures" / "right-births"
    taken = kept.call("ingest", fixture, "--json")
    assert taken.code == 0, taken.out + taken.err

    assert kept.call("replica", "sync").code == 0
    assert kept.call("audit", "fixity", "--all", "--store", "b").code == 0
    assert kept.call("ledger", "verify").code == 0
    assert kept.call("status", "--json").json["held"]["packages"] == kept.answers["status"]["held"]["packages"] + 2
