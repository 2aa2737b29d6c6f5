"""Files are measured by their bytes: digest, size, kind, pixels, damage."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import pyvips
from PIL import Image

from archive.delivery.facts.batch import FileFacts, Problem, Size
from archive.delivery.folder import FolderSource
from archive.delivery.measuring.measure import Role, measure_all
from tests.rooms.delivery.made_pages import jpeg, pdf, picture, tiff


def measure(folder: Path, files: dict[str, bytes], role: Role = Role.PAGE) -> dict[str, FileFacts]:
    """The facts of these files, written below a folder."""
    for path, content in files.items():
        (folder / path).write_bytes(content)
    found = measure_all(FolderSource(folder), list(files), dict.fromkeys(files, role), lambda done, total: None, 2)
    facts = list(found)
    assert not [one for one in facts if isinstance(one, Problem)]
    return {one.path: one for one in facts if isinstance(one, FileFacts)}


def one(folder: Path, path: str, content: bytes, role: Role = Role.PAGE) -> FileFacts:
    return measure(folder, {path: content}, role)[path]


def damage(folder: Path, path: str, content: bytes) -> str | None:
    found = one(folder, path, content).damage
    return found.code if found else None


@pytest.mark.parametrize(
    ("path", "content", "mime", "puid"),
    [
        ("1.tif", tiff(), "image/tiff", "fmt/353"),
        ("1.tif", tiff(compression="ccittfax4", bitdepth=1), "image/tiff", "fmt/353"),
        ("1.jpg", jpeg(interlace=True), "image/jpeg", "x-fmt/390"),
        ("1.tif", tiff(compression="jpeg", tile=True), "image/tiff", "fmt/353"),
        ("1.jpg", jpeg(), "image/jpeg", "x-fmt/390"),
        ("1.jpg", jpeg(keep="none"), "image/jpeg", "fmt/41"),
    ],
)
def test_an_intact_image_has_its_size_kind_and_no_damage(
    tmp_path: Path, path: str, content: bytes, mime: str, puid: str
) -> None:
    facts = one(tmp_path, path, content)

    assert (facts.mime, facts.leaves, facts.damage) == (mime, (Size(400, 300),), None)
    assert facts.puid == puid
    assert (facts.digest.hex, facts.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_a_file_larger_than_the_read_buffer_is_hashed_whole(tmp_path: Path) -> None:
    content = tiff(2000, 1500)
    facts = one(tmp_path, "1.tif", content)

    assert len(content) > 2 << 20
    assert facts.digest.hex == hashlib.sha256(content).hexdigest()


def test_the_kind_is_told_by_the_bytes_and_not_by_the_name(tmp_path: Path) -> None:
    assert one(tmp_path, "1.jpg", tiff()).mime == "image/tiff"


def test_the_size_is_that_before_rotation(tmp_path: Path) -> None:
    turned = picture().copy()
    turned.set_type(pyvips.GValue.gint_type, "orientation", 6)

    assert one(tmp_path, "1.jpg", turned.jpegsave_buffer()).leaves == (Size(400, 300),)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize(("path", "content"), [("1.tif", tiff()), ("1.jpg", jpeg()), ("2.jpg", jpeg(interlace=True))])
def test_an_image_that_was_cut_is_truncated(tmp_path: Path, path: str, content: bytes, share: float) -> None:
    assert damage(tmp_path, path, content[: int(len(content) * share)]) == "TRUNCATED"


def test_a_spoiled_deflate_strip_is_corrupt_data(tmp_path: Path) -> None:
    content = bytearray(tiff(compression="deflate"))
    content[8:10] = bytes(2)  # the zlib header of the first strip

    assert damage(tmp_path, "1.tif", bytes(content)) == "CORRUPT_DATA"


def test_a_header_without_sense_is_a_bad_header(tmp_path: Path) -> None:
    content = bytearray(tiff())
    directory = int.from_bytes(content[4:8], "little")
    content[directory + 2 : directory + 14] = bytes(12)

    assert damage(tmp_path, "1.tif", bytes(content)) == "BAD_HEADER"


def test_damage_in_a_later_directory_is_found_too(tmp_path: Path) -> None:
    whole = Image.effect_noise((300, 200), 60)
    written = BytesIO()
    whole.save(written, "TIFF", save_all=True, append_images=[whole], compression="tiff_deflate")
    content = bytearray(written.getvalue())
    later = Image.open(BytesIO(written.getvalue()))
    later.seek(1)
    strip = later.tag_v2[273][0]  # type: ignore[attr-defined]
    content[strip : strip + 2] = bytes(2)

    assert one(tmp_path, "1.tif", written.getvalue()).damage is None
    assert damage(tmp_path, "1.tif", bytes(content)) is not None


def test_an_image_of_too_many_pixels_is_refused_before_a_pixel_is_decoded(tmp_path: Path) -> None:
    content = bytearray(jpeg())
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = (65000).to_bytes(2, "big") * 2
    facts = one(tmp_path, "1.jpg", bytes(content))

    assert facts.damage is not None
    assert facts.damage.code == "TOO_MANY_PIXELS"
    assert facts.damage.detail == "65000 x 65000"


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("1.tif", b"", "EMPTY_FILE"),
        ("1.pdf", b"", "EMPTY_FILE"),
        ("1.tif", b"II*", "NOT_AN_IMAGE"),
        ("1.jpg", b"<html>not found</html>", "NOT_AN_IMAGE"),
        ("1.png", picture().pngsave_buffer(), "UNSUPPORTED_FORMAT"),
        ("1.pdf", b"just text", "NOT_A_PDF"),
    ],
)
def test_what_is_no_page_image_is_said_to_be_none(tmp_path: Path, path: str, content: bytes, code: str) -> None:
    assert damage(tmp_path, path, content) == code


def test_other_files_are_not_expected_to_be_images(tmp_path: Path) -> None:
    facts = measure(tmp_path, {"acts.csv": b"number\n", "empty.jsonl": b"", "note.bin": b"\x00\x01"}, Role.OTHER)

    assert {path: (one.mime, one.damage) for path, one in facts.items()} == {
        "acts.csv": ("text/csv", None),
        "empty.jsonl": ("application/json", None),
        "note.bin": ("application/octet-stream", None),
    }


def test_jpeg_2000_is_decoded_to_its_end(tmp_path: Path) -> None:
    written = BytesIO()
    Image.effect_noise((200, 100), 60).save(written, "JPEG2000")
    content = written.getvalue()

    assert one(tmp_path, "1.jp2", content).leaves == (Size(200, 100),)
    assert one(tmp_path, "1.jp2", content).damage is None
    assert damage(tmp_path, "1.jp2", content[: len(content) // 2]) == "TRUNCATED"


def test_each_page_of_a_pdf_has_its_crop_box_at_300_dots_an_inch_rounded_up(tmp_path: Path) -> None:
    document = pikepdf.open(BytesIO(pdf((595.276, 841.89), (300, 200))))
    document.pages[1].cropbox = pikepdf.Array([10, 20, 154, 164])
    document.save(tmp_path / "made.pdf")
    facts = one(tmp_path, "1.pdf", (tmp_path / "made.pdf").read_bytes())

    assert facts.damage is None
    assert facts.leaves == (Size(2481, 3508), Size(600, 600))


def test_an_encrypted_pdf_is_refused_with_or_without_a_password(tmp_path: Path) -> None:
    written = BytesIO()
    pikepdf.open(BytesIO(pdf((100, 100)))).save(written, encryption=pikepdf.Encryption(owner="o", user=""))

    assert damage(tmp_path, "1.pdf", pdf((100, 100), password="secret")) == "ENCRYPTED"
    assert damage(tmp_path, "2.pdf", written.getvalue()) == "ENCRYPTED"


def test_a_pdf_without_pages_is_refused(tmp_path: Path) -> None:
    assert damage(tmp_path, "1.pdf", pdf()) == "NO_PAGES"


@pytest.mark.parametrize("share", [0.2, 0.9])
def test_a_pdf_that_was_cut_is_damaged_even_if_a_viewer_would_open_it(tmp_path: Path, share: float) -> None:
    content = pdf((100, 100), image=jpeg())

    assert damage(tmp_path, "1.pdf", content) is None
    assert damage(tmp_path, "1.pdf", content[: int(len(content) * share)]) == "DAMAGED"


def test_a_cut_image_inside_a_whole_pdf_is_found(tmp_path: Path) -> None:
    assert damage(tmp_path, "1.pdf", pdf((100, 100), image=jpeg()[:5000])) == "DAMAGED"


def test_the_same_damage_is_said_in_the_same_words_whatever_fails_beside_it(tmp_path: Path) -> None:
    bad = {f"{n}.jpg": jpeg()[: 4000 + n] for n in range(10)}
    bad |= {f"{n}.tif": tiff(compression="deflate")[: 9000 + n] for n in range(10)}
    together = measure(tmp_path, bad)
    alone = {path: one(tmp_path, path, content) for path, content in bad.items()}

    assert {path: facts.damage for path, facts in together.items()} == {
        path: facts.damage for path, facts in alone.items()
    }
