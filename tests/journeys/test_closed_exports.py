"""A closed record does not leak through an export: the act comes with its region alone, all of it is said, and recorded."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from archive import published
from archive.check.schemas import Schemas
from archive.ledger.entry import Entry, EntryType
from khizana.service.intake.delivery_template import write_template
from khizana.wiring.opening import open_archive
from register_maker.images.pdf import bind
from register_maker.pages.layout import Sheet
from tests.support.cli import Called, khizana
from tests.support.deliveries import BIRTHS, Delivery
from tests.support.policies import adopt
from tests.support.versions import archive_of_template

REGISTER = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
PACKAGE = f"{REGISTER}-v1"
ACT = f"{REGISTER.removesuffix('_p1_office')}_0001"
MENTION = (260, 600)
"""The size of the marginal mention, which has a box of its own."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive_of_template(tmp_path_factory.mktemp("closed"))


@pytest.fixture
def archive(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "archive", symlinks=True))


def opening(archive: Path, close: dict[str, Any]) -> None:
    adopt(archive, "embargo", [close])


def export(archive: Path, subject: str, to: Path) -> Called:
    called = khizana("export", subject, "--to", to, "--archive", archive, "--json")
    assert called.code == 0, called.out + called.err
    return called


def last(archive: Path) -> Entry:
    return list(open_archive(archive).ledger.since(0))[-1].entry


def stood(archive: Path) -> Any:
    return khizana("show", ACT, "--archive", archive, "--json").json["copies"][0]


def test_an_act_comes_with_its_region_cut_from_the_page_and_marked_as_derived(archive: Path, tmp_path: Path) -> None:
    shown = stood(archive)["stands"][0]
    export(archive, ACT, tmp_path / "out")
    folder = tmp_path / "out" / f"{ACT}@office"
    told, mention = json.loads((folder / "provenance.json").read_bytes())["files"]
    cut = picture(folder / told["file"])
    x, y, width, height = shown["boxes"][0]
    master = picture(Path(stood(archive)["path"]) / shown["file"])

    assert "derived" in told["file"]
    assert told["derived"]["sha256"] == shown["sha256"]
    assert told["derived"]["box"] == shown["boxes"][0]
    assert tuple(mention["derived"]["box"][2:]) == MENTION
    assert hashlib.sha256((folder / told["file"]).read_bytes()).hexdigest() == told["sha256"]
    assert cut.convert("L").tobytes() == master.crop((x, y, x + width, y + height)).convert("L").tobytes()


def test_a_page_with_a_closed_act_is_never_handed_out_whole(archive: Path, tmp_path: Path) -> None:
    shown = stood(archive)["stands"][0]
    said = export(archive, ACT, tmp_path / "out").json["closed"][0]

    assert shown["sha256"] not in {hashlib.sha256(path.read_bytes()).hexdigest() for path in files(tmp_path / "out")}
    assert sizes(tmp_path / "out") == [(1900, 1300), MENTION]
    assert (said["access"]["open"], said["access"]["until"]) == (False, "2087-01-05")
    assert said["pages"][0]["whole"] is False
    assert said["pages"][0]["closed"] == said["pages"][0]["acts"] > 0
    assert said["pages"][0]["until"] >= "2087-01-05"


def test_the_whole_page_comes_bit_for_bit_where_every_act_on_it_is_open(archive: Path, tmp_path: Path) -> None:
    opening(archive, {"event": "birth", "never": True})
    said = export(archive, ACT, tmp_path / "out").json["closed"][0]

    assert said["pages"][0]["whole"] is True
    assert stood(archive)["stands"][0]["sha256"] in {
        hashlib.sha256(path.read_bytes()).hexdigest() for path in files(tmp_path / "out")
    }


def test_an_open_act_beside_a_closed_one_comes_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # In 1988: act 1 opened on 6 January; act 2, on the same page, is closed until 11 February.
    monkeypatch.setattr("khizana.wiring.opening.system_clock", lambda: datetime(1988, 1, 10, 12, tzinfo=UTC))
    archive = archive_of_template(tmp_path)
    opening(archive, {"event": "birth", "years": 1})
    (said,) = export(archive, ACT, tmp_path / "out").json["closed"]

    assert said["access"]["open"] is True
    assert (said["pages"][0]["whole"], said["pages"][0]["closed"], said["pages"][0]["until"]) == (
        False,
        1,
        "1988-02-11",
    )
    assert sizes(tmp_path / "out") == [(1900, 1300), MENTION]


def picture(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.load()
        return image


def sizes(folder: Path) -> list[tuple[int, int]]:
    return [picture(path).size for path in sorted(files(folder)) if path.suffix in (".png", ".tif")]


def numbered(archive: Path) -> list[str]:
    return [str(act["id"]) for act in open_archive(archive).reading.acts(PACKAGE)]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_export_is_recorded_without_saying_whose_act_it_was(archive: Path, tmp_path: Path) -> None:
    recorded = export(archive, ACT, tmp_path / "out").json["recorded"]
    entry = last(archive)
    listed = (tmp_path / "out" / "export.json").read_bytes()

    assert (entry.type, entry.subject, entry.outcome) == (EntryType.EXPORTED, REGISTER, "act")
    assert ACT not in entry.encode().decode()
    assert entry.links["manifest"] == recorded["manifest"] == f"sha256:{hashlib.sha256(listed).hexdigest()}"
    assert (entry.counts["acts"], entry.counts["closed"], entry.counts["cut"], entry.counts["whole"]) == (1, 1, 2, 0)


def test_the_list_names_every_file_and_follows_its_schema(archive: Path, tmp_path: Path) -> None:
    export(archive, ACT, tmp_path / "out")
    listed = json.loads((tmp_path / "out" / "export.json").read_bytes())
    found = {str(path.relative_to(tmp_path / "out")) for path in files(tmp_path / "out")} - {"export.json"}

    assert list(Schemas(published.schemas()).violations("urn:khizana:schema:export:1", listed)) == []
    assert {one["path"] for one in listed["files"]} == found
    for one in listed["files"]:
        assert hashlib.sha256((tmp_path / "out" / one["path"]).read_bytes()).hexdigest() == one["sha256"]


def test_a_package_says_what_is_closed_in_it_and_is_recorded(archive: Path, tmp_path: Path) -> None:
    said = export(archive, PACKAGE, tmp_path / "out").json["closed"][0]
    entry = last(archive)

    assert said["acts"] == said["closed"] == len(numbered(archive))
    assert said["until"].startswith("2087-")
    assert (entry.type, entry.subject, entry.outcome) == (EntryType.EXPORTED, PACKAGE, "package")


def test_what_cannot_be_recorded_is_not_handed_out(archive: Path, tmp_path: Path) -> None:
    (archive / "keys" / "ledger.key").unlink()
    refused = khizana("export", ACT, "--to", tmp_path / "out", "--archive", archive)

    assert (refused.code, "recorded" in refused.err) == (1, True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("language", "said"), [("ar", "على المكتب"), ("fr", "au bureau"), ("en", "closed")])
def test_it_is_said_in_three_languages(language: str, said: str, archive: Path, tmp_path: Path) -> None:
    for subject in (ACT, PACKAGE):
        called = khizana("export", subject, "--to", tmp_path / subject, "--archive", archive, "--lang", language)

        assert said in called.out
        assert " 2087" in called.out


def test_nothing_lags_after_an_export(archive: Path, tmp_path: Path) -> None:
    export(archive, ACT, tmp_path / "out")

    assert khizana("status", "--archive", archive, "--json").json["lag"] == {"catalogue": 0, "index": 0}


def test_one_act_of_a_register_in_one_pdf_never_brings_the_register(tmp_path: Path) -> None:
    archive = archive_of_a_pdf(tmp_path)
    held = next((archive / "store").rglob("master/data/*.pdf")).read_bytes()
    export(archive, ACT, tmp_path / "out")
    box = stood(archive)["stands"][0]["boxes"][0]

    assert list((tmp_path / "out").rglob("*.pdf")) == []
    assert held not in [path.read_bytes() for path in files(tmp_path / "out")]
    assert sizes(tmp_path / "out") == [tuple(box[2:]), MENTION]


def archive_of_a_pdf(tmp_path: Path) -> Path:
    """The births of the example delivery with all its pages in one PDF."""
    write_template(tmp_path / "delivery")
    delivery = Delivery(tmp_path / "delivery")
    with delivery.register(BIRTHS) as register:
        book = tmp_path / "delivery" / BIRTHS / "book.pdf"
        paths = [tmp_path / "delivery" / view["file"] for view in register["views"]]
        sheet = Sheet(1.9, 0)
        for number, path in enumerate(paths):
            drawn = Image.new("RGB", (sheet.width, sheet.height), "white")
            drawn.paste(picture(path), (0, 0))
            drawn.save(tmp_path / f"{number}.jpg", quality=60)
        bind([tmp_path / f"{number}.jpg" for number in range(len(paths))], sheet, book)
        for leaf, view in enumerate(register["views"], start=1):
            view["file"], view["leaf"] = f"{BIRTHS}book.pdf", leaf
        for path in paths:
            path.unlink(missing_ok=True)
    with delivery.manifest() as manifest:
        (births,) = [one for one in manifest["registers"] if one["description"] == f"{BIRTHS}register.json"]
        (tmp_path / "delivery" / births.pop("transcriptions")[0]["file"]).unlink()
    with delivery.acts() as acts:
        mentions = [mention for act in acts for mention in act.get("mentions", [])]
        for region in (region for one in [*acts, *mentions] for region in one.get("regions", [])):
            region["leaf"] = [path.name for path in paths].index(Path(region["file"]).name) + 1
            region["file"] = f"{BIRTHS}book.pdf"
    archive = tmp_path / "archive"
    assert khizana("init", archive, "--name", "pdf").code == 0
    took = khizana("ingest", delivery.root, "--archive", archive, "--json").json
    assert took["accepted"], [(one["code"], one["place"]) for one in took["findings"] if one["severity"] == "blocking"]
    return archive
