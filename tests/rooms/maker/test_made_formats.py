"""JPEG 2000 pages and transcriptions: right in every combination, and true to what is drawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import pyvips
from PIL import Image

from archive.delivery.image_files import jp2_boxes
from archive.delivery.xml_documents.transcriptions import read
from archive.model.records.view import Box
from khizana.service.intake import intake
from register_maker.acts.paper_acts import Acts
from register_maker.errors import CannotMake
from register_maker.maker import make
from register_maker.pages.canvas import Canvas
from register_maker.pages.fonts import find_fonts
from register_maker.pages.layout import ACT_HEIGHT, HEIGHT, WIDTH, Sheet, act_box, row_top
from register_maker.pages.lettering import Lettering
from register_maker.pages.page_contents import Pages
from register_maker.pages.writing import written
from register_maker.volumes.plan import Volume, plan
from register_maker.words.offices import Province
from register_maker.words.people import People
from tests.support.cli import khizana

SMALL: dict[str, Any] = {"acts": 4, "seed": 41, "registers": 1, "scale": 0.3}


def findings(folder: Path) -> list[Any]:
    outcome: Any = intake.check(folder, lambda *_: None).to_json()
    return [one for one in outcome["findings"] if one["code"] != "PDFA_NOT_CHECKED"]


@pytest.mark.parametrize("transcription", ["", "page", "alto"])
@pytest.mark.parametrize("form", ["tiff-g4", "tiff-jpeg", "jpeg", "pdf", "jp2"])
def test_a_right_delivery_of_each_format_raises_nothing(form: str, transcription: str, tmp_path: Path) -> None:
    make(tmp_path / "lot", formats=(form,), transcription=transcription, **SMALL)

    assert findings(tmp_path / "lot") == []


@pytest.mark.parametrize("transcription", ["page", "alto"])
def test_the_same_seed_gives_the_same_jpeg_2000_and_transcription(transcription: str, tmp_path: Path) -> None:
    for name in ("one", "other"):
        make(tmp_path / name, formats=("jp2",), transcription=transcription, **SMALL)
    one, other = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("one", "other")
    )

    assert any(path.suffix == ".jp2" for path in one) and any(path.suffix == ".xml" for path in one)
    assert one == other


def test_jpeg_2000_says_300_dots_an_inch_and_shows_the_same_page(tmp_path: Path) -> None:
    for form in ("jp2", "jpeg"):
        make(tmp_path / form, formats=(form,), **SMALL)
    drawn = sorted((tmp_path / "jp2").rglob("*.jp2"))[2]
    boxes = jp2_boxes.read(drawn.read_bytes())
    (stated,) = boxes.resolutions
    with Image.open(drawn) as page:
        shown = pyvips.Image.new_from_memory(page.tobytes(), page.width, page.height, 3, "uchar")
    same = pyvips.Image.new_from_file(str(sorted((tmp_path / "jpeg").rglob("*.jpg"))[2]))

    assert (stated.source, round(stated.x, 3), round(stated.y, 3)) == ("resc", 300.0, 300.0)
    assert (shown.width, shown.height) == (same.width, same.height)
    assert (shown - same).abs().avg() < 6


def lettering(scale: float) -> Lettering:
    fonts = find_fonts()
    return Lettering({"print": str(fonts.print), "arabic": str(fonts.arabic), "latin": str(fonts.latin)}, scale)


def pages_of(*, acts: int, registers: int, seed: int, scale: float) -> tuple[list[Volume], Pages]:
    province = Province.load(seed=1)
    people = People.load(province.chief_town)
    volumes = plan(province, acts=acts, seed=seed, registers=registers)
    return volumes, Pages(Acts.of(volumes, people, seed), province, scale)


def left_over(canvas: Canvas, boxes: list[Box], top: int, bottom: int) -> float:
    """The darkest ink between two lines of the page that no box encloses."""
    for box in boxes:
        canvas.fill(box.x, box.y, box.width, box.height, shade=0)
    return float(canvas.image().crop(0, top, canvas.width, bottom - top).max())


def test_the_lines_of_a_table_enclose_all_its_ink() -> None:
    volumes, pages = pages_of(acts=60, registers=1, seed=42, scale=0.5)
    volume = volumes[0]
    number = next(page for page in range(1, volume.pages + 1) if volume.kind_of(page) == "table")
    canvas, lines = written(pages.page(volume, number, ""), lettering(0.5))

    assert len(lines) == 1 + 1 + 30
    assert canvas.image().max() == 255
    assert left_over(canvas, [line.box for line in lines], 0, canvas.height) == 0


def test_the_lines_of_an_act_enclose_all_its_writing() -> None:
    """Above the signatures; blots are nobody's words."""
    volumes, pages = pages_of(acts=24, registers=3, seed=43, scale=0.5)
    for volume in volumes:
        page = pages.page(volume, 2, "")
        if any(row.stained for block in page.blocks for row in block.rows):
            continue
        canvas, lines = written(page, lettering(0.5))
        end = min(row_top(0, len(page.blocks[0].rows)), act_box(0).y + ACT_HEIGHT - 230)
        texts = {line.text for line in lines}

        assert left_over(canvas, [line.box for line in lines], 0, end // 2) == 0
        for row in page.blocks[0].rows:
            assert not (row.arabic or row.latin).strip() or any(
                row.arabic in text and row.latin in text for text in texts
            )


@pytest.mark.parametrize("kind", ["page", "alto"])
def test_a_transcription_is_read_back_line_by_line_with_ink_in_each_box(kind: str, tmp_path: Path) -> None:
    make(tmp_path / "lot", formats=("jpeg",), transcription=kind, **SMALL | {"scale": 0.5})
    manifest = json.loads((tmp_path / "lot/manifest.json").read_bytes())
    (register,) = manifest["registers"]
    for entry in register["transcriptions"]:
        found = read((tmp_path / "lot" / entry["file"]).read_bytes())
        image = pyvips.Image.new_from_file(str(tmp_path / "lot" / entry["image"])).colourspace("b-w")

        assert (found.image, found.size.width, found.size.height) == (
            Path(entry["image"]).name,
            image.width,
            image.height,
        )
        assert found.lines
        for line in found.lines:
            assert line.box is not None and line.box.inside(image.width, image.height)
            inked = image.crop(line.box.x, line.box.y, line.box.width, line.box.height)
            assert inked.min() < 150, line.text


def test_turned_boxes_stay_inside_the_image() -> None:
    sheet = Sheet(0.5, 0.35)
    whole = sheet.turned(Box(0, 0, round(WIDTH * 0.5), round(HEIGHT * 0.5)))

    assert whole == Box(0, 0, sheet.width, sheet.height)


def test_a_page_bears_no_transcription_where_nothing_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(CannotMake, match="transcriptions need images"):
        make(tmp_path / "lot", images=False, transcription="page", acts=4, seed=1, registers=1)
    with pytest.raises(CannotMake, match="no transcription 'hocr'; the known ones are page, alto"):
        make(tmp_path / "lot", transcription="hocr", acts=4, seed=1, registers=1)


def test_the_command_takes_formats_transcriptions_and_mixed_defects(tmp_path: Path) -> None:
    arguments = ("--acts", "4", "--registers", "2", "--format", "jp2", "--format", "jpeg", "--transcription", "alto")
    made = khizana("demo", "make", tmp_path / "lot", *arguments, "--random-defects", "2", "--json")
    names = {path.suffix for path in (tmp_path / "lot").rglob("*.*")}

    assert made.code == 0, made.err
    assert len(made.json["planted"]) == 2
    assert {".jp2", ".jpg", ".xml"} <= names
