"""The drawn pages: real letters where they belong, 300 dots an inch, the same on every machine."""

from __future__ import annotations

import struct
from pathlib import Path

import pikepdf
import pytest
import pyvips

from archive.delivery.facts.batch import DeliveredRegister
from archive.model.records.view import Box
from register_maker.acts.paper_acts import Acts
from register_maker.errors import CannotMake
from register_maker.maker import make
from register_maker.pages.fonts import find_fonts
from register_maker.pages.layout import LABEL, MARGIN_WIDTH, MOST_SKEW, ROW_HEIGHT, Sheet, act_box, row_top
from register_maker.pages.lettering import Lettering
from register_maker.pages.page_contents import COVER, Pages
from register_maker.volumes.links import link
from register_maker.volumes.plan import plan
from register_maker.words.offices import Province
from register_maker.words.people import People
from tests.rooms.maker.conftest import DRAWN_SEED, Received, drawn_delivery
from tests.rooms.maker.font_letters import letters

SCALE = 0.35
ACTS_PAGE = 2


def lettering() -> Lettering:
    fonts = find_fonts()
    return Lettering({"print": str(fonts.print), "arabic": str(fonts.arabic), "latin": str(fonts.latin)}, 1.0)


def named(drawn: Received, ending: str) -> list[Path]:
    return sorted(drawn.root.rglob(f"images/*{ending}"))


def first_acts_view(register: DeliveredRegister) -> str:
    return next(view.file for view in register.views if view.kind == "acts")


def darkness(image: pyvips.Image, box: Box) -> float:
    """How far the ink of a box is from its paper, from 0 to 255."""
    part = image.crop(box.x, box.y, box.width, box.height)
    return float(part.max()) - float(part.avg())


def row(slot: int, order: int, left: int, right: int) -> Box:
    box = act_box(slot)
    inner = Box(box.x + left, row_top(slot, order) + 8, right - left, ROW_HEIGHT - 16)
    return Sheet(SCALE, 0).on_image(inner)


def test_writes_arabic_from_the_right_and_latin_from_the_left(drawn: Received) -> None:
    register = next(one for one in drawn.batch.registers if one.description["event"] == "birth")
    image = pyvips.Image.new_from_file(str(drawn.root / first_acts_view(register))).colourspace("b-w")
    start, end = MARGIN_WIDTH + LABEL, act_box(0).width - LABEL
    latin = darkness(image, row(0, 0, start + 30, start + 200))
    arabic = darkness(image, row(0, 0, end - 120, end - 20))
    between = darkness(image, row(0, 0, end - 480, end - 420))

    assert min(latin, arabic) > 4 * max(between, 1)


def test_joins_arabic_letters() -> None:
    joined = lettering().mask("سليم", "arabic", 20, 2000)
    apart = [lettering().mask(letter, "arabic", 20, 2000) for letter in "سليم"]

    assert joined.width < 0.8 * sum(one.width for one in apart)


def test_orders_arabic_from_right_to_left() -> None:
    ink = lettering().mask("اب", "print", 20, 2000)
    tall = [column for column in range(ink.width) if ink.crop(column, 0, 1, ink.height // 3).max() > 128]

    assert min(tall) > ink.width / 2


def test_makes_long_text_smaller_to_stay_in_its_box() -> None:
    long = lettering().mask("اليوم الخامس والعشرين من شهر شتنبر سنة ألف وتسعمائة وسبع وثمانين", "arabic", 20, 600)

    assert 500 < long.width <= 600


def test_every_letter_it_writes_is_in_its_own_font() -> None:
    province = Province.load(seed=1)
    people, seed = People.load(province.chief_town), 3
    volumes = link(plan(province, acts=240, seed=seed, registers=8), seed)
    pages = Pages(Acts.of(volumes, people, seed), province, 1.0)
    written: dict[str, set[str]] = {"print": set("0123456789"), "arabic": set(), "latin": set()}
    for volume in volumes:
        for number in range(COVER, volume.pages + 1):
            page = pages.page(volume, number, "")
            head = page.head
            for text in (*head.ar, *head.fr, head.title_ar, head.title_fr, head.year):
                written["print"].update(text)
            for label in head.labels:
                written["print"].update(label.ar + label.fr)
            for block in page.blocks:
                written["arabic"].update(*block.margin)
            for line in (*page.lines, *(one for block in page.blocks for one in block.rows)):
                written["latin"].update(line.latin)
                written["arabic"].update(line.arabic)
            for line in page.lines:
                written["latin"].update(line.fr)
                written["arabic"].update(line.ar)
    fonts = find_fonts()
    files = {"print": fonts.print, "arabic": fonts.arabic, "latin": fonts.latin}
    lacking = {use: {x for x in texts if ord(x) not in letters(files[use])} for use, texts in written.items()}

    assert lacking == {"print": set(), "arabic": set(), "latin": set()}


def test_every_act_of_an_event_has_the_same_printed_form() -> None:
    province = Province.load(seed=1)
    people, seed = People.load(province.chief_town), 4
    volumes = plan(province, acts=320, seed=seed, registers=8)
    pages = Pages(Acts.of(volumes, people, seed), province, 1.0)
    for volume in volumes:
        for number in range(2, volume.closing_page):
            page = pages.page(volume, number, "")
            for block in page.blocks:
                assert [(one.fr, one.ar if one.ar and volume.language == "ar" else "") for one in block.rows] == [
                    (label.fr, label.ar) for label in page.head.labels
                ]


def test_system_fonts_change_no_pixel(drawn: Received, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "fonts.conf"
    other.write_text(
        "<fontconfig><dir>/usr/share/fonts</dir><match target='font'><edit name='hintstyle' mode='assign'>"
        "<const>hintfull</const></edit></match></fontconfig>"
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(other))
    again = drawn_delivery(tmp_path / "again").directory

    assert (again / "manifest.json").read_bytes() == (drawn.root / "manifest.json").read_bytes()


def test_pyvips_reads_300_dots_an_inch(drawn: Received) -> None:
    images = [pyvips.Image.new_from_file(str(path)) for path in named(drawn, ".tif") + named(drawn, ".jpg")]
    dots = {(round(one.xres * 25.4, 1), round(one.yres * 25.4, 1)) for one in images}

    assert dots == {(300.0, 300.0)}


def test_tiff_states_its_resolution_in_inches_and_no_date(drawn: Received) -> None:
    found = [tags(path.read_bytes()) for path in named(drawn, ".tif")]

    assert {compression for one in found for compression in [one[259]]} == {4, 7}
    assert {(one[282], one[283], one[296]) for one in found} == {(300.0, 300.0, 2)}
    assert not any(306 in one for one in found)


def test_jpeg_states_its_resolution_in_its_first_segment(drawn: Received) -> None:
    heads = {path.read_bytes()[:18] for path in named(drawn, ".jpg")}

    assert heads == {b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01" + struct.pack(">HH", 300, 300)}


def test_pdf_holds_one_page_image_a_view(drawn: Received) -> None:
    (path,) = named(drawn, ".pdf")
    sheet = Sheet(SCALE, 0)
    with pikepdf.open(path) as document:
        shown = [next(iter(page.get_images().values())) for page in document.pages]
        pages = [pyvips.Image.new_from_buffer(image.read_raw_bytes(), "") for image in shown]
    sizes = {(page.width, page.height) for page in pages}
    facts = drawn.batch.files[path.relative_to(drawn.root).as_posix()]

    assert sizes == {(sheet.width, sheet.height)}
    assert {(leaf.width, leaf.height) for leaf in facts.leaves} == sizes
    assert len(facts.leaves) == len(shown)


@pytest.mark.parametrize("angle", [-MOST_SKEW, MOST_SKEW])
def test_two_acts_stay_apart_on_a_page_that_lies_askew(angle: float) -> None:
    upper, lower = (Sheet(1, angle).on_image(act_box(slot)) for slot in (0, 1))

    assert upper.y + upper.height < lower.y
    assert lower.inside(2480, 3508)


def test_a_box_follows_the_frame_that_was_drawn(drawn: Received) -> None:
    register = next(one for one in drawn.batch.registers if first_acts_view(one).endswith(".jpg"))
    act = next(drawn.acts(register))
    box = Box.of(act["regions"][0]["boxes"][0])
    image = pyvips.Image.new_from_file(str(drawn.root / act["regions"][0]["file"])).colourspace("b-w")
    band = max(6, round(18 * SCALE))
    edges = [
        Box(box.x, box.y, box.width, band),
        Box(box.x, box.y + box.height - band, box.width, band),
        Box(box.x, box.y, band, box.height),
        Box(box.x + box.width - band, box.y, band, box.height),
    ]

    assert min(darkness(image, edge) for edge in edges) > 20


def test_no_images_are_small_real_forms_that_say_so(wide: Received) -> None:
    files = named(wide, ".tif")
    sizes = [path.stat().st_size for path in files]
    contents = {path.read_bytes() for path in files}
    first = pyvips.Image.new_from_file(str(files[0]))

    assert max(sizes) < 2048
    assert len(contents) == len(files)
    assert (first.width, first.height, first.interpretation) == (620, 877, "b-w")
    assert all("no images drawn" in str(one.description["capture"]) for one in wide.batch.registers)


def test_names_the_font_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotMake, match=r"Amiri is not in .*KHIZANA_FONTS"):
        make(tmp_path / "delivery", acts=2, seed=DRAWN_SEED, registers=1, fonts=tmp_path)

    assert not (tmp_path / "delivery").exists()


def tags(tiff: bytes) -> dict[int, float]:
    """The single values of the first directory, read without any library (TIFF 6.0, section 2)."""
    assert tiff[:4] == b"II*\0"
    (directory,) = struct.unpack_from("<I", tiff, 4)
    (count,) = struct.unpack_from("<H", tiff, directory)
    found: dict[int, float] = {}
    for order in range(count):
        tag, kind, number, value = struct.unpack_from("<HHII", tiff, directory + 2 + 12 * order)
        if kind == 5:
            above, below = struct.unpack_from("<II", tiff, value)
            found[tag] = above / below
        elif number == 1:
            found[tag] = value & 0xFFFF if kind == 3 else value
    return found
