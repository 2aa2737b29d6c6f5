"""Versions beside what is held: each fault is found under its code and nothing else is; its right twin is accepted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.check.reference import NotAtHand
from archive.model.finding import Severity
from tests.support.deliveries import Delivery
from tests.support.versions import (
    ACTS,
    DESCRIPTION,
    FOLDER,
    archive_of_template,
    as_delivered,
    held,
    marriage,
    standing,
    write_version,
)

BIRTHS = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
PAGES_ONLY = "ma_01.511.01.03-1_dahir1950_birth_1951_p1_office"
FIRST, SECOND = f"{BIRTHS.removesuffix('_p1_office')}_0001", f"{BIRTHS.removesuffix('_p1_office')}_0002"
LINE = f"{ACTS}#line=1"
VIEW = f"{DESCRIPTION}#/views/0/replaces"
Make = Callable[[Path, Path], Delivery]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive_of_template(tmp_path_factory.mktemp("versions"))


def act(archive: Path, name: str = SECOND, **changes: Any) -> dict[str, Any]:
    """A held act as it goes into a version."""
    return as_delivered(standing(archive, BIRTHS).acts[name]) | changes


def rescan(replaces: str, *pages: int, kind: str = "acts") -> dict[str, Any]:
    return {"file": f"{FOLDER}images/1.tif", "kind": kind, "pages": list(pages), "replaces": [replaces]}


def acts_for(reason: str, *changes: Callable[[dict[str, Any]], None], name: str = SECOND) -> Make:
    def make(root: Path, archive: Path) -> Delivery:
        made = act(archive, name)
        for change in changes:
            change(made)
        return write_version(root, archive, BIRTHS, reason, [made])

    return make


def views_for(*views: dict[str, Any], reason: str = "rescan", register: str = BIRTHS) -> Make:
    def make(root: Path, archive: Path) -> Delivery:
        return write_version(root, archive, register, reason, views=views)

    return make


def described(reason: str, *changes: Callable[[dict[str, Any]], None]) -> Make:
    def make(root: Path, archive: Path) -> Delivery:
        def change(description: dict[str, Any]) -> None:
            for one in changes:
                one(description)

        acts = [act(archive) | {"mentions": [marriage()]}] if reason == "mentions" else []
        views = [rescan("v0003", 2, 3)] if reason in ("rescan", "migration") else []
        return write_version(root, archive, BIRTHS, reason, acts, views, describe=change)

    return make


def mentioned(made: dict[str, Any]) -> None:
    made["mentions"] = [marriage()]


def renamed(made: dict[str, Any]) -> None:
    made["persons"][0]["given"]["latin"] = {"value": "Kenza"}


def changed(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda made: made.update({name: value})


def unnamed(made: dict[str, Any]) -> None:
    del made["id"]


def added(root: Path, archive: Path) -> Delivery:
    """An act that was overlooked: no identifier, a number that nobody bears."""
    new = act(archive, number=4)
    unnamed(new)
    return write_version(root, archive, BIRTHS, "correction", [new])


def twice(root: Path, archive: Path) -> Delivery:
    made = act(archive)
    renamed(made)
    return write_version(root, archive, BIRTHS, "correction", [made, made])


def swapped(root: Path, archive: Path) -> Delivery:
    """Two acts that had each other's number: after the version each number is one act's again."""
    return write_version(root, archive, BIRTHS, "correction", [act(archive, FIRST, number=9), act(archive, number=1)])


def on_new_image(root: Path, archive: Path) -> Delivery:
    made = act(archive, regions=[{"file": f"{FOLDER}images/1.tif", "boxes": [[300, 500, 1900, 600]]}])
    return write_version(root, archive, BIRTHS, "rescan", [made], [rescan("v0003", 2, 3)])


def in_image(**changes: Any) -> Callable[[dict[str, Any]], None]:
    def change(made: dict[str, Any]) -> None:
        made["regions"][0].update(changes)

    return change


def superseded(made: dict[str, Any]) -> None:
    made["mentions"] = [marriage(2) | {"supersedes": 1}]


def misread(made: dict[str, Any]) -> None:
    made["mentions"][0]["reference"] = {"value": "413"}


def stale(description: dict[str, Any]) -> None:
    description["version"]["predecessor"]["tagmanifest"] = f"sha256:{'0' * 64}"


def strange(description: dict[str, Any]) -> None:
    description["version"]["predecessor"]["package"] = BIRTHS.replace("1987", "1986") + "-v1"


def moved(description: dict[str, Any]) -> None:
    description["year"] = 1988


def other_copy(description: dict[str, Any]) -> None:
    description["copy"] = "court"


def on_basis(description: dict[str, Any]) -> None:
    description["version"]["basis"] = {"kind": "reading", "reference": "v0001", "date": "2026-02-20"}


def closed_earlier(description: dict[str, Any]) -> None:
    """As if the register had ended before the act that is lacking."""
    description["closing"]["last_number"] = {"value": 3}
    description["closing"]["acts"] = {"value": 3}


def torn(description: dict[str, Any]) -> None:
    description.setdefault("missing_acts", []).append({"number": 9, "reason": "torn"})


def lacking_page(description: dict[str, Any]) -> None:
    description.setdefault("missing_pages", []).append({"number": 7, "reason": "torn"})


def declared_empty(description: dict[str, Any]) -> None:
    description["nil"] = True


def certified_more(description: dict[str, Any]) -> None:
    description["opening"]["pages_certified"] = {"value": 9}


RIGHT: dict[str, Make] = {
    "a mention": acts_for("mentions", mentioned),
    "a cancellation": acts_for("mentions", mentioned, changed("status", "cancelled")),
    "a second mention": acts_for("mentions", lambda made: made["mentions"].append(marriage(2)), name=FIRST),
    "a corrected name": acts_for("correction", renamed),
    "a corrected number": acts_for("correction", changed("number", 4)),
    "a mention that supersedes another": acts_for("correction", superseded, name=FIRST),
    "a mention keyed anew": acts_for("correction", misread, name=FIRST),
    "an act that was overlooked": added,
    "numbers exchanged": swapped,
    "a corrected year": described("correction", moved),
    "a statement read anew": described("correction", certified_more, on_basis),
    "a gap declared on a basis": described("correction", torn, on_basis),
    "the device that made new images": described(
        "rescan", lambda description: description.update(capture={"device": "other"})
    ),
    "a rescan": views_for(rescan("v0003", 2, 3)),
    "a rescan with its acts": on_new_image,
    "a rescan of a register without acts": views_for(rescan("v0001", 1, kind="opening"), register=PAGES_ONLY),
}
BROKEN: dict[str, tuple[Make, set[tuple[str, str]]]] = {
    "another digest": (described("correction", stale), {("STALE_PREDECESSOR", f"{DESCRIPTION}#/version/predecessor")}),
    "another register": (described("correction", strange), {("REGISTER_NOT_HELD", DESCRIPTION)}),
    "another copy": (described("correction", other_copy), {("VERSION_REGISTER_DIFFERS", f"{DESCRIPTION}#/copy")}),
    "a year under mentions": (described("mentions", moved), {("VERSION_REGISTER_DIFFERS", f"{DESCRIPTION}#/year")}),
    "mentions without acts": (views_for(reason="mentions"), {("VERSION_EMPTY", DESCRIPTION)}),
    "a rescan without images": (
        acts_for("rescan", mentioned),
        {("VERSION_EMPTY", DESCRIPTION), ("VERSION_CHANGES_MORE", LINE)},
    ),
    "an act that is not held": (
        acts_for("correction", changed("id", f"{SECOND[:-4]}0099")),
        {("ACT_NOT_HELD", LINE)},
    ),
    "a new act under mentions": (acts_for("mentions", unnamed, changed("number", 4)), {("ACT_NOT_HELD", LINE)}),
    "an act twice": (twice, {("ACT_NAMED_TWICE", f"{ACTS}#line=2")}),
    "a held act as a new one": (acts_for("correction", unnamed), {("ACT_EXISTS", LINE)}),
    "another act's number": (acts_for("correction", changed("number", 3)), {("ACT_EXISTS", LINE)}),
    "a mention dropped": (
        acts_for("mentions", lambda made: made.pop("mentions"), name=FIRST),
        {("MENTION_VANISHED", LINE)},
    ),
    "a mention exchanged": (
        acts_for("correction", lambda made: made["mentions"][0].update(kind="death"), name=FIRST),
        {("MENTION_VANISHED", LINE)},
    ),
    "a name under mentions": (acts_for("mentions", renamed), {("VERSION_CHANGES_MORE", LINE)}),
    "a mention keyed anew under mentions": (
        acts_for("mentions", misread, name=FIRST),
        {("VERSION_CHANGES_MORE", LINE)},
    ),
    "a name under rescan": (
        acts_for("rescan", renamed),
        {("VERSION_EMPTY", DESCRIPTION), ("VERSION_CHANGES_MORE", LINE)},
    ),
    "a closing statement under mentions": (
        described("mentions", closed_earlier),
        {("VERSION_CHANGES_MORE", f"{DESCRIPTION}#/closing")},
    ),
    "a closing statement under rescan": (
        described("rescan", closed_earlier),
        {("VERSION_CHANGES_MORE", f"{DESCRIPTION}#/closing")},
    ),
    "a closing statement under migration": (
        described("migration", closed_earlier),
        {("VERSION_CHANGES_MORE", f"{DESCRIPTION}#/closing")},
    ),
    "a gap of acts under mentions": (
        described("mentions", torn),
        {("VERSION_CHANGES_MORE", f"{DESCRIPTION}#/missing_acts/9")},
    ),
    "a gap of pages under rescan": (
        described("rescan", lacking_page),
        {("VERSION_CHANGES_MORE", f"{DESCRIPTION}#/missing_pages/7")},
    ),
    "nil under rescan": (described("rescan", declared_empty), {("VERSION_CHANGES_MORE", f"{DESCRIPTION}#/nil")}),
    "a statement corrected without a basis": (
        described("correction", certified_more),
        {("CORRECTION_WITHOUT_BASIS", f"{DESCRIPTION}#/opening/pages_certified")},
    ),
    "a gap declared without a basis": (
        described("correction", torn),
        {("CORRECTION_WITHOUT_BASIS", f"{DESCRIPTION}#/missing_acts/9")},
    ),
    "a correction of nothing": (described("correction"), {("VERSION_EMPTY", DESCRIPTION)}),
    "an act as it is held": (acts_for("correction"), {("ACT_UNCHANGED", LINE)}),
    "a view that never stood": (views_for(rescan("v0009", 2, 3)), {("VIEW_NOT_HELD", VIEW)}),
    "a page lost": (views_for(rescan("v0003", 2)), {("PAGES_LOST", f"{DESCRIPTION}#/views")}),
    "a page of elsewhere": (
        views_for(rescan("v0003", 2, 3, 77)),
        {("PAGE_NOT_OF_REGISTER", f"{DESCRIPTION}#/views")},
    ),
    "another package's image": (acts_for("correction", in_image(view="v0008")), {("REGION_NOT_HELD", LINE)}),
    "another image's digest": (acts_for("correction", in_image(sha256="0" * 64)), {("REGION_NOT_HELD", LINE)}),
    "a box outside a held image": (
        acts_for("correction", in_image(boxes=[[0, 0, 99999, 5]])),
        {("BOX_OUTSIDE_IMAGE", LINE)},
    ),
}


@pytest.mark.parametrize("make", RIGHT.values(), ids=RIGHT)
def test_a_right_version_is_accepted_without_a_blocking_word(make: Make, archive: Path, tmp_path: Path) -> None:
    verdict = make(tmp_path / "version", archive).examine(held(archive))

    assert [(one.code, one.place) for one in verdict.findings if one.severity is Severity.BLOCKING] == []


@pytest.mark.parametrize(("make", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_broken_version_is_refused_under_its_code(
    make: Make, expected: set[tuple[str, str]], archive: Path, tmp_path: Path
) -> None:
    verdict = make(tmp_path / "version", archive).examine(held(archive))

    assert {(one.code, one.place) for one in verdict.findings if one.severity is Severity.BLOCKING} == expected


def test_without_an_archive_what_was_not_compared_is_said(archive: Path, tmp_path: Path) -> None:
    made = RIGHT["a mention"](tmp_path / "version", archive)

    assert made.findings(NotAtHand()) == [("CHAIN_NOT_CHECKED", DESCRIPTION)]


def test_a_first_delivery_names_no_act_no_held_image_and_no_view(delivery: Delivery) -> None:
    with delivery.acts() as acts:
        acts[0]["id"] = FIRST
        region = {"package": f"{BIRTHS}-v1", "view": "v0003", "sha256": "0" * 64, "boxes": [[1, 1, 5, 5]]}
        acts[1]["regions"].append(region)
    with delivery.register() as register:
        register["views"][1]["replaces"] = ["v0001"]

    assert {code for code, _ in delivery.findings()} == {"ACT_NOT_HELD", "REGION_NOT_HELD", "VIEW_NOT_HELD"}


def test_a_region_names_a_delivered_image_or_a_held_one_and_never_both(archive: Path, tmp_path: Path) -> None:
    def both(made: dict[str, Any]) -> None:
        made["regions"][0]["file"] = "x.tif"

    made = acts_for("correction", both)(tmp_path / "version", archive)

    assert ("SCHEMA", LINE) in made.findings(held(archive))
