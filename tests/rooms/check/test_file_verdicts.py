"""Every code on images and PDFs: a file that raises it, and a twin that does not. Those of `by_hand` are written byte by byte."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import pyvips
from PIL import Image

from archive.check.engine.rule import Profile, ProfileKind
from archive.check.file_verdict import FileVerdict, judged
from archive.check.profile.delivery_profile import DEFAULT, DeliveryProfile
from archive.delivery.facts.batch import FileFacts
from archive.delivery.facts.measured import Role
from archive.delivery.loose_files import LooseFiles
from archive.delivery.measuring.isolation import Crew
from archive.delivery.pdf_files import pdfa
from archive.delivery.pdf_files.pdfa import PdfaJudge
from archive.model.finding import Severity
from tests.rooms.delivery import by_hand
from tests.rooms.delivery.by_hand import box, exif, jp2, pdf, resolution_box, segment, tiff
from tests.rooms.delivery.made_pages import drawn, jfif, page_jpeg, page_tiff, picture
from tests.rooms.delivery.made_pages import jpeg as noise
from tests.support.judges import Saying

METRE = (11811, 1, 0)  # 300 dots an inch, in dots a metre
SCRIPT = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
BOMB = zlib.compress(bytes(3 << 20), 9)


def weighing(code: str, severity: Severity | None) -> DeliveryProfile:
    """The profile of a tender that weighs one finding otherwise."""
    return DeliveryProfile(rules=Profile("x", ProfileKind.CONTRACTOR, {code: severity}))


@pytest.fixture(scope="module", autouse=True)
def crew() -> Iterator[Crew]:
    """The same processes for all these files."""
    with Crew() as started:
        yield started


@dataclass(frozen=True)
class Door:
    """Where files are brought to be judged, under the default profile."""

    crew: Crew
    folder: Path

    def facts(self, name: str, content: bytes) -> FileFacts:
        (self.folder / name).write_bytes(content)
        with LooseFiles().open(str(self.folder / name)) as stream:
            facts = self.crew.measure(stream, str(self.folder / name), Role.SINGLE)
        assert isinstance(facts, FileFacts)
        return facts

    def verdict(self, name: str, content: bytes, judge: PdfaJudge | None = None) -> FileVerdict:
        facts = self.facts(name, content)
        answered = list(pdfa.judged(LooseFiles(), [facts], judge or Saying()))
        return judged(answered[0] if answered else facts, DEFAULT)

    def said(self, name: str, content: bytes) -> tuple[str, set[str]]:
        found = self.verdict(name, content)
        return str(found.answer), {finding.code for finding in found.findings}


@pytest.fixture
def door(crew: Crew, tmp_path: Path) -> Door:
    return Door(crew, tmp_path)


def jpeg2000(**options: object) -> bytes:
    """A right page by openjpeg, without a resolution, which it never writes."""
    written = BytesIO()
    Image.frombytes("L", (by_hand.WIDTH, by_hand.HEIGHT), by_hand.pixels()).save(written, "JPEG2000", **options)
    return written.getvalue()


def right_jp2() -> bytes:
    return jp2(jpeg2000(), resolution_box(b"resc", METRE, METRE))


def looped() -> bytes:
    """Two directories, the second naming the first again."""
    content = bytearray(tiff({}, {}))
    (first,) = struct.unpack_from("<I", content, 4)
    (count,) = struct.unpack_from("<H", content, first)
    (second,) = struct.unpack_from("<I", content, first + 2 + 12 * count)
    struct.pack_into("<I", content, second + 2 + 12 * count, first)
    return bytes(content)


def with_thumbnail(flag: int) -> bytes:
    """A second directory of another small picture: its strip is the first rows of the page."""
    return tiff({}, {254: (4, [flag]), 256: (4, [100]), 257: (4, [80]), 278: (4, [80]), **strip_of(100 * 80)})


def strip_of(length: int) -> dict[int, tuple[int, list[int]]]:
    """An uncompressed strip that begins with the header; what it shows does not matter."""
    return {259: (3, [1]), 273: (4, [8]), 279: (4, [length])}


def cmyk() -> bytes:
    content = zlib.compress(by_hand.pixels() * 4)
    return tiff({258: (3, [8, 8, 8, 8]), 262: (3, [5]), 277: (3, [4])}, content=content)


def encrypted(password: str) -> bytes:
    written = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        document.save(written, encryption=pikepdf.Encryption(owner="o", user=password))
    return written.getvalue()


def no_pages() -> bytes:
    return pdf().replace(b"/Kids [3 0 R] /Count 1", b"/Kids [     ] /Count 0")


def attached() -> str:
    return "/Names << /EmbeddedFiles << /Names [(a.txt) << /Type /Filespec /F (a.txt) /EF << /F 5 0 R >> >>] >> >>"


FILE = "<< /Type /EmbeddedFile /Length 2 >>\nstream\nhi\nendstream"
TWICE = f"<< /Filter [/FlateDecode /FlateDecode] /Length {len(zlib.compress(BOMB))} >>\nstream\n"
TWICE += zlib.compress(BOMB).decode("latin-1") + "\nendstream"
ONCE = f"<< /Filter /FlateDecode /Length {len(BOMB)} >>\nstream\n" + BOMB.decode("latin-1") + "\nendstream"
HUGE = "<< /Type /XObject /Subtype /Image /Width 40000 /Height 40000 /ColorSpace /DeviceGray /BitsPerComponent 8 "
HUGE += "/Length 2 >>\nstream\nhi\nendstream"

PIXEL = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
PIXEL += "\nstream\nx\nendstream"
FORM = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 7 >>\nstream\n/Im1 Do\nendstream"
EMPTY_FORM = FORM.replace("/Im1 Do", "       ")
ON_ELEMENT = '<x xmlns:r="r"><pdfaid:part xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" r:t="a">2</pdfaid:part>'
ON_ELEMENT += '<pdfaid:conformance xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">B</pdfaid:conformance></x>   \n'
PREFIXED = '<x xmlns:a="http://www.aiim.org/pdfa/ns/id/" a:part="1" a:conformance="B"/>'
OF_OTHERS = '<x xmlns:pdfaid="urn:x" pdfaid:part="2" pdfaid:conformance="B"/>'


def drawing(name: str, there: str = "", named: str = "/Im0") -> bytes:
    """A page that draws this; the object 6 is what the resources call so, and is there or not."""
    contents = f"<< /Length {len(name) + 3} >>\nstream\n{name} Do\nendstream"
    page = f"/Contents 5 0 R /Resources << /XObject << {named} 6 0 R >> >>"
    return pdf(contents, *([there] if there else []), page=page)


def offset_nought() -> bytes:
    """A PDF whose table says of an object that nobody needs that it stands at the beginning of the file."""
    content = pdf("null")
    return content.replace(b"%010d 00000 n" % content.index(b"5 0 obj"), b"0000000000 00000 n")


CASES: list[tuple[str, str, str, bytes, str, bytes]] = [
    # code, verdict, name of the broken file, its bytes, name of the twin, its bytes
    ("EMPTY_FILE", "invalid", "a.tif", b"", "a.tif", tiff()),
    ("WRONG_EXTENSION", "invalid", "a.jpg", tiff(), "a.tif", tiff()),
    ("WRONG_EXTENSION", "invalid", "a.tif", page_jpeg(), "a.jpeg", page_jpeg()),
    ("TRAILING_DATA", "policy", "a.tif", tiff(after=b"more than nothing"), "a.tif", tiff()),
    ("TRAILING_DATA", "policy", "a.jpg", page_jpeg() + b"\0", "a.jpg", page_jpeg()),
    ("TRAILING_DATA", "policy", "a.jp2", right_jp2() + b"????", "a.jp2", right_jp2() + box(b"xml ", b"<a/>")),
    ("TRAILING_DATA", "policy", "a.pdf", pdf(after=b"hidden"), "a.pdf", pdf()),
    ("NOT_AN_IMAGE", "invalid", "a.tif", b"<html>not found</html>", "a.tif", tiff()),
    ("BAD_HEADER", "invalid", "a.tif", tiff({256: (4, [0]), 257: (4, [1])}), "a.tif", tiff(order=">")),
    ("BAD_HEADER", "invalid", "a.tif", b"II*\0" + struct.pack("<I", 8)[:3] + b"", "a.tif", tiff(big=True)),
    ("BAD_STRUCTURE", "invalid", "a.tif", b"II*\0" + bytes(100), "a.tif", tiff(order=">", big=True)),
    ("BAD_STRUCTURE", "invalid", "a.jpg", b"\xff\xd8\xff\xd9" + bytes(8), "a.jpg", by_hand.jpeg(exif(300, 300))),
    ("BAD_STRUCTURE", "invalid", "a.jp2", right_jp2().replace(b"ihdr", b"free"), "a.jp2", right_jp2()),
    ("TRUNCATED", "invalid", "a.tif", tiff()[:-40], "a.tif", tiff()),
    ("TRUNCATED", "invalid", "a.jpg", page_jpeg()[:-2], "a.jpg", page_jpeg(interlace=True)),
    ("TRUNCATED", "invalid", "a.jpg", page_jpeg()[:9000], "a.jpg", page_jpeg()),
    ("TRUNCATED", "invalid", "a.jp2", right_jp2()[:-500], "a.jp2", right_jp2()),
    ("CORRUPT_DATA", "invalid", "a.tif", tiff(content=b"\0\0" + zlib.compress(by_hand.pixels())[2:]), "a.tif", tiff()),
    ("IFD_LOOP", "invalid", "a.tif", looped(), "a.tif", tiff()),
    ("TOO_MANY_PIXELS", "invalid", "a.tif", tiff({256: (4, [40000]), 257: (4, [40000])}), "a.tif", tiff()),
    ("TOO_FEW_PIXELS", "policy", "a.jpg", jfif(noise(300, 300, keep="none")), "a.jpg",
     jfif(drawn(500, 400).jpegsave_buffer(keep="none"))),
    ("LOW_RESOLUTION", "policy", "a.tif", tiff({282: (5, [293, 1]), 283: (5, [293, 1])}), "a.tif", tiff()),
    ("LOW_RESOLUTION", "policy", "a.jpg", page_jpeg(72), "a.jpg", page_jpeg(400)),
    ("LOW_RESOLUTION", "warn", "a.tif", tiff({282: (5, [294, 1]), 283: (5, [299, 1])}), "a.tif", tiff()),
    ("LOW_RESOLUTION", "policy", "a.tif", tiff({296: (3, [3]), 282: (5, [100, 1]), 283: (5, [100, 1])}), "a.tif",
     tiff({296: (3, [3]), 282: (5, [11811, 100]), 283: (5, [11811, 100])})),
    ("NO_RESOLUTION", "policy", "a.tif", tiff({282: (5, []), 283: (5, [])}), "a.tif", tiff({296: (3, [])})),
    ("NO_RESOLUTION", "policy", "a.tif", tiff({296: (3, [1])}), "a.tif", tiff()),
    ("NO_RESOLUTION", "policy", "a.tif", tiff({282: (5, [300, 0]), 283: (5, [300, 0])}), "a.tif", tiff()),
    ("NO_RESOLUTION", "policy", "a.jpg", jfif(by_hand.jpeg(), unit=0), "a.jpg", jfif(by_hand.jpeg(exif(300, 300)), 1, 1, 0)),
    ("NO_RESOLUTION", "policy", "a.jpg", by_hand.jpeg(segment(0xE1, b"Exif\0\0MM")), "a.jpg", by_hand.jpeg(exif(300, 300))),
    ("NO_RESOLUTION", "policy", "a.jp2", jpeg2000(), "a.jp2", jp2(jpeg2000(), resolution_box(b"resd", METRE, METRE))),
    ("LOW_RESOLUTION", "policy", "a.jp2", jp2(jpeg2000(), resolution_box(b"resc", (28, 1, 2), (28, 1, 2))), "a.jp2",
     jp2(jpeg2000(), resolution_box(b"resc", (118, 1, 2), (118, 1, 2)))),
    ("UNEQUAL_RESOLUTION", "policy", "a.tif", tiff({283: (5, [600, 1])}), "a.tif", tiff({283: (5, [302, 1])})),
    ("IMPLAUSIBLE_RESOLUTION", "policy", "a.tif", tiff({282: (5, [7620, 1]), 283: (5, [7620, 1])}), "a.tif",
     tiff({282: (5, [600, 1]), 283: (5, [600, 1])})),
    ("IMPLAUSIBLE_RESOLUTION", "policy", "a.tif", tiff({296: (3, [3]), 282: (5, [300, 1]), 283: (5, [300, 1])}), "a.tif",
     tiff({296: (3, [3]), 282: (5, [236, 1]), 283: (5, [236, 1])})),
    ("RESOLUTION_CONFLICT", "policy", "a.jpg", jfif(by_hand.jpeg(exif(300, 300)), 72, 72), "a.jpg",
     jfif(by_hand.jpeg(exif(300, 300)), 118, 118, 2)),
    ("COLOUR_SPACE", "policy", "a.tif", cmyk(), "a.tif", page_tiff()),
    ("MULTIPAGE", "policy", "a.tif", tiff({}, {}), "a.tif", with_thumbnail(1)),
    ("MULTIPAGE", "policy", "a.tif", tiff({}, {257: (4, [400]), 278: (4, [400])}), "a.tif", with_thumbnail(0)),
    ("BLANK_PAGE", "policy", "a.tif", tiff(content=zlib.compress(b"\xee" * (1000 * 800))), "a.tif", tiff()),
    ("UNSUPPORTED_FORMAT", "policy", "a.png", picture().pngsave_buffer(), "a.tif", tiff()),
    ("UNSUPPORTED_FORMAT", "policy", "a.tif", tiff({259: (3, [34712])}), "a.tif", tiff()),
    ("NOT_A_PDF", "invalid", "a.pdf", b"just text", "a.pdf", pdf()),
    ("DAMAGED", "invalid", "a.pdf", pdf()[: len(pdf()) // 2], "a.pdf", pdf()),
    ("NO_PAGES", "invalid", "a.pdf", no_pages(), "a.pdf", pdf()),
    ("ENCRYPTED", "invalid", "a.pdf", encrypted("secret"), "a.pdf", pdf()),
    ("ENCRYPTED", "invalid", "a.pdf", encrypted(""), "a.pdf", pdf()),
    ("ACTIVE_CONTENT", "policy", "a.pdf", pdf(catalog=SCRIPT), "a.pdf", pdf(catalog="/OpenAction [3 0 R /Fit]")),
    ("ACTIVE_CONTENT", "policy", "a.pdf", pdf(page="/AA << /O << /S /Launch /F (cmd.exe) >> >>"), "a.pdf",
     pdf(page="/AA << /O << /S /GoTo /D [3 0 R /Fit] >> >>")),
    ("EMBEDDED_FILE", "policy", "a.pdf", pdf(FILE, catalog=attached()), "a.pdf", pdf()),
    ("NOT_PDFA", "policy", "a.pdf", pdf(claim=""), "a.pdf", pdf(claim="1B")),
    ("NOT_PDFA", "policy", "a.pdf", pdf(claim="3A"), "a.pdf", pdf(claim="3B")),
    ("NOT_PDFA", "policy", "a.pdf", pdf(xmp=OF_OTHERS), "a.pdf", pdf(xmp=ON_ELEMENT)),
    ("NOT_PDFA", "policy", "a.pdf", pdf(xmp=ON_ELEMENT[:-9]), "a.pdf", pdf(xmp=PREFIXED)),
    ("DAMAGED", "invalid", "a.pdf", drawing("/Im0"), "a.pdf", drawing("/Im0", PIXEL)),
    ("DAMAGED", "invalid", "a.pdf", drawing("/Fm0", FORM, "/Fm0"), "a.pdf", drawing("/Fm0", EMPTY_FORM, "/Fm0")),
    ("DECOMPRESSION_BOMB", "invalid", "a.pdf", pdf(TWICE), "a.pdf", pdf(ONCE)),
    ("TOO_MANY_PIXELS", "invalid", "a.pdf", pdf(HUGE), "a.pdf", pdf()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "answer", "name", "broken", "twin_name", "twin"),
    CASES,
    ids=[f"{n}-{one[0]}" for n, one in enumerate(CASES)],
)
def test_a_broken_file_raises_its_code_and_its_twin_raises_none(
    door: Door, code: str, answer: str, name: str, broken: bytes, twin_name: str, twin: bytes
) -> None:
    found = door.said(name, broken)

    assert (found[0], code in found[1]) == (answer, True), found
    assert door.said(twin_name, twin) == ("valid", set())


def test_a_claim_that_the_judge_denies_is_false_and_names_the_clause(door: Door) -> None:
    found = door.verdict("a.pdf", pdf(), Saying(kept=False))

    assert [finding.code for finding in found.findings] == ["NOT_PDFA", "FALSE_PDFA_CLAIM"]
    assert "6.2.9" in str(found.findings[1].params["clauses"])
    assert found.answer == "policy"


def test_a_false_claim_is_said_whether_its_flavour_is_taken_or_not(door: Door) -> None:
    found = door.verdict("a.pdf", pdf(claim="3A"), Saying(kept=False))
    weighed = weighing("NOT_PDFA", None)
    facts = next(iter(pdfa.judged(LooseFiles(), [door.facts("b.pdf", pdf())], Saying(kept=False))))

    assert [finding.code for finding in found.findings] == ["NOT_PDFA", "FALSE_PDFA_CLAIM"]
    assert [finding.code for finding in judged(facts, weighed).findings] == ["FALSE_PDFA_CLAIM"]


def test_what_qpdf_handles_correctly_is_a_remark_and_no_damage(door: Door) -> None:
    found = door.verdict("a.pdf", offset_nought())

    assert [(finding.code, str(finding.severity)) for finding in found.findings] == [("STRUCTURE_REMARK", "warning")]
    assert "handled correctly by qpdf" in str(found.findings[0].params["detail"])


def test_without_a_judge_a_claim_is_not_checked_which_is_a_warning(door: Door) -> None:
    found = door.verdict("a.pdf", pdf(), pdfa.NoJudge())

    assert [finding.code for finding in found.findings] == ["PDFA_NOT_CHECKED"]
    assert found.answer == "warn"


def test_an_exif_rotation_is_nothing_against_a_page(door: Door) -> None:
    turned = drawn().copy()
    turned.set_type(pyvips.GValue.gint_type, "orientation", 6)

    assert door.said("a.jpg", turned.jpegsave_buffer()) == ("valid", set())


@pytest.mark.parametrize(
    "options",
    [
        {"compression": "lzw"},
        {"compression": "none"},
        {"compression": "jpeg"},
        {"compression": "ccittfax4", "bitdepth": 1},
        {"compression": "deflate", "tile": True},
        {"compression": "deflate", "bigtiff": True},
    ],
    ids=str,
)
def test_the_usual_kinds_of_tiff_are_taken_and_cut_ones_are_not(door: Door, options: dict[str, object]) -> None:
    content = page_tiff(**options)

    assert door.said("a.tif", content) == ("valid", set())
    assert door.said("a.tif", content[: len(content) // 2]) == ("invalid", {"TRUNCATED"})


def test_the_profile_weighs_and_switches_off(door: Door) -> None:
    facts = door.facts("a.tif", tiff({296: (3, [1])}))
    answers = [judged(facts, weighing("NO_RESOLUTION", weight)).answer for weight in (None, Severity.WARNING)]

    assert answers == ["valid", "warn"]
