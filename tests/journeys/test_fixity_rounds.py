"""Audits by schedule and by lot, with a budget; stopped, killed and resumed; and what each of them says was not read."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.ledger.entry import Entry, EntryType
from archive.model.verdicts import Verdicts
from khizana.wiring.opening import open_archive
from tests.support.cli import Called, khizana
from tests.support.mutate import flip

pytestmark = pytest.mark.xdist_group("audits")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    made = tmp_path / "archive"
    khizana("delivery", "template", tmp_path / "delivery")
    khizana("init", made, "--name", "audited")
    assert khizana("ingest", tmp_path / "delivery", "--archive", made).code == 0
    return made


def audit(archive: Path, *options: str) -> Called:
    return khizana("audit", "fixity", "--archive", archive, "--json", *options)


def report(called: Called) -> Any:
    return called.json["report"]


def audits(archive: Path) -> list[Entry]:
    return [one.entry for one in open_archive(archive).ledger.since(0) if one.entry.type is EntryType.AUDIT]


def packages(archive: Path) -> list[Path]:
    return sorted((archive / "store" / "packages").glob("*/*"))


def master(package: Path) -> Path:
    return min(package.rglob("representations/master/data/*"))


def payload(package: Path) -> int:
    return sum(path.stat().st_size for path in package.rglob("*") if path.is_file())


def journal(archive: Path) -> Path:
    return archive / "audits" / "main.all.journal"


def slow(archive: Path, *options: str) -> subprocess.Popen[bytes]:
    """An audit of the command line that takes some ten seconds, come so far that a package stands in its journal."""
    rate = sum(payload(package) for package in packages(archive)) // 10
    program = (sys.executable, "-m", "khizana", "audit", "fixity", "--archive", archive, "--rate", f"{rate}B", *options)
    process = subprocess.Popen(program, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not (journal(archive).exists() and b'{"p":' in journal(archive).read_bytes()):
        assert process.poll() is None and time.monotonic() < until, "the audit ended before it could be interrupted"
        time.sleep(0.02)
    return process


@pytest.fixture
def interrupted(archive: Path) -> Iterator[Path]:
    process = slow(archive)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 1
    yield archive


def test_what_was_just_read_is_not_due_and_is_counted_as_not_read(archive: Path) -> None:
    first, second = report(audit(archive)), report(audit(archive, "--due", "1d"))

    assert (first["counts"]["packages"], first["not_read"]["packages"]) == (4, 0)
    assert (second["counts"]["packages"], second["not_read"]["packages"], second["not_read"]["never"]) == (0, 4, 0)
    assert second["not_read"]["ages"][0] == {"days": 7, "packages": 4}
    assert second["not_read"]["oldest"]["read"] == first["runs"][0]["began"]


def test_never_read_packages_come_first_under_a_budget(archive: Path) -> None:
    newest = packages(archive)[-1].name
    audit(archive, "--package", newest)
    nothing = report(audit(archive, "--budget", "0s"))
    rest = report(audit(archive, "--due", "1d"))

    assert (nothing["end"], nothing["conclusion"], nothing["counts"]["packages"]) == ("budget", "nothing-read", 0)
    assert (nothing["not_read"]["packages"], nothing["not_read"]["never"]) == (4, 3)
    assert (rest["counts"]["packages"], rest["not_read"]["packages"]) == (3, 1)
    assert rest["not_read"]["oldest"]["package"] == newest


def test_an_audit_that_read_a_part_is_intact_for_that_part_alone(archive: Path) -> None:
    flip(master(packages(archive)[0]), 100)
    sound = packages(archive)[1].name
    partial = audit(archive, "--package", sound)

    assert partial.code == 0
    assert report(partial)["conclusion"] == "intact"
    assert (report(partial)["counts"]["packages"], report(partial)["counts"]["packages_named"]) == (1, 4)
    said = khizana("audit", "fixity", "--archive", archive, "--package", sound, "--lang", "en").out
    assert "1 package of 4" in said and "Not read: 3 packages, 3 of them never" in said


def test_a_sample_can_be_drawn_again_from_its_seed(archive: Path) -> None:
    first = report(audit(archive, "--sample", "50%"))
    scope = first["scope"]
    time.sleep(1.1)
    again = report(audit(archive, "--sample", "50%", "--seed", scope["seed"]))
    other = {
        tuple(report(audit(archive, "--sample", "25%", "--seed", seed))["scope"].items()) for seed in ("one", "two")
    }

    assert (first["counts"]["packages"], first["counts"]["documents"]) == (2, 0)
    assert _read_in(audits(archive)[0], archive) == _read_in(audits(archive)[1], archive)
    assert scope["size"] <= again["scope"]["size"]
    assert len(other) == 2


def _read_in(entry: Entry, archive: Path) -> object:
    return Verdicts.decode(open_archive(archive).store.document(entry.digests["verdicts"])).outcomes


def test_an_interrupted_audit_is_recorded_as_such_and_goes_on_where_it_was(interrupted: Path) -> None:
    stopped = audits(interrupted)
    read = json.loads((interrupted / "reports" / "fixity.json").read_bytes())
    before = read["counts"]["packages"]
    resumed = audit(interrupted)

    assert [(entry.outcome, entry.links["end"]) for entry in stopped] == [("interrupted", "interrupted")]
    assert 0 < before < 4
    assert resumed.code == 0
    assert [run["end"] for run in report(resumed)["runs"]] == ["interrupted", "finished"]
    assert [run["packages"] for run in report(resumed)["runs"]] == [before, 4 - before]
    assert report(resumed)["counts"]["packages"] == 4
    assert not journal(interrupted).exists()


def test_what_was_read_in_a_round_is_not_read_again_before_the_next(interrupted: Path) -> None:
    lines = [json.loads(line) for line in journal(interrupted).read_text("utf-8").split()]
    read = next(line["p"] for line in lines if "p" in line)
    entries = {one.position: one.entry.subject for one in open_archive(interrupted).ledger.since(0)}
    (package,) = (one for one in packages(interrupted) if one.name == entries[read])
    flip(master(package), 100)
    resumed, following = audit(interrupted), audit(interrupted)

    assert (resumed.code, report(resumed)["counts"]["packages_intact"]) == (0, 4)
    assert (following.code, [one["package"] for one in report(following)["packages"]]) == (3, [package.name])


def test_a_resumed_audit_says_on_the_terminal_what_it_did_not_read_again(interrupted: Path) -> None:
    said = khizana("audit", "fixity", "--archive", interrupted, "--lang", "en").out

    assert re.search("read before and not again: [0-9]+ packages?", said)


def test_a_new_round_can_be_begun_although_one_is_not_finished(interrupted: Path) -> None:
    anew = report(audit(interrupted, "--anew"))

    assert (len(anew["runs"]), anew["runs"][0]["packages"]) == (1, 4)


def test_what_was_found_before_an_interruption_is_in_the_report_of_the_round(archive: Path) -> None:
    for package in packages(archive):
        flip(master(package), 100)
    process = slow(archive)
    process.send_signal(signal.SIGTERM)
    code = process.wait(20)
    resumed = audit(archive)

    assert (code, resumed.code) == (3, 3)
    assert [entry.outcome for entry in audits(archive)] == ["differences", "differences"]
    assert len(report(resumed)["packages"]) == 4
    assert len(report(resumed)["runs"]) == 2


def test_an_audit_that_was_killed_is_recorded_by_the_next_one(archive: Path) -> None:
    process = slow(archive)
    process.kill()
    process.wait()
    with journal(archive).open("ab") as torn:
        torn.write(b'{"p":99,"f"')
    killed = audits(archive)
    resumed = audit(archive)
    recorded = audits(archive)

    assert killed == []
    assert [(entry.outcome, "report" in entry.digests) for entry in recorded] == [
        ("interrupted", False),
        ("intact", True),
    ]
    runs = report(resumed)["runs"]
    assert (runs[0]["ended"], runs[0]["end"]) == (None, "interrupted")
    assert runs[0]["packages"] > 0 and runs[0]["packages"] + runs[1]["packages"] == 4
    assert report(resumed)["not_read"]["packages"] == 0


def test_a_store_that_goes_away_in_the_middle_is_said_and_nothing_is_called_missing(archive: Path) -> None:
    process = slow(archive)
    away = archive / "store" / "packages"
    away.rename(archive / "store" / "gone")
    code = process.wait(20)
    (archive / "store" / "gone").rename(away)
    found = json.loads((archive / "reports" / "fixity.json").read_bytes())
    resumed = report(audit(archive))

    assert code == 1
    assert (found["end"], found["conclusion"], found["packages"]) == ("store-away", "could-not-look", [])
    assert [entry.outcome for entry in audits(archive)] == ["could-not-look", "intact"]
    assert (resumed["counts"]["packages"], resumed["end"]) == (4, "finished")


def test_a_store_that_is_away_altogether_is_recorded_without_documents(archive: Path) -> None:
    (archive / "store").rename(archive / "gone")
    found = audit(archive)
    (archive / "gone").rename(archive / "store")

    assert (found.code, report(found)["conclusion"]) == (1, "could-not-look")
    assert [(entry.outcome, dict(entry.digests)) for entry in audits(archive)] == [("could-not-look", {})]


def test_two_audits_of_the_same_kind_do_not_run_at_once(archive: Path) -> None:
    process = slow(archive)
    second = audit(archive)
    process.kill()
    process.wait()

    assert second.code == 11
    assert f"process {process.pid}" in second.err


def test_a_mode_is_a_warning_and_no_difference_of_bytes(archive: Path) -> None:
    package = packages(archive)[0]
    page = master(package)
    page.chmod(0o644)
    page.parent.chmod(0o755)
    found = audit(archive)

    (listed,) = report(found)["packages"]
    assert found.code == 3
    assert (report(found)["conclusion"], report(found)["counts"]["warnings"]) == ("intact", 2)
    assert (listed["outcome"], listed["differences"]) == ("intact", [])
    assert {(one["code"], one["params"]["mode"]) for one in listed["findings"]} == {
        ("MODE_CHANGED", "0644"),
        ("MODE_CHANGED", "0755"),
    }


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a file to another user")
def test_another_owner_is_a_warning(archive: Path) -> None:
    page = master(packages(archive)[0])
    os.chown(page, 12345, -1)

    (listed,) = report(audit(archive))["packages"]
    assert [(one["code"], one["place"]) for one in listed["findings"]] == [
        ("OWNER_CHANGED", page.relative_to(packages(archive)[0]).as_posix())
    ]


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--all", "--due", "90d"), "--due"),
        (("--sample", "2"), "2%"),
        (("--sample", "0%"), "2%"),
        (("--sample", "nan%"), "2%"),
        (("--seed", "x"), "--sample"),
        (("--due", "ninety"), "90d"),
        (("--budget", "soon"), "2h"),
        (("--rate", "fast"), "200MB/s"),
        (("--package", "nobody"), "nobody"),
    ],
)
def test_an_audit_that_cannot_be_meant_is_a_wrong_usage(archive: Path, options: tuple[str, ...], word: str) -> None:
    asked = audit(archive, *options)

    assert asked.code == 2
    assert word in asked.err


def test_the_report_is_signed_and_its_signature_holds_for_these_bytes_alone(archive: Path, tmp_path: Path) -> None:
    audit(archive)
    written = archive / "reports" / "fixity.json"
    whole = khizana("audit", "verify-report", written, "--archive", archive, "--json")
    stranger = khizana("audit", "verify-report", written, "--key", archive / "keys" / "ledger.pub", "--json")
    khizana("init", tmp_path / "other", "--name", "audited")
    wrong = khizana("audit", "verify-report", written, "--key", tmp_path / "other" / "keys" / "ledger.pub", "--json")
    written.write_bytes(written.read_bytes().replace(b'"intact"', b'"intakt"'))
    altered = khizana("audit", "verify-report", written, "--archive", archive, "--json")
    note = written.with_name("fixity.json.note")
    digest = hashlib.sha256(written.read_bytes()).hexdigest()
    note.write_text(re.sub("[0-9a-f]{64}", digest, note.read_text("utf-8")), encoding="utf-8")
    forged = khizana("audit", "verify-report", written, "--archive", archive, "--json")

    position = whole.json["position"]
    recorded = next(iter(open_archive(archive).ledger.since(position))).entry
    assert (whole.code, stranger.code, wrong.code, altered.code, forged.code) == (0, 0, 3, 3, 3)
    assert str(recorded.digests["report"]) == whole.json["digest"]
    assert stranger.json["recorded"] is None


def test_openssl_verifies_a_report_with_the_verifier_key_alone(archive: Path, tmp_path: Path) -> None:
    """The steps are those of docs/formats.md."""
    import base64

    audit(archive)
    note = (archive / "reports" / "fixity.json.note").read_bytes()
    text, _, signature = note.partition(b"\n\n")
    public = base64.b64decode((archive / "keys" / "ledger.pub").read_text().strip().split("+", 2)[2])[1:]
    (tmp_path / "text").write_bytes(text + b"\n")
    (tmp_path / "signature").write_bytes(base64.b64decode(signature.split()[-1])[4:])
    (tmp_path / "key.der").write_bytes(bytes.fromhex("302a300506032b6570032100") + public)
    openssl = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key.der", "-rawin"]
    verify = [*openssl, "-in", "text", "-sigfile", "signature"]
    good = subprocess.run(verify, cwd=tmp_path, capture_output=True)
    (tmp_path / "text").write_bytes(text.replace(b"v1", b"v2") + b"\n")
    bad = subprocess.run(verify, cwd=tmp_path, capture_output=True)
    summed = subprocess.run(["sha256sum", "-c", "fixity.json.note"], cwd=archive / "reports", capture_output=True)

    assert (good.returncode, summed.returncode) == (0, 0)
    assert bad.returncode != 0


def test_the_table_of_a_report_cannot_be_run_by_a_spreadsheet(archive: Path) -> None:
    planted = packages(archive)[0] / "=1+2.tif"
    planted.parent.chmod(0o755)
    planted.write_bytes(b"x")
    audit(archive)
    table = (archive / "reports" / "fixity.csv").read_text("utf-8-sig")

    assert '"\'=1+2.tif","unexpected"' in table


def test_the_times_of_a_report_are_those_of_its_runs(archive: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    (run,) = report(audit(archive))["runs"]

    assert before <= datetime.fromisoformat(run["began"]) <= datetime.fromisoformat(run["ended"]) <= datetime.now(UTC)
