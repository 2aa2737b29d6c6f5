"""Deliveries broken in one way each, with the findings that they must raise."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from tests.rooms.delivery.made_pages import page_jpeg, tiff
from tests.support.deliveries import BIRTHS, DEATHS, NIL, PAGES_ONLY, Delivery

ACTS = f"{BIRTHS}acts.jsonl"
DESCRIPTION = f"{BIRTHS}register.json"
IMAGE = f"{BIRTHS}images/0003.tif"
TRANSCRIPTION = f"{BIRTHS}page/0003.xml"
ALL = "manifest.json#/counts"
COUNTED = "manifest.json#/registers/1/counts"
Break = Callable[[Delivery], None]


def change_manifest(**changes: Any) -> Break:
    def change(delivery: Delivery) -> None:
        with delivery.manifest() as manifest:
            manifest.update(changes)

    return change


def change_counts(**changes: int) -> Break:
    def change(delivery: Delivery) -> None:
        with delivery.manifest() as manifest:
            manifest["counts"].update(changes)

    return change


def change_register_counts(**changes: int) -> Break:
    def change(delivery: Delivery) -> None:
        with delivery.manifest() as manifest:
            manifest["registers"][1]["counts"].update(changes)

    return change


def change_register(folder: str = BIRTHS, **changes: Any) -> Break:
    def change(delivery: Delivery) -> None:
        with delivery.register(folder) as register:
            register.update(changes)

    return change


def change_view(**changes: Any) -> Break:
    def change(delivery: Delivery) -> None:
        with delivery.register() as register:
            register["views"][1].update(changes)

    return change


def change_act(**changes: Any) -> Break:
    def change(delivery: Delivery) -> None:
        with delivery.acts() as acts:
            acts[0].update(changes)

    return change


def change_region(**changes: Any) -> Break:
    def change(delivery: Delivery) -> None:
        with delivery.acts() as acts:
            acts[0]["regions"][0].update(changes)

    return change


def put(path: str, content: bytes) -> Break:
    """Put a file there and list it."""

    def change(delivery: Delivery) -> None:
        delivery.write(path, content)
        delivery.seal()

    return change


def remove(path: str) -> Break:
    return lambda delivery: (delivery.root / path).unlink()


def link_out(delivery: Delivery) -> None:
    (delivery.root / IMAGE).unlink()
    (delivery.root / IMAGE).symlink_to("/etc/hostname")


def size_alone(delivery: Delivery) -> None:
    with delivery.manifest() as manifest:
        manifest["files"][0]["size"] += 1


def listed_twice(delivery: Delivery) -> None:
    with delivery.manifest() as manifest:
        manifest["files"].append(manifest["files"][0])


def unsafe_path(delivery: Delivery) -> None:
    with delivery.manifest() as manifest:
        manifest["files"][0]["path"] = "../outside"


def mention_outside(delivery: Delivery) -> None:
    with delivery.acts() as acts:
        acts[0]["mentions"][0]["regions"][0]["boxes"] = [[4900, 0, 61, 10]]


def same_number(delivery: Delivery) -> None:
    with delivery.acts() as acts:
        acts[1]["number"] = 1


def register_twice(delivery: Delivery) -> None:
    with delivery.register(PAGES_ONLY) as register:
        register.update(event="death", year=1951)


def same_view(delivery: Delivery) -> None:
    with delivery.register() as register:
        register["views"][1] = register["views"][0] | {"pages": [1]}


def other_country_of_offices(delivery: Delivery) -> None:
    with delivery.document("offices.json") as offices:
        offices["country"] = "fr"
    delivery.seal()


def office_twice(delivery: Delivery) -> None:
    with delivery.document("offices.json") as offices:
        offices["offices"] *= 2
    delivery.seal()


def transcription_of_another_size(delivery: Delivery) -> None:
    content = (delivery.root / TRANSCRIPTION).read_bytes()
    put(TRANSCRIPTION, content.replace(b'imageWidth="4960"', b'imageWidth="4961"'))(delivery)


def column_misspelt(delivery: Delivery) -> None:
    content = (delivery.root / DEATHS / "acts.csv").read_bytes()
    put(f"{DEATHS}acts.csv", content.replace(b"deceased.sex", b"deceased.gender", 1))(delivery)


def no_acts_file(delivery: Delivery) -> None:
    (delivery.root / ACTS).unlink()
    with delivery.manifest() as manifest:
        del manifest["registers"][1]["acts"]
        manifest["registers"][1]["counts"]["acts"] = 0
        manifest["counts"]["acts"] -= 4
    delivery.seal()


def transcription_of_another(delivery: Delivery) -> None:
    with delivery.manifest() as manifest:
        manifest["registers"][1]["transcriptions"][0]["image"] = f"{DEATHS}images/0001.tif"


BROKEN: list[tuple[str, Break, set[tuple[str, str]]]] = [
    ("manifest gone", remove("manifest.json"), {("MANIFEST_MISSING", "manifest.json")}),
    ("manifest not JSON", lambda one: one.write("manifest.json", b"{"), {("JSON_INVALID", "manifest.json")}),
    ("manifest without contractor", change_manifest(contractor=None), {("SCHEMA", "manifest.json")}),
    ("manifest of another schema", change_manifest(schema="delivery/9"), {("SCHEMA", "manifest.json")}),
    ("file listed twice", listed_twice, {("MANIFEST_DUPLICATE", "offices.json")}),
    ("size alone wrong", size_alone, {("SIZE_MISMATCH", "offices.json")}),
    (
        "path out of the root",
        unsafe_path,
        {
            ("UNSAFE_PATH", "../outside"),
            ("SCHEMA", "manifest.json"),
            ("FILE_UNLISTED", "offices.json"),
            ("COUNT_MISMATCH", f"{ALL}/files"),
        },
    ),
    ("image spoiled", lambda one: one.spoil(IMAGE), {("CHECKSUM_MISMATCH", IMAGE), ("CORRUPT_DATA", IMAGE)}),
    (
        "acts spoiled in one byte",
        lambda one: one.spoil(f"{DEATHS}acts.csv"),
        {("CHECKSUM_MISMATCH", f"{DEATHS}acts.csv"), ("ENCODING", f"{DEATHS}acts.csv#line=2")},
    ),
    ("image gone", remove(IMAGE), {("FILE_MISSING", IMAGE)}),
    (
        "acts gone",
        remove(ACTS),
        {("FILE_MISSING", ACTS)},
    ),
    ("unlisted file", lambda one: one.write("more.txt", b"x"), {("FILE_UNLISTED", "more.txt")}),
    ("listed image that no register uses", put("more.tif", tiff()), {("FILE_UNUSED", "more.tif")}),
    ("link in place of an image", link_out, {("UNSAFE_LINK", IMAGE)}),
    ("pipe", lambda one: os.mkfifo(one.root / "pipe"), {("SPECIAL_FILE", "pipe")}),
    ("image cut", put(IMAGE, tiff()[:5000]), {("TRUNCATED", IMAGE)}),
    ("image empty", put(IMAGE, b""), {("EMPTY_FILE", IMAGE)}),
    (
        "image under a wrong name",
        put(f"{DEATHS}images/0001.tif", page_jpeg()),
        {("WRONG_EXTENSION", f"{DEATHS}images/0001.tif")},
    ),
    ("registers miscounted", change_counts(registers=5), {("COUNT_MISMATCH", f"{ALL}/registers")}),
    ("files miscounted", change_counts(files=18), {("COUNT_MISMATCH", f"{ALL}/files")}),
    ("views miscounted", change_counts(views=10), {("COUNT_MISMATCH", f"{ALL}/views")}),
    ("pages miscounted", change_counts(pages=13), {("COUNT_MISMATCH", f"{ALL}/pages")}),
    ("acts miscounted", change_counts(acts=7), {("COUNT_MISMATCH", f"{ALL}/acts")}),
    ("views of a register miscounted", change_register_counts(views=5), {("COUNT_MISMATCH", f"{COUNTED}/views")}),
    ("pages of a register miscounted", change_register_counts(pages=5), {("COUNT_MISMATCH", f"{COUNTED}/pages")}),
    ("acts of a register miscounted", change_register_counts(acts=5), {("COUNT_MISMATCH", f"{COUNTED}/acts")}),
    ("leaf that is not there", change_view(leaf=2), {("VIEW_LEAF_MISSING", f"{DESCRIPTION}#/views/1")}),
    (
        "same image twice",
        same_view,
        {("VIEW_TWICE", f"{DESCRIPTION}#/views/1"), ("FILE_UNUSED", f"{BIRTHS}images/0002.tif")},
    ),
    ("box to the edge", change_region(boxes=[[0, 0, 4960, 3508]]), set()),
    ("box over the edge", change_region(boxes=[[0, 0, 4961, 3508]]), {("BOX_OUTSIDE_IMAGE", f"{ACTS}#line=1")}),
    ("box of a mention over the edge", mention_outside, {("BOX_OUTSIDE_IMAGE", f"{ACTS}#line=1")}),
    (
        "region on another register's image",
        change_region(file=f"{DEATHS}images/0002.tif"),
        {("REGION_UNKNOWN_IMAGE", f"{ACTS}#line=1")},
    ),
    (
        "office that is not listed",
        change_register(office="01.511.01.03-9"),
        {("OFFICE_UNKNOWN", f"{DESCRIPTION}#/office")},
    ),
    ("regime of no country", change_register(regime="code-civil"), {("REGIME_UNKNOWN", f"{DESCRIPTION}#/regime")}),
    ("country without facts", change_manifest(country="xx"), {("COUNTRY_UNKNOWN", "manifest.json#/country")}),
    ("offices of another country", other_country_of_offices, {("COUNTRY_DIFFERS", "offices.json#/country")}),
    ("office twice", office_twice, {("OFFICE_TWICE", "offices.json#/offices/1")}),
    ("transcription of another size", transcription_of_another_size, {("TRANSCRIPTION_SIZE_DIFFERS", TRANSCRIPTION)}),
    (
        "column misspelt",
        column_misspelt,
        {("COLUMNS", f"{DEATHS}acts.csv#line=1")},
    ),
    ("register twice", register_twice, {("REGISTER_TWICE", f"{NIL}register.json")}),
    ("description against its schema", change_register(copy="mine"), {("SCHEMA", DESCRIPTION)}),
    ("description not JSON", put(DESCRIPTION, b"{"), {("JSON_INVALID", DESCRIPTION)}),
    ("act against its schema", change_act(number="1"), {("SCHEMA", f"{ACTS}#line=1")}),
    (
        "act of another event",
        change_act(event="death", persons=[{"role": "deceased"}]),
        {("ACT_EVENT_DIFFERS", f"{ACTS}#line=1")},
    ),
    (
        "same number twice",
        same_number,
        {("DUPLICATE_NUMBER", f"{ACTS}#line=2"), ("NUMBER_GAP", f"{DESCRIPTION}#/missing_acts")},
    ),
    ("keyed without a file of acts", no_acts_file, {("ACTS_FILE_MISSING", DESCRIPTION)}),
    ("not keyed with a file of acts", change_register(acts="not_keyed"), {("ACTS_FILE_UNEXPECTED", DESCRIPTION)}),
    (
        "transcription of another image",
        transcription_of_another,
        {("TRANSCRIPTION_UNKNOWN_IMAGE", TRANSCRIPTION), ("TRANSCRIPTION_SIZE_DIFFERS", TRANSCRIPTION)},
    ),
    ("transcription with a DOCTYPE", put(TRANSCRIPTION, b"<!DOCTYPE a><a/>"), {("XML_DTD_FORBIDDEN", TRANSCRIPTION)}),
]
