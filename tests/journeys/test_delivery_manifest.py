"""`delivery manifest` says what a folder holds, keeps what people wrote, and loses nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from khizana.service.intake.delivery_template import write_template
from tests.support.cli import Called, khizana
from tests.support.deliveries import BIRTHS, DEATHS, Delivery


@pytest.fixture
def delivery(tmp_path: Path) -> Delivery:
    write_template(tmp_path / "lot1-0001")
    return Delivery(tmp_path / "lot1-0001")


def manifest(delivery: Delivery) -> Any:
    return json.loads((delivery.root / "manifest.json").read_bytes())


def refreshed(delivery: Delivery, *options: str) -> Called:
    return khizana("delivery", "manifest", delivery.root, "--json", *options)


def test_a_right_manifest_is_left_as_it_is_to_the_byte(delivery: Delivery) -> None:
    path = delivery.root / "manifest.json"
    before, stat = path.read_bytes(), path.stat()
    said = refreshed(delivery)

    assert (said.code, said.json["done"]) == (0, "unchanged")
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == stat.st_mtime_ns


def test_a_spoiled_manifest_is_put_right_and_every_change_is_said(delivery: Delivery) -> None:
    right = manifest(delivery)
    with delivery.manifest() as written:
        written["files"][0]["sha256"] = "0" * 64
        written["files"][1] = {"path": "gone.tif", "size": 1, "sha256": "1" * 64}
        written["counts"]["acts"] = 99
        written["registers"][1]["counts"] = {"views": 1, "pages": 1, "acts": 1}
    said = refreshed(delivery)

    assert (said.code, said.json["done"]) == (0, "written")
    assert manifest(delivery) == right
    assert said.json["altered"] == [right["files"][0]["path"]]
    assert said.json["added"] == [right["files"][1]["path"]]
    assert said.json["gone"] == ["gone.tif"]
    assert {one["place"]: (one["before"], one["after"]) for one in said.json["counts"]} == {
        "/registers/1/counts/views": (1, 4),
        "/registers/1/counts/pages": (1, 4),
        "/registers/1/counts/acts": (1, 4),
        "/counts/acts": (99, 6),
    }
    assert khizana("check", delivery.root).code == 0


def test_what_people_wrote_is_kept_in_its_order(delivery: Delivery) -> None:
    with delivery.manifest() as written:
        written["note"] = "ملاحظة"
        written["files"][0]["seen_by"] = "A"
        written["files"][0]["size"] = 0
        written["replaces"] = "lot1-0000"
        expected = [*written]
    refreshed(delivery)

    assert [*manifest(delivery)] == expected
    assert (manifest(delivery)["note"], manifest(delivery)["files"][0]["seen_by"]) == ("ملاحظة", "A")
    assert manifest(delivery)["created"] == "2026-01-05T08:00:00Z"


def test_a_dry_run_writes_nothing_and_finds_the_difference(delivery: Delivery) -> None:
    (delivery.root / "more.txt").write_bytes(b"x")
    before = (delivery.root / "manifest.json").read_bytes()
    said = refreshed(delivery, "--dry-run")

    assert (said.code, said.json["done"], said.json["added"]) == (3, "would_write", ["more.txt"])
    assert (delivery.root / "manifest.json").read_bytes() == before


def test_a_manifest_that_is_not_there_is_made_and_what_only_people_know_is_named(delivery: Delivery) -> None:
    right = manifest(delivery)
    (delivery.root / "manifest.json").unlink()
    said = refreshed(delivery)
    made = manifest(delivery)

    assert (said.code, said.json["to_write"]) == (0, ["delivery", "contractor"])
    assert {name: made[name] for name in ("country", "offices", "counts", "files")} == {
        name: right[name] for name in ("country", "offices", "counts", "files")
    }
    assert made["registers"] == right["registers"]
    with delivery.manifest() as written:
        written.update(delivery="lot1-0001", contractor="contractor-07")
    assert khizana("check", delivery.root).code == 0


def test_a_description_that_is_not_listed_is_added_with_what_belongs_to_it(delivery: Delivery) -> None:
    right = manifest(delivery)
    with delivery.manifest() as written:
        births = written["registers"].pop(1)
    said = refreshed(delivery)

    assert said.json["registers"] == [f"{BIRTHS}register.json"]
    assert manifest(delivery)["registers"][-1] == births
    assert manifest(delivery)["counts"] == right["counts"]


@pytest.mark.parametrize("spoil", ["link", "not JSON", "twice"])
def test_nothing_is_written_while_something_cannot_be_looked_at(delivery: Delivery, spoil: str) -> None:
    path = delivery.root / "manifest.json"
    if spoil == "link":
        (delivery.root / "link.tif").symlink_to("/etc/hostname")
    elif spoil == "not JSON":
        path.write_bytes(b'{"delivery": ')
    else:
        path.write_bytes(path.read_bytes().replace(b'"country"', b'"lot": "a", "country"', 1))
    before = path.read_bytes()
    said = refreshed(delivery)

    assert (said.code, said.json["done"]) == (3, "refused")
    assert [one["code"] for one in said.json["findings"]] == ["UNSAFE_LINK" if spoil == "link" else "JSON_INVALID"]
    assert path.read_bytes() == before


def test_acts_that_cannot_be_counted_keep_their_count_and_are_named(delivery: Delivery) -> None:
    content = (delivery.root / DEATHS / "acts.csv").read_bytes()
    delivery.write(f"{DEATHS}acts.csv", content.replace(b"deceased.sex", b"sex", 1))
    said = refreshed(delivery)

    assert (said.code, said.json["done"]) == (3, "written")
    assert [one["code"] for one in said.json["findings"]] == ["COLUMNS"]
    assert manifest(delivery)["registers"][3]["counts"]["acts"] == 2
    assert said.json["counts"] == []


def test_what_a_crash_left_aside_is_not_listed(delivery: Delivery) -> None:
    (delivery.root / "manifest.json.new").write_bytes(b"{")

    assert refreshed(delivery).json["done"] == "unchanged"


def test_a_person_reads_what_changed_in_each_language(delivery: Delivery) -> None:
    (delivery.root / "more.txt").write_bytes(b"x")
    said = [
        khizana("delivery", "manifest", delivery.root, "--dry-run", "--lang", one).out for one in ("ar", "fr", "en")
    ]

    assert all("more.txt" in one and "/counts/files: 19 → 20" in one for one in said)
    assert len(set(said)) == 3


def test_a_package_is_no_delivery(tmp_path: Path, delivery: Delivery) -> None:
    (tmp_path / "bagit.txt").write_bytes(b"BagIt-Version: 1.0\n")

    assert refreshed(delivery).code == 2
