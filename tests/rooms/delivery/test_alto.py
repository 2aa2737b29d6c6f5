"""ALTO becomes the same lines as PAGE XML, and only what can be laid on an image is taken."""

from __future__ import annotations

import pytest

from archive.delivery.facts.batch import Size
from archive.delivery.xml_documents.transcriptions import lines, read
from archive.delivery.xml_documents.xml import InvalidXml
from archive.model.records.transcription import DeliveredLine
from archive.model.records.view import Box

LINE = '<TextLine ID="l1" HPOS="10" VPOS="20" WIDTH="30" HEIGHT="15">{}</TextLine>'
WORDS = '<String CONTENT="رسم" HPOS="30" VPOS="20" WIDTH="10" HEIGHT="15"/>{}<String CONTENT="الولادة"/>'


def alto(
    body: str, version: int = 4, unit: str = "pixel", size: str = 'WIDTH="100" HEIGHT="50"', pages: int = 1
) -> bytes:
    page = f'<Page ID="p" {size}><PrintSpace><TextBlock>{body}</TextBlock></PrintSpace></Page>'
    described = f"<Description><MeasurementUnit>{unit}</MeasurementUnit>"
    described += "<sourceImageInformation><fileName>1.tif</fileName></sourceImageInformation></Description>"
    namespace = f"http://www.loc.gov/standards/alto/ns-v{version}#"
    return f'<alto xmlns="{namespace}">{described}<Layout>{page * pages}</Layout></alto>'.encode()


@pytest.mark.parametrize("version", [2, 3, 4])
def test_a_line_has_its_words_and_its_box(version: int) -> None:
    found = lines(alto(LINE.format(WORDS.format("<SP/>")), version))

    assert found == (DeliveredLine("l1", "رسم الولادة", Box(10, 20, 30, 15)),)


def test_words_without_a_space_between_them_are_still_two_words() -> None:
    assert lines(alto(LINE.format(WORDS.format(""))))[0].text == "رسم الولادة"


def test_a_hyphen_belongs_to_its_word() -> None:
    assert lines(alto(LINE.format('<String CONTENT="décla"/><HYP CONTENT="-"/>')))[0].text == "décla-"


def test_a_line_without_a_box_has_the_box_around_its_words() -> None:
    [found] = lines(alto(f'<TextLine ID="l">{WORDS.format("<SP/>")}</TextLine>'))

    assert found.box == Box(30, 20, 10, 15)


@pytest.mark.parametrize(
    ("sides", "box"),
    [
        ('HPOS="10.4" VPOS="20.6" WIDTH="5.2" HEIGHT="5"', Box(10, 20, 6, 6)),
        ('HPOS="90" VPOS="40" WIDTH="50" HEIGHT="50"', Box(90, 40, 10, 10)),
        ('HPOS="200" VPOS="40" WIDTH="50" HEIGHT="50"', None),
        ('HPOS="1e9" VPOS="40" WIDTH="50" HEIGHT="50"', None),
        ('HPOS="1"', None),
        ('HPOS="1.0E1" VPOS="2e1" WIDTH="+5." HEIGHT=".5e1"', Box(10, 20, 5, 5)),
        ('HPOS="-4" VPOS="20" WIDTH="10" HEIGHT="5"', Box(0, 20, 6, 5)),
        ('HPOS="10" VPOS="20" WIDTH="-5" HEIGHT="5"', None),
        ('HPOS="10" VPOS="20" WIDTH="5" HEIGHT="0"', None),
    ],
)
def test_a_box_is_whole_pixels_inside_the_image(sides: str, box: Box | None) -> None:
    [found] = lines(alto(f'<TextLine ID="l" {sides}><String CONTENT="x"/></TextLine>'))

    assert found.box == box


@pytest.mark.parametrize("sides", ["0 0 0 0", "5 5 -4 3", "900 900 5 5", "1e99 1e99 1e99 1e99"])
def test_a_line_whose_box_says_nothing_has_the_box_of_the_word_that_has_one(sides: str) -> None:
    own = " ".join(
        f'{name}="{side}"' for name, side in zip(("HPOS", "VPOS", "WIDTH", "HEIGHT"), sides.split(), strict=True)
    )
    negative = '<String CONTENT="b" HPOS="27.8" VPOS="-94923152" WIDTH="18.06" HEIGHT="-48132729"/>'
    [found] = lines(alto(f'<TextLine ID="l" {own}>{WORDS.format("<SP/>")}{negative}</TextLine>'))

    assert (found.text, found.box) == ("رسم الولادة b", Box(30, 20, 10, 15))


def test_a_word_without_content_has_its_alternative_or_its_glyphs() -> None:
    other = '<String CONTENT=""><ALTERNATIVE/><ALTERNATIVE>Fatima</ALTERNATIVE></String>'
    glyphs = '<String CONTENT=" "><Glyph CONTENT="Z"/><Glyph CONTENT="a"/></String>'

    assert lines(alto(LINE.format(other + glyphs)))[0].text == "Fatima Za"


def test_text_that_stands_on_no_line_is_told() -> None:
    assert read(alto('<String CONTENT="Acte"/><String CONTENT="3"/>')).astray == "Acte 3"
    assert read(alto(LINE.format(WORDS.format("")))).astray == ""


def test_lines_without_words_are_left_out_and_the_image_is_told() -> None:
    found = read(alto(LINE.format("")))

    assert (found.image, found.size, found.lines) == ("1.tif", Size(100, 50), ())


@pytest.mark.parametrize(
    "content",
    [
        alto("", unit="mm10"),
        alto("", unit="inch1200"),
        alto("", size=""),
        alto("", size='WIDTH="0" HEIGHT="50"'),
        alto("", pages=2),
        alto("", pages=0),
        alto("", version=9),
    ],
)
def test_what_cannot_be_laid_on_one_image_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidXml) as refused:
        lines(content)

    assert refused.value.code == "NOT_ALTO"
