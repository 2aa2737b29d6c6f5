"""What is wrong with a delivery is named in three languages, and nothing is packaged."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from khizana.language import Speaker
from tests.support.cli import khizana
from tests.support.held import recorded
from tests.support.mutate import flip, resign

FIXTURES = Path(__file__).parents[2] / "fixtures"
pytestmark = pytest.mark.xdist_group("refusals")


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("right") / "delivery"
    assert khizana("delivery", "template", folder).code == 0
    return folder


def one(delivery: Path, pattern: str) -> Path:
    return sorted(delivery.rglob(pattern))[0]


def truncate(delivery: Path) -> None:
    image = one(delivery, "*.tif")
    image.write_bytes(image.read_bytes()[: image.stat().st_size * 6 // 10])
    resign(delivery, image)


def encrypt(delivery: Path) -> None:
    shutil.rmtree(delivery)
    shutil.copytree(FIXTURES / "ENCRYPTED", delivery)


def spoil_a_byte(delivery: Path) -> None:
    flip(one(delivery, "*.tif"))


def lose_a_file(delivery: Path) -> None:
    one(delivery, "*.tif").unlink()


def break_the_manifest(delivery: Path) -> None:
    (delivery / "manifest.json").write_text('{"schema": "delivery/1", ', encoding="utf-8")


CASES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a truncated TIFF": (truncate, "TRUNCATED"),
    "an encrypted PDF": (encrypt, "ENCRYPTED"),
    "a wrong checksum": (spoil_a_byte, "CHECKSUM_MISMATCH"),
    "a missing file": (lose_a_file, "FILE_MISSING"),
    "a manifest that is not JSON": (break_the_manifest, "JSON_INVALID"),
}


@pytest.mark.parametrize("case", CASES)
def test_is_refused_by_name_in_three_languages_and_makes_no_package(case: str, right: Path, tmp_path: Path) -> None:
    spoil, code = CASES[case]
    delivery = tmp_path / "delivery"
    shutil.copytree(right, delivery)
    spoil(delivery)
    archive = tmp_path / "archive"
    khizana("init", archive, "--name", "refusing")

    answered = khizana("ingest", delivery, "--archive", archive, "--json")
    assert answered.code == 3
    finding = next(one for one in answered.json["findings"] if one["code"] == code)
    assert finding["severity"] == "blocking"
    assert set(finding["text"]) == {"ar", "fr", "en"}
    assert len(set(finding["text"].values())) == 3
    assert recorded(archive) == []
    assert list((archive / "store" / "packages").iterdir()) == []
    assert f"{answered.json['verdict_document'][7:]}" in {
        path.name for path in (archive / "store").rglob("*/sha256/*/*")
    }
    for language in ("ar", "fr", "en"):
        said = khizana("check", delivery, "--lang", language)
        text, _ = Speaker(language).finding(finding)
        assert (said.code, code in said.out, text in said.out) == (3, True, True)


def test_a_refused_delivery_that_was_made_good_is_taken_in(right: Path, tmp_path: Path) -> None:
    delivery, archive = tmp_path / "delivery", tmp_path / "archive"
    shutil.copytree(right, delivery)
    image = one(delivery, "*.tif")
    content = image.read_bytes()
    flip(image)
    khizana("init", archive, "--name", "patient")

    first = khizana("ingest", delivery, "--archive", archive, "--json")
    image.write_bytes(content)
    second = khizana("ingest", delivery, "--archive", archive, "--json")
    assert (first.code, second.code) == (3, 0)
    assert recorded(archive) == second.json["stored"] != []


def test_a_delivery_given_twice_is_taken_in_once(right: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    khizana("init", archive, "--name", "once")

    first = khizana("ingest", right, "--archive", archive, "--json")
    second = khizana("ingest", right, "--archive", archive, "--json")
    assert (second.code, second.json["stored"], second.json["already"]) == (0, [], first.json["stored"])
    assert second.json["ledger"] == first.json["ledger"]


def test_a_register_that_another_delivery_brought_is_refused(right: Path, tmp_path: Path) -> None:
    archive, again = tmp_path / "archive", tmp_path / "again"
    khizana("init", archive, "--name", "twice")
    assert khizana("ingest", right, "--archive", archive).code == 0
    shutil.copytree(right, again)
    manifest = again / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace("example-0001", "example-0002"), encoding="utf-8")

    answered = khizana("ingest", again, "--archive", archive, "--json")
    assert answered.code == 3
    assert {finding["code"] for finding in answered.json["findings"]} == {"REGISTER_EXISTS"}


def test_the_exit_codes_tell_what_kind_of_no_it_is(right: Path, tmp_path: Path) -> None:
    from archive.ledger.claims import FolderClaims
    from archive.model.digest import Digest

    archive = tmp_path / "archive"
    khizana("init", archive, "--name", "codes")
    nowhere = khizana("status", "--archive", tmp_path / "nowhere")
    claims = FolderClaims(archive / "claims", lambda: "a test that holds the delivery")
    with claims.hold([str(Digest.of((right / "manifest.json").read_bytes()))]):
        locked = khizana("ingest", right, "--archive", archive)
    unknown = khizana("show", "ma_01.511.01.03-1_dahir1950_birth_1987_0042", "--archive", archive)
    usage = khizana("show", "no identifier", "--archive", archive)

    assert (nowhere.code, locked.code, unknown.code, usage.code) == (10, 11, 1, 2)
    assert "a test that holds the delivery" in locked.err
    assert "khizana init" in nowhere.err
