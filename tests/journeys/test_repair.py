"""A damaged package is made whole from an intact store when two people want it; what was damaged is kept and recorded."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from archive.ledger.entry import Entry, EntryType
from archive.life.documents import named_in
from archive.model.digest import Digest
from archive.repair import repair_package
from khizana.service.preservation.repair import case_of
from khizana.wiring.opening import open_archive
from khizana.wiring.session import store_named
from tests.support.mutate import flip
from tests.support.published import violations
from tests.support.replicated import Replicated, contents, copied, replicated

pytestmark = pytest.mark.xdist_group("repair")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Replicated:
    return replicated(tmp_path_factory.mktemp("base"))


@pytest.fixture
def made(base: Replicated, tmp_path: Path) -> Replicated:
    return copied(base, tmp_path)


def page(store: Path) -> Path:
    return sorted((store / "store" / "packages").rglob("master/data/*"))[0]


def proposed(made: Replicated, *what: str, by: str = "amal") -> str:
    asked = made.call("repair", *what, *made.signed(by), "--json")
    assert asked.code == 0, asked.err
    return str(asked.json["request"])


def entries(made: Replicated, kind: EntryType) -> list[Entry]:
    return [one.entry for one in open_archive(made.root).ledger.since(0) if one.entry.type is kind]


def test_two_people_repair_a_package_and_the_damaged_bytes_are_kept(made: Replicated) -> None:
    whole = contents(made.root / "store" / "packages")
    damaged = page(made.root)
    package = damaged.parents[5].name
    flip(damaged, 5000)
    spoilt = damaged.read_bytes()
    request = proposed(made, package, "--from", "b")
    assert contents(made.root / "store" / "packages") != whole, "nothing is done before the second person"
    done = made.call("approve", request, *made.signed("badr"), "--json")

    assert (done.code, done.json["by"]) == (0, ["amal", "badr"])
    assert [(one["subject"], one["outcome"]) for one in done.json["done"]] == [(package, "repaired")]
    assert contents(made.root / "store" / "packages") == whole
    assert made.call("audit", "fixity", "--all").code == 0
    kept = list((made.root / "store" / "quarantine" / package).rglob(damaged.name))
    assert [one.read_bytes() for one in kept] == [spoilt]
    repair = entries(made, EntryType.REPAIR)[0]
    assert (repair.subject, repair.outcome, repair.links) == (package, "repaired", {"source": "b", "store": "main"})
    assert repair.digests["request"] == Digest.parse(request)
    note = open_archive(made.root).store.document(repair.digests["approval"]).decode()
    assert "/people/amal " in note and "/people/badr " in note


def test_the_report_tells_which_blocks_differed(made: Replicated) -> None:
    damaged = page(made.root)
    flip(damaged, 5000)
    flip(damaged, 100)
    made.call("approve", proposed(made, damaged.parents[5].name, "--from", "b"), *made.signed("badr"))
    report = json.loads(
        open_archive(made.root).store.document(entries(made, EntryType.REPAIR)[0].digests["report"]).decode()
    )

    size = damaged.stat().st_size
    [difference] = report["subjects"][0]["before"]["differences"]
    assert difference["blocks"] == [[0, min(size, 8192) - 1]]


def test_what_is_kept_of_a_repair_follows_the_published_schemas(made: Replicated) -> None:
    damaged = page(made.root)
    flip(damaged, 5000)
    document = next(one for one in sorted((made.root / "store" / "documents").rglob("*")) if one.is_file())
    flip(document)
    made.call("approve", proposed(made, "--all", "--from", "b"), *made.signed("badr"))
    store = open_archive(made.root).store
    repairs = entries(made, EntryType.REPAIR)

    assert len(repairs) == 2
    for name, key in (("repair-report", "report"), ("request", "request")):
        assert violations(name, json.loads(store.document(repairs[0].digests[key]))) == []
    records = list((made.root / "store" / "quarantine").rglob("record-1.json"))
    assert [violations("quarantine-record", json.loads(one.read_bytes())) for one in records] == [[], []]


def test_one_person_alone_changes_nothing(made: Replicated) -> None:
    damaged = page(made.root)
    flip(damaged)
    spoilt = damaged.read_bytes()
    request = proposed(made, "--all", "--from", "b")
    again = made.call("approve", request, *made.signed("amal"))

    assert (again.code, "another person" in again.err) == (1, True)
    assert damaged.read_bytes() == spoilt
    assert entries(made, EntryType.REPAIR) == []
    assert [one["request"] for one in made.call("requests", "--json").json["requests"]] == [request]


def test_somebody_who_was_named_after_the_request_cannot_approve_it(made: Replicated) -> None:
    flip(page(made.root))
    request = proposed(made, "--all", "--from", "b")
    made.name("late")
    refused = made.call("approve", request, *made.signed("late"))

    assert (refused.code, "different people" in refused.err) == (1, True)
    assert entries(made, EntryType.REPAIR) == []


def test_the_key_of_another_person_does_not_sign(made: Replicated) -> None:
    refused = made.call("repair", "--all", "--from", "b", "--as", "amal", "--key", made.keys / "badr.key")

    assert (refused.code, "amal" in refused.err) == (1, True)


def test_a_request_is_carried_out_once(made: Replicated) -> None:
    flip(page(made.root))
    request = proposed(made, "--all", "--from", "b")
    assert made.call("approve", request[:20], *made.signed("badr")).code == 0
    again = made.call("approve", request, *made.signed("badr"))

    assert (again.code, len(entries(made, EntryType.REPAIR))) == (1, 1)
    assert made.call("requests", "--json").json["requests"] == []


def test_a_repair_that_was_killed_before_it_was_recorded_is_recorded_by_the_same_command(made: Replicated) -> None:
    damaged = page(made.root)
    package = damaged.parents[5].name
    flip(damaged)
    request = proposed(made, "--all", "--from", "b")
    archive = open_archive(made.root)
    pins, _ = named_in(archive.ledger.since(0))
    repair_package(package, pins[package], archive.store, store_named(archive, "b"), case_of(Digest.parse(request)))
    done = made.call("approve", request, *made.signed("badr"), "--json")

    assert [(one["subject"], one["outcome"]) for one in done.json["done"]] == [(package, "repaired")]
    assert [entry.subject for entry in entries(made, EntryType.REPAIR)] == [package]


def test_everything_that_differs_is_repaired_at_once(made: Replicated) -> None:
    whole = contents(made.root / "store" / "packages") | contents(made.root / "store" / "documents")
    packages = sorted({one.parents[5] for one in (made.root / "store" / "packages").rglob("master/data/*")})
    flip(page(packages[0].parents[2].parent))
    subprocess.run(["chmod", "-R", "u+w", str(packages[1])], check=True)
    shutil.rmtree(packages[1])
    for document in sorted((made.root / "store" / "documents").rglob("*"))[-3:]:
        if document.is_file():
            document.unlink()
    done = made.call("approve", proposed(made, "--all", "--from", "b"), *made.signed("badr"), "--json")

    assert done.code == 0
    assert {one["outcome"] for one in done.json["done"]} == {"repaired", "restored"}
    left = contents(made.root / "store" / "packages") | contents(made.root / "store" / "documents")
    assert {path: left.get(path) for path in whole} == whole
    assert made.call("audit", "fixity", "--all").code == 0


def test_the_documents_that_name_the_people_can_be_repaired_too(made: Replicated) -> None:
    made.call("replica", "sync")
    for entry in entries(made, EntryType.PERSON_NAMED):
        digest = entry.digests["key"].hex
        flip(made.root / "store" / "documents" / "sha256" / digest[:2] / digest)
    done = made.call("approve", proposed(made, "--all", "--from", "b"), *made.signed("badr"), "--json")

    assert (done.code, [one["outcome"] for one in done.json["done"]]) == (0, ["repaired", "repaired"])


def test_a_damaged_replica_is_repaired_from_the_archive(made: Replicated) -> None:
    whole = contents(made.replica / "store" / "packages")
    flip(page(made.replica))
    request = proposed(made, "--all", "--from", "main", "--store", "b")

    assert made.call("approve", request, *made.signed("badr")).code == 0
    assert contents(made.replica / "store" / "packages") == whole
    assert any((made.replica / "store" / "quarantine").iterdir())


def test_a_copy_that_is_damaged_itself_repairs_nothing_and_the_request_stays_open(made: Replicated) -> None:
    flip(page(made.root), 10)
    flip(page(made.replica), 20)
    before = contents(made.root / "store" / "packages")
    request = proposed(made, "--all", "--from", "b")
    done = made.call("approve", request, *made.signed("badr"), "--json")

    assert (done.code, [one["outcome"] for one in done.json["done"]]) == (3, ["failed"])
    assert contents(made.root / "store" / "packages") == before
    assert [entry.outcome for entry in entries(made, EntryType.REPAIR)] == ["failed"]
    assert [one["request"] for one in made.call("requests", "--json").json["requests"]] == [request]


@pytest.mark.parametrize(
    ("what", "code", "said"),
    [
        (["--all", "--from", "main"], 2, "from itself"),
        (["--all", "--from", "c"], 1, "no store c"),
        (["ma_01.511.01.01-1_dahir1950_birth_2001_p1_office-v1", "--from", "b"], 1, "nothing says"),
        (["--from", "b"], 2, "--all"),
    ],
)
def test_what_could_not_be_carried_out_is_not_asked_for(
    made: Replicated, what: list[str], code: int, said: str
) -> None:
    refused = made.call("repair", *what, *made.signed("amal"))

    assert (refused.code, said in refused.err) == (code, True)
    assert entries(made, EntryType.PROPOSED) == []


def test_a_request_speaks_to_people_in_their_language(made: Replicated) -> None:
    asked = made.call("repair", "--all", "--from", "b", *made.signed("amal"), "--lang", "fr")

    assert "seconde personne" in asked.out and "khizana approve sha256:" in asked.out
    assert "إصلاح" in made.call("requests", "--lang", "ar").out
