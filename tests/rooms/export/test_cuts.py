"""A region is cut where its boxes were measured, whatever the format, and nothing around it comes with it."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from archive.delivery.facts.measured import Opened, Role
from archive.delivery.pdf_files.pdf import measure_pdf
from archive.model.digest import Digest
from archive.model.records.view import Box, View
from khizana.service.access.region_cuts import NotCut, cut

BOX = Box(30, 50, 40, 20)


def page(size: tuple[int, int] = (200, 300)) -> Image.Image:
    """White, with one black box, and grey everywhere near it."""
    made = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(made)
    draw.rectangle((20, 40, 79, 79), fill=(128, 128, 128))
    draw.rectangle((BOX.x, BOX.y, BOX.x + BOX.width - 1, BOX.y + BOX.height - 1), fill="black")
    return made


def view(width: int, height: int, leaf: int = 1) -> View:
    return View("v0001", "0001.tif", leaf, "page", (1,), width, height, Digest.of(b""))


def cut_of(path: Path, of: View, *boxes: Box) -> list[Image.Image]:
    with path.open("rb") as stream:
        return [Image.open(io.BytesIO(one)) for one in cut(stream, of, boxes)]


def levels(image: Image.Image) -> tuple[tuple[int, int], tuple[int, int]]:
    """Its size, and its darkest and lightest grey."""
    darkest, lightest = image.convert("L").getextrema()
    return image.size, (int(str(darkest)), int(str(lightest)))


@pytest.mark.parametrize(
    ("name", "options"), [("a.tif", {}), ("a.jp2", {"irreversible": False}), ("a.jpg", {"quality": 95})]
)
def test_a_box_is_cut_out_of_an_image(name: str, options: dict[str, object], tmp_path: Path) -> None:
    page().save(tmp_path / name, **options)
    (found,) = cut_of(tmp_path / name, view(200, 300), BOX)

    size, (_, lightest) = levels(found)
    assert (found.format, size) == ("PNG", (40, 20))
    assert lightest < 60


def test_a_picture_that_is_to_be_turned_is_cut_as_it_is_stored(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    page().save(tmp_path / "turned.jpg", quality=95, exif=exif)
    (found,) = cut_of(tmp_path / "turned.jpg", view(200, 300), BOX)

    assert found.size == (40, 20)
    assert found.getexif().get(0x0112, 1) == 1
    assert levels(found)[1][1] < 60


def test_the_page_of_a_tiff_with_several_is_the_one_that_was_meant(tmp_path: Path) -> None:
    Image.new("RGB", (200, 300), "white").save(tmp_path / "two.tif", save_all=True, append_images=[page()])

    assert levels(cut_of(tmp_path / "two.tif", view(200, 300, leaf=2), BOX)[0]) == ((40, 20), (0, 0))


@pytest.mark.parametrize("rotation", [0, 90, 180])
def test_a_page_of_a_pdf_is_cut_by_its_crop_box_before_any_rotation(rotation: int, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    with pikepdf.new() as document:
        for shade in ("1 g", "0 g"):
            # The crop box leaves out 10 points on every side; in it a square of 20 points lies 5 points from left and top.
            content = document.make_stream(f"0.5 g 10 10 80 130 re f {shade} 15 115 20 20 re f".encode())
            made = pikepdf.Dictionary(
                Type=pikepdf.Name.Page,
                MediaBox=[0, 0, 100, 150],
                CropBox=[10, 10, 90, 140],
                Contents=content,
                Rotate=rotation,
            )
            document.pages.append(pikepdf.Page(document.make_indirect(made)))
        document.save(path)
    with path.open("rb") as stream:
        measured = measure_pdf(Opened(stream.fileno(), path.name, path.stat().st_size, "application/pdf", Role.PAGE))
    size = measured.leaves[1]
    inner = Box(round(6 * 300 / 72), round(6 * 300 / 72), 70, 70)
    first, second = (cut_of(path, view(size.width, size.height, leaf), inner)[0] for leaf in (1, 2))

    assert levels(first) == ((70, 70), (255, 255))
    assert levels(second) == ((70, 70), (0, 0))


def test_an_image_of_another_size_than_was_measured_is_not_cut(tmp_path: Path) -> None:
    page().save(tmp_path / "a.tif")

    with pytest.raises(NotCut, match="200 x 300 pixels"):
        cut_of(tmp_path / "a.tif", view(300, 200), BOX)


def test_what_is_no_image_is_not_cut(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(b"nothing")

    with pytest.raises(NotCut):
        cut_of(tmp_path / "a.tif", view(200, 300), BOX)
