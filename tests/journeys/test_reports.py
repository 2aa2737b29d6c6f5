"""A contractor checks before delivering, the State takes in or refuses: both read the same report, and it is kept."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lxml import html

from archive.ledger.entry import EntryType
from archive.model.digest import Digest
from khizana.cli.intake.intake_pages import SHOWN
from khizana.export.tallies import SEVERITIES
from khizana.language import Speaker
from khizana.resources import LANGUAGES
from khizana.wiring.opening import open_archive
from tests.support.cli import khizana
from tests.support.deliveries import Delivery
from tests.support.mutate import flip

KILLS = 5
SEED = 20260504
NAMES = {"verdict.json", "verdict.csv", *(f"verdict.{language}.html" for language in LANGUAGES)}
pytestmark = pytest.mark.xdist_group("reports")


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("right") / "delivery"
    assert khizana("delivery", "template", folder).code == 0
    return folder


@pytest.fixture
def spoilt(right: Path, tmp_path: Path) -> Path:
    """The delivery with one image cut short, whatever else there is to say about it."""
    delivery = tmp_path / "delivery"
    shutil.copytree(right, delivery)
    flip(sorted(delivery.rglob("*.tif"))[0])
    return delivery


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def test_a_contractor_gets_the_report_without_an_archive(spoilt: Path, tmp_path: Path) -> None:
    report = tmp_path / "report"
    answered = khizana("check", spoilt, "--report", report, "--json")
    findings = answered.json["findings"]
    rows = list(csv.DictReader(io.StringIO((report / "verdict.csv").read_text("utf-8-sig"), newline="")))

    assert answered.code == 3
    assert set(contents(report)) == NAMES
    assert answered.json["files"] == [
        str(report / name)
        for name in (
            *sorted(NAMES - {"verdict.json", "verdict.csv"}, key=lambda name: LANGUAGES.index(name.split(".")[1])),
            "verdict.json",
            "verdict.csv",
        )
    ]
    assert len(json.loads((report / "verdict.json").read_bytes())["findings"]) == len(findings) == len(rows)
    for language in LANGUAGES:
        page = html.fromstring((report / f"verdict.{language}.html").read_text("utf-8"))
        assert len(page.xpath("//tr[@class='finding']")) == len(findings)


def test_the_report_of_an_ingest_stands_in_the_archive_and_is_kept(spoilt: Path, tmp_path: Path) -> None:
    archive, report = tmp_path / "archive", tmp_path / "report"
    khizana("init", archive, "--name", "reporting")
    refused = khizana("ingest", spoilt, "--archive", archive, "--json")
    khizana("check", spoilt, "--report", report)
    standing = contents(archive / "reports" / "deliveries" / refused.json["delivery"])
    opened = open_archive(archive)
    (entry,) = (one.entry for one in opened.ledger.since(0) if one.entry.type is EntryType.VERDICT)
    kept = {language: opened.store.document(entry.digests[f"report.{language}"]) for language in LANGUAGES}

    assert refused.code == 3
    of_a_check = contents(report)
    assert standing.keys() == of_a_check.keys()
    differing = {name for name in standing if standing[name] != of_a_check[name]}
    assert differing == {f"verdict.{one}.html" for one in LANGUAGES}, "a check decides nothing, and its pages say so"
    assert kept == {language: standing[f"verdict.{language}.html"] for language in LANGUAGES}
    assert Digest.of(standing["verdict.json"]) == entry.digests["verdict"]


def test_an_audit_finds_a_kept_report_that_was_altered(spoilt: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    khizana("init", archive, "--name", "auditing")
    khizana("ingest", spoilt, "--archive", archive)
    opened = open_archive(archive)
    (entry,) = (one.entry for one in opened.ledger.since(0) if one.entry.type is EntryType.VERDICT)
    digest = entry.digests["report.fr"]
    (document,) = (archive / "store").rglob(digest.hex)
    flip(document)
    audited = khizana("audit", "fixity", "--archive", archive, "--json")

    assert audited.code == 3
    assert [one["document"] for one in audited.json["report"]["documents"]] == [str(digest)]


def test_a_delivery_that_names_itself_badly_writes_no_report_elsewhere(right: Path, tmp_path: Path) -> None:
    archive, delivery = tmp_path / "archive", tmp_path / "delivery"
    shutil.copytree(right, delivery)
    manifest = json.loads((delivery / "manifest.json").read_bytes())
    manifest["delivery"] = "../../../escaped"
    (delivery / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    khizana("init", archive, "--name", "careful")
    answered = khizana("ingest", delivery, "--archive", archive, "--json")

    assert answered.code == 3
    assert set(contents(archive / "reports" / "deliveries" / "unnamed")) == NAMES
    assert list(tmp_path.rglob("escaped*")) == []


@pytest.mark.parametrize("option", ["--report", "--cache"])
def test_nothing_is_written_into_the_delivery(option: str, right: Path) -> None:
    before = sorted(right.rglob("*"))
    answered = khizana("check", right, option, right / "registers" / "mine")

    assert answered.code == 2
    assert "outside" in answered.err
    assert sorted(right.rglob("*")) == before


def test_what_was_remembered_changes_nothing_in_the_report(spoilt: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for run in ("fresh", "remembering", "remembered"):
        options = () if run == "fresh" else ("--cache", cache)
        khizana("check", spoilt, "--report", tmp_path / run, *options)

    assert contents(tmp_path / "fresh") == contents(tmp_path / "remembering") == contents(tmp_path / "remembered")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_terminal_counts_what_it_finds_and_shows_the_gravest_first(
    language: str, right: Path, tmp_path: Path
) -> None:
    delivery = tmp_path / "delivery"
    shutil.copytree(right, delivery)
    for number in range(60):
        (delivery / f"more-{number:02}.txt").write_bytes(b"x")
    image = sorted(delivery.rglob("*.tif"))[0]
    image.write_bytes(image.read_bytes()[:-1000])
    Delivery(delivery).seal()
    speaker = Speaker(language)
    said = khizana("check", delivery, "--lang", language, "--report", tmp_path / "report")
    findings = khizana("check", delivery, "--json").json["findings"]
    counts = {word: sum(one["severity"] == word for one in findings) for word in SEVERITIES}
    lines = said.out.splitlines()
    words = [speaker.say(f"severity.{word}") for word in SEVERITIES]
    shown = [words.index(line.split(" ")[0]) for line in lines if line.split(" ")[0] in words]

    assert speaker.say("verdict.severities", **counts) in lines
    assert len(shown) == SHOWN
    assert (shown[0], shown) == (0, sorted(shown))
    assert speaker.say("verdict.more", count=len(findings) - SHOWN) in lines
    assert speaker.say("report.at", path=tmp_path / "report" / f"verdict.{language}.html") in lines


@pytest.mark.parametrize("option", ["--report", "--cache"])
def test_a_report_is_of_a_delivery_and_not_of_single_files(option: str, right: Path, tmp_path: Path) -> None:
    answered = khizana("check", right / "manifest.json", option, tmp_path / "mine")

    assert answered.code == 2
    assert list(tmp_path.iterdir()) == []


def start(delivery: Path, report: Path, cache: Path, temporary: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "khizana", "check", str(delivery), "--json"]
    return subprocess.Popen(
        [*command, "--report", str(report), "--cache", str(cache)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(temporary)},
        start_new_session=True,
    )


def alive(group: int) -> bool:
    """Whether any process of a group still works; one that has ended and that nobody has asked about does not."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of_group = status.read_text().rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(of_group) == group and state != "Z":
            return True
    return False


@pytest.mark.slow
def test_a_check_that_is_killed_leaves_nothing_behind_and_says_the_same_again(spoilt: Path, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    began = time.monotonic()
    assert start(spoilt, tmp_path / "whole", tmp_path / "cache-whole", temporary).wait() == 3
    lasting = time.monotonic() - began
    expected = contents(tmp_path / "whole")
    assert set(expected) == NAMES
    killed = 0
    while killed < KILLS:
        report, cache = tmp_path / f"report-{killed}", tmp_path / f"cache-{killed}"
        running = start(spoilt, report, cache, temporary)
        time.sleep(chance.uniform(0, lasting))
        running.send_signal(signal.SIGKILL)
        if running.wait() != -signal.SIGKILL:
            shutil.rmtree(report)
            continue  # it had already ended: this moment does not count
        ended_by = time.monotonic() + 20
        while alive(running.pid) and time.monotonic() < ended_by:
            time.sleep(0.05)

        assert not alive(running.pid), "a process of the check went on without it"
        assert list(temporary.iterdir()) == []
        assert contents(report).items() <= expected.items()
        assert start(spoilt, report, cache, temporary).wait() == 3
        assert contents(report) == expected
        assert list(temporary.iterdir()) == []
        killed += 1


@pytest.mark.parametrize(
    ("language", "said"), [("ar", "سيُرفض التسليم كله"), ("fr", "serait refusée"), ("en", "would be refused")]
)
def test_the_page_of_a_mere_check_decides_nothing(tmp_path: Path, language: str, said: str) -> None:
    khizana("delivery", "template", tmp_path / "d")
    (tmp_path / "d" / "manifest.json").write_bytes(b"{}")
    assert khizana("check", tmp_path / "d", "--report", tmp_path / "r").code == 3
    page = (tmp_path / "r" / f"verdict.{language}.html").read_text("utf-8")

    assert said in page
    assert Speaker(language).say("report.refused") not in page
