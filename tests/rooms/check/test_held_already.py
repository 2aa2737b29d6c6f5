"""What is delivered beside what is held: scans, the other paper copy, numbers that two parts of a series repeat."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from archive.model.finding import Severity
from khizana.service.intake.delivery_template import write_template
from khizana.service.intake.plain_page import page
from tests.support.deliveries import BIRTHS, Delivery
from tests.support.versions import archive_of_template, held


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive_of_template(tmp_path_factory.mktemp("held-already"))


def births(root: Path, **description: Any) -> Delivery:
    """The births of 1987 alone, as another delivery: the same scans, with a description that says otherwise."""
    write_template(root)
    delivery = Delivery(root)
    for other in ("births-1951", "deaths-1951", "deaths-1987"):
        shutil.rmtree(root / "registers" / other)
    with delivery.manifest() as manifest:
        manifest["delivery"] = "another-0001"
        manifest["registers"] = [one for one in manifest["registers"] if one["description"].startswith(BIRTHS)]
        manifest["counts"] = {"registers": 1, **manifest["registers"][0]["counts"], "files": 0}
    with delivery.register() as register:
        register.update(description)
    return delivery


def drawn_anew(delivery: Delivery) -> None:
    """Other bytes under every name: the pages of another scan."""
    for order, image in enumerate(sorted((delivery.root / BIRTHS / "images").iterdir())):
        with Image.open(image) as scan:
            width, height = scan.size
        image.write_bytes(page(width, height, [(300, 500, 1900, 610 + order), (310, 2000, 900, 400)]))
    delivery.seal()


@pytest.mark.xfail(
    strict=True, reason="issue 12: digests of images are a catalogue table, brought to the head before judging"
)
def test_scans_that_are_held_already_are_no_other_register(archive: Path, tmp_path: Path) -> None:
    found = births(tmp_path / "in", year=1988).findings(held(archive))

    assert "DUPLICATE_IMAGE" in {code for code, _ in found}


@pytest.mark.xfail(
    strict=True, reason="issue 12: digests of images are a catalogue table, brought to the head before judging"
)
def test_scans_of_the_office_copy_are_not_taken_for_the_copy_of_the_court(archive: Path, tmp_path: Path) -> None:
    found = births(tmp_path / "in", copy="court").findings(held(archive))

    assert "DUPLICATE_IMAGE" in {code for code, _ in found}


@pytest.mark.xfail(strict=True, reason="issue 12: acts of two paper copies are compared on the projection of holdings")
def test_acts_of_two_paper_copies_that_differ_are_said_to(archive: Path, tmp_path: Path) -> None:
    delivery = births(tmp_path / "in", copy="court")
    with delivery.acts() as acts:
        acts[0]["persons"][0]["given"]["latin"] = {"value": "Kenza"}
    drawn_anew(delivery)

    assert "COPIES_DIFFER" in {code for code, _ in delivery.findings(held(archive))}


@pytest.mark.xfail(
    strict=True, reason="issue 12: what the paper repeats over two parts becomes `~2` in order of arrival"
)
def test_a_number_that_two_parts_repeat_is_taken_in_when_they_come_one_after_the_other(
    archive: Path, tmp_path: Path
) -> None:
    delivery = births(tmp_path / "in", part=2, parts=2)
    drawn_anew(delivery)
    verdict = delivery.examine(held(archive))

    assert {one.code for one in verdict.findings if one.severity is Severity.BLOCKING} == set()


def test_the_same_register_and_part_a_second_time_is_refused(archive: Path, tmp_path: Path) -> None:
    delivery = births(tmp_path / "in")
    drawn_anew(delivery)
    verdict = delivery.examine(held(archive))

    assert "REGISTER_EXISTS" in {one.code for one in verdict.findings if one.severity is Severity.BLOCKING}
