"""PAGE XML becomes lines with boxes, and nothing in it can reach outside."""

from __future__ import annotations

import pytest

from archive.delivery.facts.batch import Size
from archive.delivery.xml_documents.transcriptions import lines, read
from archive.delivery.xml_documents.xml import InvalidXml
from archive.model.records.transcription import DeliveredLine
from archive.model.records.view import Box

BOMB = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>'


def page(body: str, version: str = "2019-07-15", prolog: str = "") -> bytes:
    namespace = f"http://schema.primaresearch.org/PAGE/gts/pagecontent/{version}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<PcGts xmlns="{namespace}">'
        f'<Page imageFilename="1.tif" imageWidth="100" imageHeight="50">{body}</Page></PcGts>'
    ).encode()


def line(name: str, points: str, text: str) -> str:
    return (
        f'<TextRegion><TextLine id="{name}"><Coords points="{points}"/>'
        f"<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine></TextRegion>"
    )


@pytest.mark.parametrize("version", ["2013-07-15", "2018-07-15", "2019-07-15"])
def test_a_line_has_its_text_and_the_box_around_its_outline(version: str) -> None:
    content = page(line("l1", "10,20 30,22 28,40", "رسم"), version)

    assert lines(content) == (DeliveredLine("l1", "رسم", Box(10, 20, 20, 20)),)


def test_the_image_and_its_size_are_told() -> None:
    found = read(page(""))

    assert (found.image, found.size, found.lines) == ("1.tif", Size(100, 50), ())


@pytest.mark.parametrize(
    ("points", "box"),
    [
        ("-5,-5 200,60", Box(0, 0, 100, 50)),
        ("90,10 120,30", Box(90, 10, 10, 20)),
        ("150,10 160,30", None),
        ("10,10 10,30", None),
        ("", None),
        ("somewhere", None),
    ],
)
def test_a_box_is_clipped_to_the_image_and_absent_outside_it(points: str, box: Box | None) -> None:
    [found] = lines(page(line("l1", points, "x")))

    assert found.box == box


def test_lines_without_text_are_left_out() -> None:
    content = page(line("l1", "1,1 2,2", "  ") + '<TextRegion><TextLine id="l2"/></TextRegion>' + line("l3", "", "x"))

    assert [found.name for found in lines(content)] == ["l3"]


def test_the_first_of_several_readings_counts() -> None:
    second = (
        '<TextEquiv index="1"><Unicode>b</Unicode></TextEquiv><TextEquiv index="0"><Unicode>a</Unicode></TextEquiv>'
    )

    assert lines(page(f'<TextRegion><TextLine id="l">{second}</TextLine></TextRegion>'))[0].text == "a"


def reading(text: str, index: str = "") -> str:
    return f"<TextEquiv {index}><Unicode>{text}</Unicode></TextEquiv>"


def of_words(*words: str, own: str = "", outline: str = "") -> bytes:
    return page(f'<TextRegion><TextLine id="l">{outline}{"".join(words)}{own}</TextLine></TextRegion>')


def word(text: str, points: str = "") -> str:
    return f'<Word id="w"><Coords points="{points}"/>{text}</Word>'


def test_a_reading_that_is_empty_is_passed_over_for_the_next() -> None:
    assert lines(of_words(own=reading("", 'index="0"') + reading("b", 'index="1"')))[0].text == "b"


@pytest.mark.parametrize("own", ["", reading(" ")])
def test_a_line_without_text_has_that_of_its_words(own: str) -> None:
    glyphs = f"<Glyph>{reading('a')}</Glyph><Glyph>{reading('b')}</Glyph>"
    content = of_words(word(reading("رسم")), word(reading("")), word(glyphs), own=own)

    assert [found.text for found in lines(content)] == ["رسم ab"]


@pytest.mark.parametrize("outline", ["", '<Coords points=""/>', '<Coords points="0,0 0,0"/>'])
def test_a_line_without_an_outline_has_that_of_its_words(outline: str) -> None:
    content = of_words(word(reading("a"), "10,10 20,20"), word(reading("b"), "30,10 40,25"), outline=outline)

    assert lines(content)[0].box == Box(10, 10, 30, 15)


def test_text_that_stands_on_no_line_is_told() -> None:
    region = f'<TextRegion>{reading("Acte de naissance")}<TextLine id="l"/></TextRegion>'

    assert (read(page(region)).lines, read(page(region)).astray) == ((), "Acte de naissance")
    assert read(page(region + line("l1", "1,1 2,2", "x"))).astray == ""
    assert read(page("")).astray == ""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "XML_NOT_WELL_FORMED"),
        (b"<PcGts>", "XML_NOT_WELL_FORMED"),
        (b"<PcGts/>", "NOT_PAGE_XML"),
        (page("").replace(b"2019-07-15", b"2010-03-19"), "NOT_PAGE_XML"),
        (page("").replace(b'imageWidth="100"', b""), "NOT_PAGE_XML"),
        (page("", prolog="<!DOCTYPE PcGts>"), "XML_DTD_FORBIDDEN"),
        (page("&x;", prolog='<!DOCTYPE PcGts [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "XML_DTD_FORBIDDEN"),
        (page("", prolog='<!DOCTYPE PcGts SYSTEM "http://example.org/page.dtd">'), "XML_DTD_FORBIDDEN"),
        (page("", prolog=BOMB).decode().replace("UTF-8", "UTF-16").encode("utf-16"), "XML_DTD_FORBIDDEN"),
    ],
)  # fmt: skip
def test_what_is_not_page_xml_or_has_a_doctype_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(InvalidXml) as refused:
        lines(content)

    assert refused.value.code == code
