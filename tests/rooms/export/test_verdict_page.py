"""The pages of a verdict: everything found stands there, in three languages, and nothing is fetched from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import html as markup

from archive.model.finding import Finding, Severity
from khizana.export.pictures import Pictures
from khizana.export.tallies import tallies
from khizana.export.verdict_report import VerdictReport, files_of, html
from khizana.language import Speaker
from khizana.resources import LANGUAGES
from tests.support.deliveries import BIRTHS, Delivery

Reported = Callable[[Delivery], VerdictReport]
FETCHES = ("src", "href", "action", "data", "poster", "srcset", "background")


@pytest.fixture
def spoilt(delivery: Delivery) -> Delivery:
    """A delivery with something wrong in two acts, one image and the folder."""
    with delivery.acts() as acts:
        acts[0]["regions"][0]["boxes"] = [[4000, 3000, 1900, 1300]]
        acts[1]["persons"][0]["sex"] = {"value": "<b>neither</b>", "source": "second"}
    delivery.write("registers/=1+1 <script>.txt", b"x")
    delivery.write("registers/صفحة.txt", b"x")
    delivery.seal()
    delivery.spoil(BIRTHS + "images/0002.tif")
    return delivery


def parsed(report: VerdictReport, language: str = "en") -> Any:
    return markup.document_fromstring(html(report, Speaker(language)))


def test_every_finding_stands_in_the_table_with_what_the_filters_ask(spoilt: Delivery, reported: Reported) -> None:
    report = reported(spoilt)
    found = [
        (row.get("data-severity"), row.get("data-code"), row.get("data-register"), row.get("data-file"))
        for row in parsed(report).xpath("//tr[@class='finding']")
    ]

    assert found == [(str(one.finding.severity), one.finding.code, one.register, one.file) for one in report.concerns]
    assert {code for _, code, _, _ in found} >= {"SCHEMA", "BOX_OUTSIDE_IMAGE", "CHECKSUM_MISMATCH", "FILE_UNUSED"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_remedy_of_every_finding_are_said(language: str, spoilt: Delivery, reported: Reported) -> None:
    report = reported(spoilt)
    said = re.sub(r"[\u2066-\u2069]", "", parsed(report, language).text_content())
    missing = [
        text
        for concern in report.concerns
        for text in Speaker(language).finding(concern.finding.to_json())
        if text not in said
    ]

    assert missing == []


def test_the_gravest_findings_stand_first(spoilt: Delivery, reported: Reported) -> None:
    order = [list(Severity).index(one.finding.severity) for one in reported(spoilt).concerns]

    assert order == sorted(order)
    assert len(set(order)) > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fetched_from_elsewhere(language: str, spoilt: Delivery, reported: Reported) -> None:
    page = parsed(reported(spoilt), language)
    named = {value for element in page.iter() for name, value in element.items() if name in FETCHES}
    outside = {
        value for value in named if not value.startswith("data:image/jpeg;base64,") and not value.startswith("verdict.")
    }
    styles = " ".join(element.text_content() for element in page.iter("style"))

    assert outside == set()
    assert "url(" not in styles and "@import" not in styles
    assert (
        page.xpath("//meta[@http-equiv='Content-Security-Policy']")[0].get("content").startswith("default-src 'none'")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_leads_to_the_two_others(language: str, spoilt: Delivery, reported: Reported) -> None:
    page = parsed(reported(spoilt), language)

    assert (page.get("lang"), page.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    assert {link.get("href") for link in page.xpath("//nav/a")} == {
        f"verdict.{other}.html" for other in LANGUAGES if other != language
    }


def test_identifiers_keep_their_order_in_an_arabic_page(spoilt: Delivery, reported: Reported) -> None:
    page = parsed(reported(spoilt), "ar")
    files = {one.file for one in reported(spoilt).concerns}
    isolated = {element.text_content() for element in page.xpath("//bdi[@dir='ltr']")}
    size = next(text for text in page.itertext() if "4960" in text)

    assert files <= isolated
    assert "\u20684960 × 3508\u2069" in size


def test_what_a_delivery_says_of_itself_is_no_markup(spoilt: Delivery, reported: Reported) -> None:
    page = html(reported(spoilt), Speaker("en"))

    assert "=1+1 <script>" not in page
    assert "=1+1 &lt;script&gt;" in page
    assert page.count("<script>") == 1


def test_what_is_wrong_is_shown_with_its_box(spoilt: Delivery, reported: Reported) -> None:
    report = reported(spoilt)
    pictures = {one.file: one for one in report.pictures.shown}
    drawing = next(
        svg for svg in parsed(report).xpath("//figure/svg") if svg.get("aria-label") == BIRTHS + "images/0003.tif"
    )
    (box,) = drawing.xpath("rect[@class='box']")

    assert pictures[BIRTHS + "images/0003.tif"].codes == ("BOX_OUTSIDE_IMAGE",)
    assert [box.get(name) for name in ("x", "y", "width", "height")] == ["4000", "3000", "1900", "1300"]
    assert drawing.get("viewbox") == "0 0 5900 4300"


def test_the_page_works_without_its_script(spoilt: Delivery, reported: Reported) -> None:
    page = parsed(reported(spoilt))

    assert page.xpath("//*[@id='filters']")[0].get("hidden") is not None
    assert [row for row in page.xpath("//tr[@class='finding']") if row.get("hidden") is not None] == []


def test_the_same_delivery_gives_the_same_bytes(spoilt: Delivery, reported: Reported) -> None:
    assert files_of(reported(spoilt)) == files_of(reported(spoilt))


def test_the_json_is_the_verdict_itself(spoilt: Delivery, reported: Reported) -> None:
    report = reported(spoilt)

    assert json.loads(files_of(report)["verdict.json"]) == report.verdict.to_json()


def test_a_delivery_without_findings_is_told_so_in_few_words(delivery: Delivery, reported: Reported) -> None:
    verdict = replace(reported(delivery).verdict, findings=())
    page = parsed(VerdictReport(verdict, (), tallies(()), Pictures((), 0)))

    assert "The delivery is accepted." in page.text_content()
    assert "No findings." in page.text_content()
    assert page.xpath("//figure | //script | //*[@id='filters']") == []


def test_more_findings_than_a_page_can_hold_are_counted_and_stand_in_the_csv(
    spoilt: Delivery, reported: Reported
) -> None:
    report = reported(spoilt)
    many = tuple(
        type(report.concerns[0])(Finding("FILE_UNUSED", Severity.WARNING, f"f{number}", {}), f"f{number}", "", "", ())
        for number in range(5003)
    )
    crowded = VerdictReport(report.verdict, many, report.tallies, report.pictures)
    page = parsed(crowded)

    assert len(page.xpath("//tr[@class='finding']")) == 5000
    assert "Other findings, not shown here: 3." in page.text_content()
    assert files_of(crowded)["verdict.csv"].count(b"\r\n") == 5004
