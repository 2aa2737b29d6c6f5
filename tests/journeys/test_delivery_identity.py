"""A delivery is who it says it is: one identifier, one content; every verdict stays; what replaces another is held against it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from archive.ledger.entry import EntryType
from khizana.resources import LANGUAGES
from khizana.wiring.opening import open_archive
from tests.support.cli import Called, khizana
from tests.support.deliveries import Delivery

FIXTURES = Path(__file__).parents[2] / "fixtures"
BIRTHS, PAGES_ONLY = FIXTURES / "right-births", FIXTURES / "right-pages-only"
pytestmark = pytest.mark.xdist_group("delivery identity")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    assert khizana("init", tmp_path / "archive", "--name", "identity").code == 0
    return tmp_path / "archive"


def delivery(source: Path, folder: Path, **said: str) -> Path:
    """A delivery of the fixtures that says something else of itself; whole and right otherwise."""
    shutil.copytree(source, folder)
    with Delivery(folder).manifest() as manifest:
        manifest.update(said)
    return folder


def spoilt(source: Path, folder: Path, **said: str) -> Path:
    """The same with a byte that is not what the manifest says: it is refused."""
    made = delivery(source, folder, **said)
    image = sorted(path for path in made.rglob("*") if path.suffix in {".tif", ".jpg", ".jp2", ".pdf"})[0]
    Delivery(made).spoil(str(image.relative_to(made)))
    return made


def sent(archive: Path, folder: Path) -> Called:
    return khizana("ingest", folder, "--archive", archive, "--json")


def blocking(answered: Called) -> list[str]:
    return [one["code"] for one in answered.json["findings"] if one["severity"] == "blocking"]


def shown(archive: Path, *asked: str) -> Any:
    answered = khizana("delivery", *asked, "--archive", archive, "--json")
    assert answered.code == 0, answered.err
    return answered.json


@pytest.mark.parametrize("contractor", ["demo-maker", "another-maker"])
def test_an_identifier_that_was_accepted_is_refused_for_other_content_whoever_sends_it(
    archive: Path, tmp_path: Path, contractor: str
) -> None:
    first = delivery(BIRTHS, tmp_path / "first", delivery="lot1-0001")
    other = delivery(PAGES_ONLY, tmp_path / "other", delivery="lot1-0001", contractor=contractor)
    assert sent(archive, first).code == 0
    answered = sent(archive, other)

    assert (answered.code, blocking(answered)) == (3, ["DELIVERY_TAKEN"])
    assert answered.json["stored"] == []


def test_an_identifier_that_was_refused_is_used_up_too(archive: Path, tmp_path: Path) -> None:
    refused = spoilt(BIRTHS, tmp_path / "refused", delivery="lot1-0001")
    mended = delivery(BIRTHS, tmp_path / "mended", delivery="lot1-0001")
    with Delivery(mended).manifest() as manifest:
        manifest["created"] = "2025-07-03T08:00:00Z"
    assert sent(archive, refused).code == 3
    answered = sent(archive, mended)

    assert (answered.code, blocking(answered)) == (3, ["DELIVERY_TAKEN"])


def test_the_very_same_delivery_may_be_sent_again(archive: Path, tmp_path: Path) -> None:
    same = delivery(BIRTHS, tmp_path / "same", delivery="lot1-0001")
    assert sent(archive, same).code == 0
    again = sent(archive, same)

    assert (again.code, again.json["stored"], len(again.json["already"])) == (0, [], 2)


@pytest.mark.parametrize("named", ["nobody-sent-this", "lot1-accepted", "lot1-of-another"])
def test_replaces_names_a_refused_delivery_of_the_same_contractor(archive: Path, tmp_path: Path, named: str) -> None:
    assert sent(archive, delivery(PAGES_ONLY, tmp_path / "accepted", delivery="lot1-accepted")).code == 0
    stranger = spoilt(BIRTHS, tmp_path / "stranger", delivery="lot1-of-another", contractor="another-maker")
    assert sent(archive, stranger).code == 3
    answered = sent(archive, delivery(BIRTHS, tmp_path / "again", delivery="lot1-0002", replaces=named))

    assert (answered.code, blocking(answered)) == (3, ["REPLACES_NOT_REFUSED"])
    found = next(one for one in answered.json["findings"] if one["code"] == "REPLACES_NOT_REFUSED")
    assert (found["place"], found["params"]["delivery"]) == ("manifest.json", named)


def test_a_resubmission_of_a_refused_delivery_is_taken_in(archive: Path, tmp_path: Path) -> None:
    assert sent(archive, spoilt(BIRTHS, tmp_path / "refused", delivery="lot1-0001")).code == 3
    again = sent(archive, delivery(BIRTHS, tmp_path / "again", delivery="lot1-0002", replaces="lot1-0001"))

    assert (again.code, len(again.json["stored"])) == (0, 2)


def test_every_delivery_and_every_verdict_is_listed(archive: Path, tmp_path: Path) -> None:
    assert sent(archive, spoilt(BIRTHS, tmp_path / "refused", delivery="lot1-0001")).code == 3
    assert sent(archive, delivery(BIRTHS, tmp_path / "again", delivery="lot1-0002", replaces="lot1-0001")).code == 0
    (tmp_path / "nameless").mkdir()
    (tmp_path / "nameless" / "manifest.json").write_text('{"schema": "delivery/1", ', encoding="utf-8")
    assert sent(archive, tmp_path / "nameless").code == 3
    listed = shown(archive, "list")["deliveries"]

    told = [(one["delivery"], one["contractor"], one["replaces"], one["outcome"]) for one in listed]
    assert told == [
        ("lot1-0001", "demo-maker", None, "refused"),
        ("lot1-0002", "demo-maker", "lot1-0001", "accepted"),
        ("unnamed", None, None, "refused"),
    ]
    entries = {one.position: one.entry for one in open_archive(archive).ledger.since(0)}
    for one in listed:
        assert entries[one["position"]].type is EntryType.VERDICT
        assert str(entries[one["position"]].digests["verdict"]) == one["verdict"]


def test_every_verdict_and_its_report_stays_reachable_and_none_is_overwritten(archive: Path, tmp_path: Path) -> None:
    for turn, text in enumerate(('{"schema": "delivery/1", ', "[]"), start=1):
        nameless = tmp_path / f"nameless-{turn}"
        nameless.mkdir()
        (nameless / "manifest.json").write_text(text, encoding="utf-8")
        assert sent(archive, nameless).code == 3
    refused = spoilt(BIRTHS, tmp_path / "refused", delivery="lot1-0001")
    first = sent(archive, refused)
    image = next(one["place"] for one in first.json["findings"] if one["code"] == "CHECKSUM_MISMATCH")
    (refused / image).unlink()
    second = sent(archive, refused)
    verdicts = shown(archive, "show", "lot1-0001")["verdicts"]

    assert [one["verdict"] for one in verdicts] == [first.json["verdict_document"], second.json["verdict_document"]]
    assert [{finding["code"] for finding in one["findings"]} >= {code} for one, code in zip(
        verdicts, ("CHECKSUM_MISMATCH", "FILE_MISSING"), strict=True
    )] == [True, True]  # fmt: skip
    files = [path for one in verdicts for path in one["files"]]
    assert len(files) == len(set(files)) == 2 * len(("json", "csv", *LANGUAGES))
    kept = [json.loads(Path(path).read_bytes()) for path in files if path.endswith(".json")]
    assert [one["findings"] != [] for one in kept] == [True, True]
    assert len(shown(archive, "show", "unnamed")["verdicts"]) == 2


def test_a_report_that_was_deleted_is_made_again_from_the_verdict(archive: Path, tmp_path: Path) -> None:
    answered = sent(archive, spoilt(BIRTHS, tmp_path / "refused", delivery="lot1-0001"))
    before = {Path(path).name: Path(path).read_bytes() for path in answered.json["files"]}
    shutil.rmtree(archive / "reports")
    (verdict,) = shown(archive, "show", "lot1-0001")["verdicts"]
    after = {Path(path).name: Path(path).read_bytes() for path in verdict["files"]}

    assert after.items() >= {name: content for name, content in before.items() if name.endswith(".html")}.items()


def test_an_unknown_delivery_is_said_to_be_unknown(archive: Path) -> None:
    answered = khizana("delivery", "show", "nobody-sent-this", "--archive", archive)

    assert answered.code in (1, 2)
    assert "Traceback" not in answered.err


def test_a_resubmission_with_fewer_registers_pages_or_acts_names_them(archive: Path, tmp_path: Path) -> None:
    assert sent(archive, spoilt(BIRTHS, tmp_path / "refused", delivery="lot1-0001")).code == 3
    again = delivery(BIRTHS, tmp_path / "again", delivery="lot1-0002", replaces="lot1-0001")
    with Delivery(again).manifest() as manifest:
        gone = manifest["registers"].pop()
        shutil.rmtree(again / Path(gone["description"]).parent)
        manifest["counts"] |= {"registers": 1, **manifest["registers"][0]["counts"]}
    Delivery(again).seal()
    answered = sent(archive, again)
    fewer = [one for one in answered.json["findings"] if one["code"] == "FEWER_THAN_REPLACED"]

    assert [(one["severity"], one["params"]["delivery"]) for one in fewer] == [("warning", "lot1-0001")]
    assert fewer[0]["params"]["registers"] == [Path(gone["description"]).parent.name]
    assert (fewer[0]["params"]["pages"], fewer[0]["params"]["acts"]) == (
        gone["counts"]["pages"],
        gone["counts"]["acts"],
    )


def test_a_resubmission_with_all_that_was_there_says_nothing_of_the_kind(archive: Path, tmp_path: Path) -> None:
    assert sent(archive, spoilt(BIRTHS, tmp_path / "refused", delivery="lot1-0001")).code == 3
    again = sent(archive, delivery(BIRTHS, tmp_path / "again", delivery="lot1-0002", replaces="lot1-0001"))

    assert [one["code"] for one in again.json["findings"] if one["code"] == "FEWER_THAN_REPLACED"] == []
