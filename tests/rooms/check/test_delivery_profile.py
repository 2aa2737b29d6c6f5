"""The profile of a tender is data: read from its file, followed by the rules on files and on deliveries."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive import published
from archive.check.engine.rule import Profile, ProfileKind
from archive.check.examine import Nothing, Reference, examine
from archive.check.profile.delivery_profile import DEFAULT, SCHEMA, FileProfile, profile_of
from archive.check.schemas import Schemas
from archive.delivery.folder import FolderSource
from archive.delivery.receive import acts_of
from archive.model.finding import Finding, Severity
from khizana import resources
from tests.rooms.delivery.by_hand import tiff
from tests.support.deliveries import BIRTHS, Delivery

PROFILES = Path(__file__).parents[3] / "schemas" / "profiles"
BLANK = tiff(content=zlib.compress(b"\xee" * (1000 * 800)))
FIRST = f"{BIRTHS}images/0001.tif"
"""The image of the first view of the births, which shows no act."""


def written(name: str = "default") -> Any:
    return json.loads((PROFILES / f"{name}.json").read_bytes())


def examined(delivery: Delivery, files: FileProfile = DEFAULT.files, **severities: Severity | None) -> list[Finding]:
    source = FolderSource(delivery.root)
    rules = Profile("x", ProfileKind.CONTRACTOR, severities)
    reference = Reference(published.schemas(), published.countries(), Nothing(), profile=rules, files=files)
    return list(examine(delivery.receive(), lambda register: acts_of(source, register), reference).findings)


def codes(delivery: Delivery, files: FileProfile = DEFAULT.files) -> set[tuple[str, str]]:
    return {(one.code, one.place) for one in examined(delivery, files)}


@pytest.mark.parametrize("name", sorted(path.stem for path in PROFILES.glob("*.json")))
def test_every_profile_follows_the_schema_and_names_known_findings(name: str) -> None:
    profile = written(name)

    assert list(Schemas(published.schemas()).violations(SCHEMA, profile)) == []
    assert {*profile.get("severities", {}), *profile.get("files", {}).get("policy", [])} <= set(resources.findings())


def test_the_default_profile_is_the_one_that_is_used_without_any() -> None:
    read = profile_of(written())

    assert read.files == DEFAULT.files
    assert read.rules.severities == {"PDFA_NOT_CHECKED": Severity.WARNING}
    assert read.rules.kind is ProfileKind.CONTRACTOR


def test_a_tender_changes_what_it_names_and_nothing_else() -> None:
    read = profile_of({"schema": "delivery-profile/1", "name": "x", "kind": "holding", "files": {"fewest_dpi": 400}})

    assert read.files == replace(DEFAULT.files, fewest_dpi=400)
    assert read.rules.kind is ProfileKind.HOLDING


def test_a_resolution_that_is_too_low_for_the_tender_refuses_the_delivery(delivery: Delivery) -> None:
    found = examined(delivery, FileProfile(fewest_dpi=400, warned_dpi=400))

    assert {(one.code, one.severity) for one in found} == {("LOW_RESOLUTION", Severity.BLOCKING)}


def test_a_tender_may_weigh_a_breach_less(delivery: Delivery) -> None:
    files = FileProfile(fewest_dpi=400, warned_dpi=400)
    lighter = examined(delivery, files, LOW_RESOLUTION=Severity.INFORMATION)

    assert {one.severity for one in lighter} == {Severity.INFORMATION}
    assert examined(delivery, files, LOW_RESOLUTION=None) == []


def declared(delivery: Delivery, *kinds: str) -> None:
    """Give the first views of the births these kinds."""
    with delivery.register() as register:
        for view, kind in zip(register["views"], kinds, strict=False):
            view["kind"] = kind


def test_a_blank_page_is_refused_unless_it_is_declared_blank(delivery: Delivery) -> None:
    delivery.write(FIRST, BLANK)
    declared(delivery, "acts")
    before = ("BLANK_PAGE", FIRST) in codes(delivery)
    declared(delivery, "blank")

    assert (before, ("BLANK_PAGE", FIRST) in codes(delivery)) == (True, False)


def test_one_image_under_two_names_is_refused_unless_both_are_declared_blank(delivery: Delivery) -> None:
    with delivery.register() as register:
        second = register["views"][1]["file"]
    delivery.write(FIRST, BLANK)
    delivery.write(second, BLANK)
    declared(delivery, "blank", "acts")
    before = ("DUPLICATE_IMAGE", second) in codes(delivery)
    declared(delivery, "blank", "blank")

    assert (before, ("DUPLICATE_IMAGE", second) in codes(delivery)) == (True, False)


def test_what_is_asked_of_pages_is_not_asked_of_an_image_that_no_register_shows(delivery: Delivery) -> None:
    delivery.write("target.tif", tiff({296: (3, [1])}))
    delivery.seal()

    assert codes(delivery) == {("FILE_UNUSED", "target.tif")}
