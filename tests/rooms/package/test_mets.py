"""What METS.xml says of views and acts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests.rooms.package.made_cases import nil, with_jpeg, with_pages_only, with_pdf_of_pages, with_tiff
from tests.rooms.package.made_material import Made, written

NAMES = {"m": "http://www.loc.gov/METS/"}


@pytest.fixture
def mets(request: pytest.FixtureRequest, tmp_path: Path) -> etree._Element:
    case: Callable[[], Made] = request.param
    return etree.parse(written(case(), tmp_path) / "METS.xml").getroot()


def of(case: Callable[[], Made]) -> pytest.MarkDecorator:
    """The METS of one made register."""
    return pytest.mark.parametrize("mets", [case], indirect=True, ids=[case.__name__])


def divisions(mets: etree._Element, label: str) -> list[etree._Element]:
    return list(mets.iterfind(f"m:structMap[@LABEL='{label}']/m:div/m:div", NAMES))


@of(with_jpeg)
def test_a_view_has_its_order_and_the_numbers_of_its_pages(mets: etree._Element) -> None:
    views = divisions(mets, "Views")

    assert [(view.get("LABEL"), view.get("ORDER"), view.get("ORDERLABEL")) for view in views] == [
        ("v0001", "1", None),
        ("v0002", "2", "1, 2"),
    ]


@of(with_pdf_of_pages)
def test_a_view_in_a_pdf_names_its_page(mets: etree._Element) -> None:
    areas = [view.find("m:fptr/m:area", NAMES) for view in divisions(mets, "Views")]

    assert [None if area is None else (area.get("FILEID"), area.get("BEGIN")) for area in areas] == [
        None,
        ("IDmaster-0002.pdf", "1"),
        ("IDmaster-0002.pdf", "2"),
        ("IDmaster-0002.pdf", "3"),
        None,
    ]


@of(with_tiff)
def test_an_act_is_labelled_with_its_number_as_on_the_paper(mets: etree._Element) -> None:
    assert [act.get("LABEL") for act in divisions(mets, "Acts")] == ["1", "2", "2-bis"]


@of(with_tiff)
def test_an_act_points_at_each_of_its_boxes_in_order(mets: etree._Element) -> None:
    act = divisions(mets, "Acts")[1]

    assert [(area.get("FILEID"), area.get("COORDS")) for area in act.iterfind("m:fptr/m:seq/m:area", NAMES)] == [
        ("IDmaster-0001.tif", "0,40,60,80"),
        ("IDmaster-0002.tif", "0,0,30,10"),
        ("IDmaster-0002.tif", "30,0,60,10"),
    ]


@of(with_pdf_of_pages)
def test_an_area_in_a_pdf_names_its_page(mets: etree._Element) -> None:
    act = divisions(mets, "Acts")[0]

    assert [(area.get("COORDS"), area.get("BEGIN")) for area in act.iterfind(".//m:area", NAMES)] == [
        ("0,300,250,334", "2"),
        ("0,0,9,9", "3"),
    ]


@of(with_pages_only)
def test_a_register_that_was_not_keyed_has_no_map_of_acts(mets: etree._Element) -> None:
    assert mets.find("m:structMap[@LABEL='Acts']", NAMES) is None


@of(nil)
def test_a_nil_register_has_an_empty_map_of_acts(mets: etree._Element) -> None:
    assert mets.find("m:structMap[@LABEL='Acts']/m:div", NAMES) is not None
    assert divisions(mets, "Acts") == []
